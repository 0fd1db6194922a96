#include <gmock/gmock.h>

#include "tests/support/centre.hpp"

namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Report, OpensAnIncidentWithTheDivisionOfItsCategory) {
    Centre centre;
    const auto outcome = centre.receives("radio-1", report("noise_nuisance"));
    const core::Incident& incident = centre.incident(outcome);
    EXPECT_THAT(incident.divisions, ElementsAre(core::DivisionName{"dvl"}));
    EXPECT_EQ(incident.priority, 4);  // severity minor asks for more than the category's 5
    EXPECT_EQ(incident.title, "Noise_nuisance");
    EXPECT_EQ(outcome.joined, false);
    EXPECT_THAT(incident.escalations, IsEmpty());
}

TEST(Report, OfASeriousThreatTellsItsStoryInOrder) {
    Centre centre;
    centre.receives("radio-8", core::PresenceUpdate{true, 1});
    const auto outcome = centre.receives("radio-8", report("shooting"));
    EXPECT_THAT(names(outcome.events), ElementsAre("report_received", "incident_opened", "routed", "escalation_started",
                                                   "escalation_stepped"));
    EXPECT_EQ(centre.incident(outcome).rev, 3U);
    EXPECT_EQ(centre.incident(outcome).raised, 2U);
    EXPECT_EQ(centre.incident(outcome).status, core::IncidentStatus::open);
}

TEST(Report, WithoutADivisionWaitsInTheTray) {
    Centre centre;
    const core::Incident& incident = centre.incident(centre.receives("radio-1", report("other")));
    EXPECT_THAT(incident.divisions, ElementsAre(core::DivisionName{"sector"}));
    EXPECT_EQ(incident.status, core::IncidentStatus::fresh);
}

TEST(Report, OfAnUnknownCategoryIsRefusedWithTheNearestOne) {
    Centre centre;
    const auto outcome = centre.receives("radio-1", report("noise_nuisence"));
    ASSERT_TRUE(outcome.refusal);
    EXPECT_EQ(outcome.refusal->reason, core::Reason::unknown_category);
    EXPECT_EQ(outcome.refusal->field, "category");
    EXPECT_EQ(outcome.refusal->sentence, "unknown category \"noise_nuisence\"; did you mean \"noise_nuisance\"?");
    EXPECT_THAT(centre.state.incidents, IsEmpty());
}

TEST(Report, BringsItsSeverityAndTheRulesTheirs) {
    Centre centre;
    centre.rules.rules.push_back([](const core::Case& at_hand) -> std::optional<core::Firing> {
        if (at_hand.incident.severity != core::Severity::severe) return std::nullopt;
        return core::Firing{core::RuleName{"bad"},
                            {"it is bad", "bad", {}},
                            {core::DivisionName{"dvo"}},
                            1,
                            core::PolicyName{"serious-threat"},
                            {}};
    });
    core::Report bad = report("noise_nuisance");
    bad.severity = core::Severity::severe;
    const core::Incident& incident = centre.incident(centre.receives("radio-1", bad));
    EXPECT_EQ(incident.priority, 1);
    EXPECT_THAT(incident.divisions, ElementsAre(core::DivisionName{"dvo"}, core::DivisionName{"dvl"}));
    ASSERT_EQ(incident.escalations.size(), 1U);
    EXPECT_EQ(incident.escalations[0].rule.text, "bad");
}

TEST(Joining, TakesTheNearestOpenIncidentOfTheSameKind) {
    Centre centre;
    const auto far = centre.receives("radio-1", report("theft", 51.9200, 4.4800));
    const auto near = centre.receives("radio-1", report("theft", 51.9210, 4.4800));  // 111 m north
    ASSERT_NE(far.incident, near.incident);
    const auto third = centre.receives("radio-2", report("theft", 51.9207, 4.4800));
    EXPECT_EQ(third.joined, true);
    EXPECT_EQ(third.incident, near.incident);
    EXPECT_EQ(centre.incident(near).reports, 2);
}

TEST(Joining, OfEquallyNearTakesTheOlder) {
    Centre centre;
    const auto older = centre.receives("radio-1", report("theft", 51.9200, 4.4800));
    centre.passes(1s);
    centre.receives("radio-1", report("theft", 51.9212, 4.4800));
    EXPECT_EQ(centre.receives("radio-2", report("theft", 51.9206, 4.4800)).incident, older.incident);
}

TEST(Joining, EndsAHundredMetresAway) {
    Centre centre;
    const auto first = centre.receives("radio-1", report("theft", 51.92, 4.48));
    const double metre = 1.0 / 111195.08;
    EXPECT_EQ(centre.receives("radio-1", report("theft", 51.92 + 100.4 * metre, 4.48)).incident, first.incident);
    EXPECT_NE(centre.receives("radio-1", report("theft", 51.92 - 100.6 * metre, 4.48)).incident, first.incident);
}

TEST(Joining, EndsAfterHalfAnHourOfQuietOrFourHours) {
    Centre centre;
    const auto first = centre.receives("radio-1", report("theft"));
    for (int i = 0; i < 7; ++i) {
        centre.passes(30min);
        EXPECT_EQ(centre.receives("radio-1", report("theft")).joined, true);
    }
    centre.passes(30min);  // four hours old
    const auto second = centre.receives("radio-1", report("theft"));
    EXPECT_EQ(second.joined, false);
    centre.passes(30min + 1ms);
    EXPECT_NE(centre.receives("radio-1", report("theft")).incident, second.incident);
}

TEST(Joining, NeverCrossesKindExerciseContractOrCompartment) {
    Centre centre;
    centre.receives("radio-1", report("theft"));
    core::Report drill = report("theft");
    drill.exercise = true;
    core::Report contract = report("theft");
    contract.contract = "mall-7";
    core::Report covert = report("theft");
    covert.covert = true;
    core::Report nowhere = report("theft");
    nowhere.position.reset();
    for (const core::Report& other : {report("other"), drill, contract, covert, nowhere, nowhere}) {
        EXPECT_EQ(centre.receives("opco-1", other).joined, false);
    }
}

TEST(Joining, RaisesTheSeverityAndAsksForAttentionAnew) {
    Centre centre;
    const auto first = centre.receives("radio-1", report("theft"));
    const core::Revision before = centre.incident(first).raised;
    core::Report worse = report("theft");
    worse.severity = core::Severity::severe;
    centre.receives("radio-2", worse);
    EXPECT_EQ(centre.incident(first).severity, core::Severity::severe);
    EXPECT_EQ(centre.incident(first).priority, 2);
    EXPECT_GT(centre.incident(first).raised, before);
    EXPECT_EQ(centre.receives("radio-1", report("theft")).joined, true);
    EXPECT_EQ(centre.incident(first).severity, core::Severity::severe);
}

TEST(Nearby, CountsTheJudgedIncidentAndSeesNoCovertWork) {
    Centre centre;
    std::vector<std::size_t> counts;
    centre.rules.rules.push_back([&](const core::Case& at_hand) -> std::optional<core::Firing> {
        counts.push_back(at_hand.surroundings.nearby(500, {2h, false}).incidents.size());
        return std::nullopt;
    });
    core::Report covert = report("theft", 51.9230, 4.48);
    covert.covert = true;
    centre.receives("radio-1", covert);
    centre.receives("radio-1", report("theft", 51.9200, 4.48));
    centre.receives("radio-1", report("theft", 51.9220, 4.48));
    centre.passes(2h + 1ms);
    centre.receives("radio-1", report("noise_nuisance", 51.9210, 4.48));
    EXPECT_THAT(counts, ElementsAre(1U, 1U, 2U, 1U));
}

}  // namespace
}  // namespace paraat::test
