#include <gmock/gmock.h>

#include "tests/support/centre.hpp"

namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

core::Command command(core::Deed deed, const core::IncidentId& incident) {
    core::Command made;
    made.deed = deed;
    made.incident = incident;
    return made;
}

TEST(Triage, BringsAnIncidentFromTheTrayToItsDivision) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("other"));
    core::Command triage = command(core::Deed::triage, *opened.incident);
    triage.division = core::DivisionName{"dvo"};
    triage.priority = 2;
    EXPECT_FALSE(centre.receives("console-1", triage).refusal);
    const core::Incident& incident = centre.incident(opened);
    EXPECT_THAT(incident.divisions, ElementsAre(core::DivisionName{"dvo"}));
    EXPECT_EQ(incident.priority, 2);
    EXPECT_EQ(incident.status, core::IncidentStatus::open);
}

TEST(Triage, ToANewCategoryAsksTheRulesAgain) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("other"));
    core::Command triage = command(core::Deed::triage, *opened.incident);
    triage.division = core::DivisionName{"dvo"};
    triage.category = core::CategoryName{"shooting"};
    centre.receives("console-1", triage);
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning"));
    EXPECT_EQ(centre.incident(opened).title, "Shooting");
}

// A rule that looks at where the incident is: with dvo it is urgent.
void urgent_with_dvo(Centre& centre) {
    centre.rules.rules.push_back([](const core::Case& at_hand) -> std::optional<core::Firing> {
        if (!at_hand.incident.is_with(core::DivisionName{"dvo"})) return std::nullopt;
        core::Firing firing;
        firing.rule = core::RuleName{"urgent-with-dvo"};
        firing.priority = 1;
        return firing;
    });
}

TEST(Assign, ToAnotherDivisionAsksTheRulesAgain) {
    Centre centre;
    urgent_with_dvo(centre);
    const auto opened = centre.receives("radio-1", report("noise_nuisance"));
    core::Command assign = command(core::Deed::assign, *opened.incident);
    assign.team = core::TeamName{"it-ondermijning"};
    EXPECT_FALSE(centre.receives("console-1", assign).refusal);
    EXPECT_EQ(centre.incident(opened).priority, 1);
}

TEST(RemoveDivision, AsksTheRulesAgainAndBringsTheRemovedOneNotBack) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("noise_nuisance"));
    core::Command assign = command(core::Deed::assign, *opened.incident);
    assign.team = core::TeamName{"it-ondermijning"};
    centre.receives("console-1", assign);
    centre.rules.rules.push_back([](const core::Case& at_hand) -> std::optional<core::Firing> {
        core::Firing firing;
        firing.rule = core::RuleName{"everywhere"};
        firing.divisions = {core::DivisionName{"dvl"}, core::DivisionName{"dvo"}};
        if (!at_hand.incident.is_with(core::DivisionName{"dvl"})) firing.priority = 2;
        return firing;
    });
    core::Command remove = command(core::Deed::remove_division, *opened.incident);
    remove.division = core::DivisionName{"dvl"};
    EXPECT_FALSE(centre.receives("console-1", remove).refusal);
    EXPECT_THAT(centre.incident(opened).divisions, ElementsAre(core::DivisionName{"dvo"}));
    EXPECT_EQ(centre.incident(opened).priority, 2);
}

core::Command triage(const core::IncidentId& incident, const std::string& category = {},
                     std::optional<std::int32_t> priority = {}) {
    core::Command made = command(core::Deed::triage, incident);
    made.division = core::DivisionName{"dvo"};
    if (!category.empty()) made.category = core::CategoryName{category};
    made.priority = priority;
    return made;
}

TEST(Triage, ToAnotherCategoryTakesItsSeverityAndPriority) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("other"));
    centre.receives("console-1", triage(*opened.incident, "shooting"));
    EXPECT_EQ(centre.incident(opened).severity, core::Severity::extreme);
    EXPECT_EQ(centre.incident(opened).priority, 1);
    centre.receives("console-1", triage(*opened.incident, "theft"));
    EXPECT_EQ(centre.incident(opened).severity, core::Severity::minor);
    EXPECT_EQ(centre.incident(opened).priority, 4);
}

TEST(Triage, ToAnotherCategoryKeepsTheSeverityThatAReportNamed) {
    Centre centre;
    core::Report severe = report("other");
    severe.severity = core::Severity::severe;
    const auto opened = centre.receives("radio-1", severe);
    centre.receives("console-1", triage(*opened.incident, "theft"));
    EXPECT_EQ(centre.incident(opened).severity, core::Severity::severe);
    EXPECT_EQ(centre.incident(opened).priority, 2);
}

TEST(Triage, GivesAPriorityThatRulesDoNotUndoBeforeANewReport) {
    Centre centre;
    centre.rules.rules.push_back([](const core::Case& at_hand) -> std::optional<core::Firing> {
        if (at_hand.report.category.text != "shooting") return std::nullopt;
        core::Firing firing;
        firing.rule = core::RuleName{"first"};
        firing.priority = 1;
        return firing;
    });
    const auto opened = centre.receives("radio-1", report("shooting"));
    EXPECT_FALSE(centre.receives("console-1", triage(*opened.incident, "", 4)).refusal);
    EXPECT_EQ(centre.incident(opened).priority, 4);
    EXPECT_EQ(centre.incident(opened).changed_by_person.did, "triage");
    centre.receives("radio-2", report("shooting"));
    EXPECT_EQ(centre.incident(opened).priority, 1);
}

TEST(Assign, WithADivisionAloneBringsTheIncidentThere) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    core::Command assign = command(core::Deed::assign, *opened.incident);
    assign.division = core::DivisionName{"dvl"};
    EXPECT_FALSE(centre.receives("console-1", assign).refusal);
    EXPECT_TRUE(centre.incident(opened).is_with(core::DivisionName{"dvl"}));
    EXPECT_EQ(centre.incident(opened).changed_by_person.did, "assign");
}

TEST(Assign, AgainDoesNotTakeAUnitBackFromTheScene) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    core::Command assign = command(core::Deed::assign, *opened.incident);
    assign.unit = core::ClientName{"radio-7"};
    centre.receives("console-1", assign);
    core::StatusUpdate there;
    there.status = core::UnitStatus::on_scene;
    centre.receives("radio-7", there);
    centre.receives("console-1", assign);
    EXPECT_EQ(centre.incident(opened).units.at(core::ClientName{"radio-7"}).state, "on_scene");
}

TEST(Dispatch, TakesThePlaceOfTheOlderOrderToTheSameUnit) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    core::Command dispatch = command(core::Deed::dispatch, *opened.incident);
    dispatch.unit = core::ClientName{"radio-7"};
    const auto first = centre.receives("console-1", dispatch);
    const auto second = centre.receives("console-1", dispatch);
    EXPECT_EQ(centre.state.instruction(*first.instruction)->state, core::InstructionState::superseded);
    EXPECT_EQ(centre.state.instruction(*second.instruction)->state, core::InstructionState::issued);
    EXPECT_EQ(centre.incident(opened).changed_by_person.did, "dispatch");
    core::Command unassign = dispatch;
    unassign.deed = core::Deed::unassign;
    centre.receives("console-1", unassign);
    EXPECT_EQ(centre.state.instruction(*second.instruction)->state, core::InstructionState::withdrawn);
}

TEST(Dispatch, NeedsTheRightToInstruct) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("noise_nuisance"));
    core::Command dispatch = command(core::Deed::dispatch, *opened.incident);
    dispatch.team = core::TeamName{"it-ondermijning"};
    EXPECT_EQ(centre.receives("coord-overlast-1", dispatch).refusal->reason, core::Reason::not_allowed);
    EXPECT_FALSE(centre.incident(opened).is_with(core::DivisionName{"dvo"}));
}

TEST(Close, WithdrawsTheOrdersAboutTheIncident) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    core::Command dispatch = command(core::Deed::dispatch, *opened.incident);
    dispatch.team = core::TeamName{"it-ondermijning"};
    const auto ordered = centre.receives("console-1", dispatch);
    core::Command close = command(core::Deed::close, *opened.incident);
    close.acknowledge = true;
    centre.receives("console-1", close);
    EXPECT_EQ(centre.state.instruction(*ordered.instruction)->state, core::InstructionState::withdrawn);
}

TEST(Reopen, GivesItsUnitsBackTheirWork) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    core::Command assign = command(core::Deed::assign, *opened.incident);
    assign.unit = core::ClientName{"radio-7"};
    centre.receives("console-1", assign);
    core::Command close = command(core::Deed::close, *opened.incident);
    close.acknowledge = true;
    centre.receives("console-1", close);
    centre.receives("console-1", command(core::Deed::reopen, *opened.incident));
    core::StatusUpdate there;
    there.status = core::UnitStatus::on_scene;
    centre.receives("radio-7", there);
    EXPECT_EQ(centre.incident(opened).units.at(core::ClientName{"radio-7"}).state, "on_scene");
}

TEST(Triage, ToAnUnknownDivisionNamesTheNearest) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("other"));
    core::Command triage = command(core::Deed::triage, *opened.incident);
    triage.division = core::DivisionName{"dv0"};
    const auto refused = centre.receives("console-1", triage);
    EXPECT_EQ(refused.refusal->reason, core::Reason::unknown_division);
    EXPECT_EQ(refused.refusal->sentence, "unknown division \"dv0\"; did you mean \"dvl\"?");
}

TEST(Command, OnARevisionThatAPersonChangedIsRefusedWithWhatIsThereNow) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    const core::Revision seen = centre.incident(opened).rev;
    core::Command assign = command(core::Deed::assign, *opened.incident);
    assign.team = core::TeamName{"it-ondermijning"};
    assign.rev = seen;
    EXPECT_FALSE(centre.receives("console-1", assign).refusal);
    core::Command note = command(core::Deed::note, *opened.incident);
    note.text = "seen";
    note.rev = seen;
    const auto refused = centre.receives("opco-1", note);
    ASSERT_TRUE(refused.refusal);
    EXPECT_EQ(refused.refusal->reason, core::Reason::stale_revision);
    EXPECT_EQ(refused.refusal->now->by, "console-1");
    EXPECT_EQ(refused.refusal->now->did, "assign");
}

TEST(Command, NeedsTheRightToGiveIt) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    EXPECT_EQ(centre.receives("radio-7", command(core::Deed::resolve, *opened.incident)).refusal->reason,
              core::Reason::not_allowed);
    EXPECT_EQ(centre.receives("coord-overlast-1", command(core::Deed::resolve, *opened.incident)).refusal->reason,
              core::Reason::not_found);
    EXPECT_EQ(centre.receives("stranger", command(core::Deed::resolve, *opened.incident)).refusal->reason,
              core::Reason::not_found);
    EXPECT_FALSE(centre.receives("coord-ondermijning-1", command(core::Deed::resolve, *opened.incident)).refusal);
}

TEST(Command, ThatIsNotThereYetSaysSoAndChangesNothing) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    const core::Revision before = centre.incident(opened).rev;
    EXPECT_EQ(centre.receives("console-1", command(core::Deed::merge, *opened.incident)).refusal->reason,
              core::Reason::not_supported);
    EXPECT_EQ(centre.incident(opened).rev, before);
}

TEST(Division, IsRemovedByAPersonButNeverTheLast) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    core::Command remove = command(core::Deed::remove_division, *opened.incident);
    remove.division = core::DivisionName{"dvo"};
    EXPECT_EQ(centre.receives("console-1", remove).refusal->reason, core::Reason::bad_value);
    core::Command triage = command(core::Deed::triage, *opened.incident);
    triage.division = core::DivisionName{"dvl"};
    centre.receives("console-1", triage);
    EXPECT_FALSE(centre.receives("console-1", remove).refusal);
    EXPECT_THAT(centre.incident(opened).divisions, ElementsAre(core::DivisionName{"dvl"}));
}

TEST(Incident, IsRetiredTwoDaysAfterItsClose) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    core::Command close = command(core::Deed::close, *opened.incident);
    close.acknowledge = true;
    centre.receives("console-1", close);
    centre.passes(47h);
    EXPECT_EQ(centre.state.incidents.size(), 1U);
    centre.passes(2h);
    EXPECT_TRUE(centre.state.incidents.empty());
}

TEST(Unit, MovesItsIncidentForwardByItsStatus) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    core::Command assign = command(core::Deed::assign, *opened.incident);
    assign.unit = core::ClientName{"radio-7"};
    centre.receives("console-1", assign);
    EXPECT_EQ(centre.incident(opened).status, core::IncidentStatus::dispatched);
    core::StatusUpdate status;
    for (const auto& [word, becomes] : {std::pair{core::UnitStatus::en_route, core::IncidentStatus::en_route},
                                        std::pair{core::UnitStatus::on_scene, core::IncidentStatus::on_scene},
                                        std::pair{core::UnitStatus::available, core::IncidentStatus::on_scene}}) {
        status.status = word;
        EXPECT_FALSE(centre.receives("radio-7", status).refusal);
        EXPECT_EQ(centre.incident(opened).status, becomes);
    }
    EXPECT_EQ(centre.incident(opened).units.at(core::ClientName{"radio-7"}).state, "left");
}

TEST(Unit, IsNotMovedBackByAnOlderBeacon) {
    Centre centre;
    core::StatusUpdate status;
    status.status = core::UnitStatus::busy;
    status.sent_at = Instant{2000};
    centre.receives("radio-1", status);
    core::StatusUpdate old;
    old.status = core::UnitStatus::available;
    old.sent_at = Instant{1000};
    centre.beacon("radio-1", old);
    EXPECT_EQ(centre.state.unit(core::ClientName{"radio-1"})->status, core::UnitStatus::busy);
    old.sent_at = Instant{3000};
    centre.beacon("radio-1", old);
    EXPECT_EQ(centre.state.unit(core::ClientName{"radio-1"})->status, core::UnitStatus::available);
}

TEST(Unit, WorksOnWhatItSaidUntilItLeaves) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    const core::ClientName unit{"radio-7"};
    core::StatusUpdate there;
    there.status = core::UnitStatus::on_scene;
    there.incident = opened.incident;
    centre.receives("radio-7", there);
    core::StatusUpdate only_a_place;
    only_a_place.position = core::position_from_degrees(51.92, 4.48);
    centre.beacon("radio-7", only_a_place);
    EXPECT_EQ(centre.state.unit(unit)->incident, opened.incident);
    core::StatusUpdate free;
    free.status = core::UnitStatus::available;
    centre.receives("radio-7", free);
    EXPECT_EQ(centre.state.unit(unit)->incident, std::nullopt);
    EXPECT_EQ(centre.incident(opened).units.at(unit).state, "left");
}

TEST(Unit, ThatIsUnassignedWorksOnNothing) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    core::Command assign = command(core::Deed::assign, *opened.incident);
    assign.unit = core::ClientName{"radio-7"};
    centre.receives("console-1", assign);
    core::StatusUpdate there;
    there.status = core::UnitStatus::on_scene;
    centre.receives("radio-7", there);
    assign.deed = core::Deed::unassign;
    centre.receives("console-1", assign);
    EXPECT_EQ(centre.state.unit(core::ClientName{"radio-7"})->incident, std::nullopt);
}

TEST(Unit, SpeaksOfAClosedIncidentWithoutEffect) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    core::Command close = command(core::Deed::close, *opened.incident);
    close.acknowledge = true;
    centre.receives("console-1", close);
    core::StatusUpdate there;
    there.status = core::UnitStatus::on_scene;
    there.incident = opened.incident;
    const auto said = centre.receives("radio-7", there);
    EXPECT_FALSE(said.refusal);
    EXPECT_FALSE(said.incident);
    EXPECT_EQ(centre.state.unit(core::ClientName{"radio-7"})->status, core::UnitStatus::on_scene);
}

TEST(Unit, IsNotMovedByABeaconOlderThanAStatusWithoutATime) {
    Centre centre;
    core::StatusUpdate busy;
    busy.status = core::UnitStatus::busy;
    centre.receives("radio-7", busy);
    core::StatusUpdate old;
    old.status = core::UnitStatus::available;
    old.sent_at = centre.now - 60s;
    centre.beacon("radio-7", old);
    EXPECT_EQ(centre.state.unit(core::ClientName{"radio-7"})->status, core::UnitStatus::busy);
}

TEST(Unit, IsAnAccountOfTheOrganisation) {
    Centre centre;
    EXPECT_EQ(centre.receives("stranger", core::StatusUpdate{}).refusal->reason, core::Reason::not_a_unit);
    EXPECT_EQ(centre.receives("console-1", core::StatusUpdate{}).refusal->reason, core::Reason::not_a_unit);
}

TEST(Presence, IsLateThenLostThenOnlineAgainAndUnknownAfterAStart) {
    Centre centre;
    const core::ClientName radio{"radio-1"};
    const auto presence = [&] { return centre.state.unit(radio)->presence; };
    centre.receives("radio-1", core::PresenceUpdate{true, 5});
    EXPECT_EQ(presence(), core::PresenceState::online);
    centre.passes(75s);
    EXPECT_EQ(presence(), core::PresenceState::late);
    centre.passes(75s);
    EXPECT_EQ(presence(), core::PresenceState::lost);
    centre.beacon("radio-1", {});
    EXPECT_EQ(presence(), core::PresenceState::online);
    centre.starts();
    EXPECT_EQ(presence(), core::PresenceState::unknown);
}

TEST(Presence, IsNotEndedByTheWillOfAnOlderSession) {
    Centre centre;
    const core::ClientName radio{"radio-1"};
    centre.receives("radio-1", core::PresenceUpdate{true, 6});
    centre.receives("radio-1", core::PresenceUpdate{false, 5});
    EXPECT_EQ(centre.state.unit(radio)->presence, core::PresenceState::online);
    centre.receives("radio-1", core::PresenceUpdate{false, 6});
    EXPECT_EQ(centre.state.unit(radio)->presence, core::PresenceState::late);
}

class InstructionLife : public testing::Test {
protected:
    core::InstructionId issue(const std::string& to, core::Needs needs = core::Needs::any,
                              std::optional<Instant> respond_by = {}) {
        core::Instruct instruct;
        instruct.to = to;
        instruct.text = "go and look";
        instruct.needs = needs;
        instruct.respond_by = respond_by;
        return centre.receives("coord-ondermijning-1", instruct).instruction.value();
    }
    std::optional<core::Refusal> answer(const std::string& client, const core::InstructionId& id, core::Answer answer) {
        core::Ack ack;
        ack.instruction = id;
        ack.answer = answer;
        return centre.receives(client, ack).refusal;
    }
    core::InstructionState state(const core::InstructionId& id) { return centre.state.instruction(id)->state; }

    Centre centre;
};

TEST_F(InstructionLife, FollowsTheFurthestOfATeamWhereAnyWillDo) {
    const auto id = issue("team/it-ondermijning");
    answer("radio-7", id, core::Answer::delivered);
    EXPECT_EQ(state(id), core::InstructionState::delivered);
    answer("radio-8", id, core::Answer::accepted);
    EXPECT_EQ(state(id), core::InstructionState::accepted);
    answer("radio-7", id, core::Answer::declined);
    EXPECT_EQ(state(id), core::InstructionState::accepted);
    answer("radio-8", id, core::Answer::done);
    EXPECT_EQ(state(id), core::InstructionState::done);
    EXPECT_EQ(answer("radio-7", id, core::Answer::accepted)->reason, core::Reason::already_ended);
}

TEST_F(InstructionLife, FollowsTheLeastFarWhereAllAreNeeded) {
    const auto id = issue("team/it-ondermijning", core::Needs::all);
    answer("radio-7", id, core::Answer::done);
    EXPECT_EQ(state(id), core::InstructionState::issued);
    answer("radio-8", id, core::Answer::accepted);
    EXPECT_EQ(state(id), core::InstructionState::accepted);
}

TEST_F(InstructionLife, IsDeclinedOnlyWhenAllDeclined) {
    const auto id = issue("team/it-ondermijning");
    answer("radio-7", id, core::Answer::declined);
    EXPECT_EQ(state(id), core::InstructionState::issued);
    answer("radio-8", id, core::Answer::declined);
    EXPECT_EQ(state(id), core::InstructionState::declined);
}

TEST_F(InstructionLife, ExpiresUnlessSomebodyAcceptedIt) {
    const auto lost = issue("unit/radio-7", core::Needs::any, centre.now + 60s);
    const auto kept = issue("unit/radio-8", core::Needs::any, centre.now + 60s);
    answer("radio-8", kept, core::Answer::accepted);
    centre.passes(60s);
    EXPECT_EQ(state(lost), core::InstructionState::expired);
    EXPECT_EQ(state(kept), core::InstructionState::accepted);
    EXPECT_EQ(answer("radio-7", lost, core::Answer::accepted)->reason, core::Reason::expired);
}

TEST_F(InstructionLife, IsAnsweredByItsAddresseesOnly) {
    const auto id = issue("unit/radio-7");
    EXPECT_EQ(answer("radio-8", id, core::Answer::accepted)->reason, core::Reason::not_asked);
}

TEST_F(InstructionLife, BeginsWithARightAndATarget) {
    core::Instruct instruct;
    instruct.text = "go";
    instruct.to = "team/it-overlast";
    EXPECT_EQ(centre.receives("coord-ondermijning-1", instruct).refusal->reason, core::Reason::not_allowed);
    instruct.to = "team/it-onderm";
    const auto refused = centre.receives("console-1", instruct).refusal;
    EXPECT_EQ(refused->reason, core::Reason::unknown_target);
    EXPECT_EQ(refused->field, "to");
}

}  // namespace
}  // namespace paraat::test
