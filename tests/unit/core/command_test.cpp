#include <gmock/gmock.h>

#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

namespace paraat::test {
namespace {

using namespace std::chrono_literals;

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

TEST(Command, SaysOnWhat) {
    Centre centre;
    core::Command bare;
    bare.deed = core::Deed::assign;
    EXPECT_EQ(centre.receives("console-1", bare).refusal->field, "incident");
    EXPECT_EQ(centre.receives("console-1", bare).refusal->reason, core::Reason::bad_value);
    bare.deed = core::Deed::withdraw;
    EXPECT_EQ(centre.receives("console-1", bare).refusal->field, "instruction");
}

TEST(Close, WithdrawsTheOrdersAboutTheIncident) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    core::Command dispatch = command(core::Deed::dispatch, *opened.incident);
    dispatch.team = core::TeamName{"it-ondermijning"};
    const auto ordered = centre.receives("console-1", dispatch);
    centre.receives("console-1", closing(*opened.incident));
    EXPECT_EQ(centre.state.instruction(*ordered.instruction)->state, core::InstructionState::withdrawn);
}

TEST(Reopen, GivesItsUnitsBackTheirWork) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    core::Command assign = command(core::Deed::assign, *opened.incident);
    assign.unit = core::ClientName{"radio-7"};
    centre.receives("console-1", assign);
    centre.receives("console-1", closing(*opened.incident));
    centre.receives("console-1", command(core::Deed::reopen, *opened.incident));
    core::StatusUpdate there;
    there.status = core::UnitStatus::on_scene;
    centre.receives("radio-7", there);
    EXPECT_EQ(centre.incident(opened).units.at(core::ClientName{"radio-7"}).state, core::UnitState::on_scene);
}

TEST(Incident, IsRetiredTwoDaysAfterItsClose) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    centre.receives("console-1", closing(*opened.incident));
    centre.passes(47h);
    EXPECT_EQ(centre.state.incidents.size(), 1U);
    centre.passes(2h);
    EXPECT_TRUE(centre.state.incidents.empty());
}

}  // namespace
}  // namespace paraat::test
