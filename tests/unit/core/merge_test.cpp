#include <gmock/gmock.h>

#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class Merge : public testing::Test {
protected:
    core::Outcome merges(const core::Outcome& one, const core::Outcome& into, const std::string& client = "console-1") {
        core::Command merge = command(core::Deed::merge, *one.incident);
        merge.into = into.incident;
        return centre.receives(client, merge);
    }
    core::Outcome splits(const core::Outcome& from, std::vector<std::string> reports) {
        core::Command split = command(core::Deed::split, *from.incident);
        split.reports = std::move(reports);
        return centre.receives("console-1", split);
    }
    core::Outcome reports(const std::string& client, const core::Report& said, const std::string& id) {
        return centre.receives(client, said, id);
    }
    const core::Incident& incident(const core::Outcome& opened) { return centre.incident(opened); }

    Centre centre;
};

TEST_F(Merge, BringsReportsPeopleAndDivisionsTogether) {
    const auto theft = centre.receives("radio-1", report("theft"));
    core::Report noise = report("noise_nuisance", 51.95);
    noise.tags = {"music"};
    noise.persons = 12;
    const auto nuisance = centre.receives("radio-2", noise);
    core::Command assign = command(core::Deed::assign, *nuisance.incident);
    assign.unit = core::ClientName{"radio-1"};
    centre.receives("console-1", assign);
    const auto outcome = merges(nuisance, theft);
    ASSERT_FALSE(outcome.refusal);
    EXPECT_EQ(outcome.incident, theft.incident);
    const core::Incident& both = incident(theft);
    EXPECT_EQ(both.reports, 2);
    EXPECT_EQ(both.persons, 12);
    EXPECT_TRUE(both.tags.contains("music"));
    EXPECT_THAT(both.divisions, UnorderedElementsAre(core::DivisionName{"dvo"}, core::DivisionName{"dvl"}));
    EXPECT_EQ(both.units.at(core::ClientName{"radio-1"}).state, core::UnitState::assigned);
    EXPECT_EQ(both.status, core::IncidentStatus::dispatched);
    EXPECT_EQ(both.category, core::CategoryName{"theft"});
    const core::Incident& gone = incident(nuisance);
    EXPECT_TRUE(gone.is_closed());
    EXPECT_EQ(gone.ending, core::Ending::joined);
    EXPECT_EQ(gone.into, theft.incident);
}

TEST_F(Merge, WithOneThatATeamWasSentToIsDispatched) {
    const auto one = centre.receives("radio-1", report("theft"));
    const auto other = centre.receives("radio-2", report("theft", 51.95));
    core::Command assign = command(core::Deed::assign, *one.incident);
    assign.team = core::TeamName{"it-ondermijning"};
    centre.receives("console-1", assign);
    merges(one, other);
    EXPECT_EQ(incident(other).status, core::IncidentStatus::dispatched);
}

TEST_F(Merge, KeepsAUnitAtItsWorkWhichIsNowTheOther) {
    const auto one = centre.receives("radio-1", report("theft"));
    const auto other = centre.receives("radio-2", report("theft", 51.95));
    core::Command dispatch = command(core::Deed::dispatch, *one.incident);
    dispatch.unit = core::ClientName{"radio-7"};
    const auto order = centre.receives("console-1", dispatch);
    core::StatusUpdate update;
    update.status = core::UnitStatus::en_route;
    centre.receives("radio-7", update);
    merges(one, other);
    EXPECT_EQ(centre.state.instruction(*order.instruction)->incident, other.incident);
    EXPECT_FALSE(centre.state.instruction(*order.instruction)->has_ended());
    update.status = core::UnitStatus::on_scene;
    centre.receives("radio-7", update);
    EXPECT_EQ(incident(other).status, core::IncidentStatus::on_scene);
}

TEST_F(Merge, GoesOnCallingUntilSomebodyAnswers) {
    const auto shooting = centre.receives("radio-1", report("shooting"));
    const auto theft = centre.receives("radio-2", report("theft", 51.95));
    merges(shooting, theft);
    const core::Incident& both = incident(theft);
    EXPECT_EQ(both.priority, 1);
    EXPECT_EQ(both.severity, core::Severity::extreme);
    ASSERT_THAT(both.escalations, SizeIs(1));
    EXPECT_TRUE(both.escalations[0].is_running);
    EXPECT_FALSE(both.is_acked());
    EXPECT_FALSE(incident(shooting).is_escalated());
    EXPECT_FALSE(centre.receives("radio-7", ack(*theft.incident)).refusal);
    EXPECT_TRUE(incident(theft).is_acked());
}

TEST_F(Merge, CallsNobodyTwiceForWhatSomebodyHasInHand) {
    const auto one = centre.receives("radio-1", report("shooting"));
    const auto again = centre.receives("radio-2", report("shooting", 51.95));
    centre.receives("radio-7", ack(*one.incident));
    merges(again, one);
    EXPECT_FALSE(incident(one).is_escalated());
}

TEST_F(Merge, IsRefusedForWhatIsNotAlike) {
    const auto theft = centre.receives("radio-1", report("theft"));
    EXPECT_EQ(merges(theft, theft).refusal->field, "into");
    core::Report drill = report("theft", 51.95);
    drill.exercise = true;
    EXPECT_EQ(merges(centre.receives("radio-2", drill), theft).refusal->reason, core::Reason::bad_value);
    core::Report covert = report("theft", 51.96);
    covert.covert = true;
    const auto hidden = centre.receives("coord-ondermijning-1", covert);
    EXPECT_EQ(merges(theft, hidden, "opco-1").refusal->reason, core::Reason::bad_value);
    EXPECT_EQ(merges(theft, hidden).refusal->reason, core::Reason::not_found);
    const auto other = centre.receives("radio-2", report("theft", 51.97));
    centre.receives("console-1", closing(*other.incident));
    EXPECT_EQ(merges(theft, other).refusal->reason, core::Reason::closed);
}

TEST_F(Merge, NeverTakesAPanicAway) {
    const auto theft = centre.receives("radio-1", report("theft"));
    core::StatusUpdate press;
    press.panic = true;
    const auto panic = centre.receives("radio-7", press);
    EXPECT_EQ(merges(panic, theft).refusal->reason, core::Reason::not_allowed);
    EXPECT_FALSE(merges(theft, panic).refusal);
}

TEST_F(Merge, IsNotReopenedBesideTheOther) {
    const auto one = centre.receives("radio-1", report("theft"));
    const auto other = centre.receives("radio-2", report("theft", 51.95));
    merges(one, other);
    EXPECT_EQ(centre.receives("console-1", command(core::Deed::reopen, *one.incident)).refusal->reason,
              core::Reason::not_allowed);
}

TEST_F(Merge, CountsAsOneForTheRules) {
    centre.rules.rules.push_back([](const core::Case& at_hand) -> std::optional<core::Firing> {
        if (at_hand.surroundings.nearby(1000, {1h, false}).incidents.size() < 2) return std::nullopt;
        core::Firing firing;
        firing.rule = core::RuleName{"two-at-once"};
        firing.tags = {"series"};
        return firing;
    });
    const auto one = centre.receives("radio-1", report("theft"));
    const auto other = centre.receives("radio-2", report("theft", 51.94));
    merges(one, other);
    EXPECT_FALSE(incident(other).tags.contains("series"));
}

class Split : public Merge {};

TEST_F(Split, MakesAnIncidentOfReportsThatBelongElsewhere) {
    core::Report first = report("theft");
    first.text = "a bag is gone";
    const auto opened = reports("radio-1", first, "r1");
    core::Report second = report("theft", 51.9201);
    second.text = "a man with a knife";
    second.tags = {"knife"};
    second.severity = core::Severity::severe;
    ASSERT_EQ(reports("radio-2", second, "r2").incident, opened.incident);
    const auto made = splits(opened, {"radio-2/r2"});
    ASSERT_FALSE(made.refusal);
    ASSERT_NE(made.incident, opened.incident);
    EXPECT_EQ(incident(made).text, "a man with a knife");
    EXPECT_EQ(incident(made).severity, core::Severity::severe);
    EXPECT_EQ(incident(made).reports, 1);
    EXPECT_EQ(incident(made).opened_by, core::ClientName{"radio-2"});
    EXPECT_TRUE(incident(made).tags.contains("knife"));
    EXPECT_THAT(incident(made).divisions, ElementsAre(core::DivisionName{"dvo"}));
    EXPECT_EQ(incident(opened).reports, 1);
    EXPECT_FALSE(incident(opened).tags.contains("knife"));
    EXPECT_EQ(incident(opened).newest_text, "a bag is gone");
}

TEST_F(Split, OfTheFirstReportLeavesTheIncidentToTheNext) {
    const auto opened = reports("radio-1", report("theft"), "r1");
    core::Report second = report("theft", 51.9201);
    second.text = "another bag";
    reports("radio-2", second, "r2");
    ASSERT_FALSE(splits(opened, {"r1"}).refusal);
    EXPECT_EQ(incident(opened).text, "another bag");
    EXPECT_EQ(incident(opened).opened_by, core::ClientName{"radio-2"});
    EXPECT_EQ(incident(opened).position, second.position);
}

TEST_F(Split, SaysWhichReportItDoesNotKnowAndLeavesOneAtLeast) {
    const auto opened = reports("radio-1", report("theft"), "r1");
    reports("radio-2", report("theft"), "r1");
    EXPECT_EQ(splits(opened, {}).refusal->field, "reports");
    EXPECT_EQ(splits(opened, {"r9"}).refusal->reason, core::Reason::not_found);
    EXPECT_EQ(splits(opened, {"r1"}).refusal->reason, core::Reason::bad_value);  // of two clients
    EXPECT_EQ(splits(opened, {"radio-1/r1", "radio-2/r1"}).refusal->reason, core::Reason::bad_value);
    EXPECT_EQ(incident(opened).reports, 2);
}

TEST_F(Split, UndoesAMerge) {
    const auto one = reports("radio-1", report("theft"), "r1");
    const auto other = reports("radio-2", report("theft", 51.95), "r2");
    merges(one, other);
    const auto back = splits(other, {"radio-1/r1"});
    ASSERT_FALSE(back.refusal);
    EXPECT_EQ(incident(back).position, report("theft").position);
    EXPECT_EQ(incident(other).reports, 1);
    EXPECT_EQ(incident(other).position, report("theft", 51.95).position);
}

TEST_F(Split, ChoosesNoPriority) {
    centre.rules.rules.push_back([](const core::Case& at_hand) -> std::optional<core::Firing> {
        if (!at_hand.incident.is_with(core::DivisionName{"dvl"})) return std::nullopt;
        core::Firing firing;
        firing.rule = core::RuleName{"urgent-with-dvl"};
        firing.priority = 2;
        return firing;
    });
    const auto opened = reports("radio-1", report("theft"), "r1");
    core::Report worse = report("theft");
    worse.severity = core::Severity::severe;
    reports("radio-2", worse, "r2");
    splits(opened, {"r2"});
    ASSERT_EQ(incident(opened).priority, 4);
    core::Command assign = command(core::Deed::assign, *opened.incident);
    assign.division = core::DivisionName{"dvl"};
    centre.receives("console-1", assign);
    EXPECT_EQ(incident(opened).priority, 2);
}

}  // namespace
}  // namespace paraat::test
