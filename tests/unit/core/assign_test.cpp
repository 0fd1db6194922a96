#include <gmock/gmock.h>

#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

namespace paraat::test {
namespace {

using testing::ElementsAre;

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
    EXPECT_EQ(centre.incident(opened).units.at(core::ClientName{"radio-7"}).state, core::UnitState::on_scene);
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

TEST(Dispatch, LeavesWhatElseTheUnitWasTold) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    core::Instruct order;
    order.to = "unit/radio-7";
    order.incident = opened.incident;
    order.text = "call the shop first";
    const auto told = centre.receives("console-1", order);
    core::Command dispatch = command(core::Deed::dispatch, *opened.incident);
    dispatch.unit = core::ClientName{"radio-7"};
    centre.receives("console-1", dispatch);
    EXPECT_EQ(centre.state.instruction(*told.instruction)->state, core::InstructionState::issued);
}

TEST(Dispatch, NeedsTheRightToInstruct) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("noise_nuisance"));
    core::Command dispatch = command(core::Deed::dispatch, *opened.incident);
    dispatch.team = core::TeamName{"it-ondermijning"};
    EXPECT_EQ(centre.receives("coord-overlast-1", dispatch).refusal->reason, core::Reason::not_allowed);
    EXPECT_FALSE(centre.incident(opened).is_with(core::DivisionName{"dvo"}));
}

}  // namespace
}  // namespace paraat::test
