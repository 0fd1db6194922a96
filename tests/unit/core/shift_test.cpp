#include <gmock/gmock.h>

#include "tests/support/accounts.hpp"
#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Shift : public testing::Test {
protected:
    core::Outcome does(const std::string& client, core::Deed deed) {
        core::Command made;
        made.deed = deed;
        return centre.receives(client, made);
    }
    core::Outcome leaves_anyway(const std::string& client) {
        core::Command made;
        made.deed = core::Deed::shift_end;
        made.acknowledge = true;
        return centre.receives(client, made);
    }
    core::Outcome hands_over(const std::string& client, const std::string& to) {
        core::Command made;
        made.deed = core::Deed::handover;
        made.to = core::ClientName{to};
        return centre.receives(client, made);
    }
    core::Outcome accepts(const std::string& client) {
        core::Command made;
        made.deed = core::Deed::handover;
        made.acknowledge = true;
        return centre.receives(client, made);
    }
    void signals(const std::string& client, core::UnitStatus status) {
        core::StatusUpdate update;
        update.status = status;
        centre.receives(client, update);
    }
    bool is_asked(const std::string& client, const core::Outcome& opened) {
        return centre.incident(opened).notice_of(core::ClientName{client}) != nullptr;
    }

    Centre centre;
};

TEST_F(Shift, WhoNeverSaidCountsAsThere) {
    const auto opened = centre.receives("radio-1", report("shooting"));
    EXPECT_TRUE(is_asked("radio-7", opened));
}

// Resgrid#270, coopcycle#3515.
TEST_F(Shift, WhoIsOffDutyIsNotAskedNorInstructed) {
    signals("radio-7", core::UnitStatus::off_duty);
    const auto opened = centre.receives("radio-1", report("shooting"));
    EXPECT_FALSE(is_asked("radio-7", opened));
    EXPECT_TRUE(is_asked("radio-8", opened));
    core::Instruct order;
    order.to = "unit/radio-7";
    order.text = "come";
    EXPECT_EQ(centre.receives("console-1", order).refusal->reason, core::Reason::nobody_there);
    order.to = "team/it-ondermijning";
    const auto issued = centre.receives("console-1", order);
    EXPECT_THAT(centre.state.instruction(*issued.instruction)->addressees, ElementsAre(core::ClientName{"radio-8"}));
    signals("radio-7", core::UnitStatus::available);
    EXPECT_TRUE(is_asked("radio-7", centre.receives("radio-1", report("shooting", 51.95))));
}

TEST_F(Shift, AStepWhosePeopleAreAllAtHomeGivesWayAtOnce) {
    for (const char* client : {"radio-7", "radio-8"}) does(client, core::Deed::shift_end);
    const auto opened = centre.receives("radio-1", report("shooting"));
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning", "role/coord-ondermijning"));
}

TEST_F(Shift, WhenNobodyOfAChainIsThereTheCentreIsAsked) {
    for (const char* client : {"radio-7", "radio-8", "coord-ondermijning-1", "opco-1"}) {
        does(client, core::Deed::shift_end);
    }
    const auto opened = centre.receives("radio-1", report("shooting"));
    EXPECT_TRUE(is_asked("console-1", opened));
    EXPECT_FALSE(is_asked("opco-1", opened));
}

TEST_F(Shift, OfOneRoleLeavesTheOthersToOthers) {
    change_account(centre.organisation, "opco-1",
                   [](core::Account& account) { account.roles.emplace_back("coord-ondermijning"); });
    core::Command start;
    start.deed = core::Deed::shift_start;
    start.role = core::RoleName{"opco"};
    EXPECT_FALSE(centre.receives("opco-1", start).refusal);
    for (const char* client : {"radio-7", "radio-8"}) does(client, core::Deed::shift_end);
    const auto opened = centre.receives("radio-1", report("shooting"));
    EXPECT_FALSE(is_asked("opco-1", opened));
    EXPECT_TRUE(is_asked("coord-ondermijning-1", opened));
    start.role = core::RoleName{"centre"};
    EXPECT_EQ(centre.receives("opco-1", start).refusal->field, "role");
}

TEST_F(Shift, WhoGoesHomeIsAskedNoMoreAndTheNextIs) {
    const auto opened = centre.receives("radio-1", report("shooting"));
    does("radio-7", core::Deed::shift_end);
    centre.passes(0s);
    EXPECT_FALSE(is_asked("radio-7", opened));
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning"));
    does("radio-8", core::Deed::shift_end);
    centre.passes(0s);
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning", "role/coord-ondermijning"));
}

TEST_F(Shift, IsNotLeftWithWorkInHand) {
    const auto opened = centre.receives("radio-1", report("shooting"));
    centre.receives("radio-7", ack(*opened.incident));
    EXPECT_EQ(does("radio-7", core::Deed::shift_end).refusal->reason, core::Reason::not_handed_over);
    EXPECT_FALSE(leaves_anyway("radio-7").refusal);
    centre.passes(0s);
    EXPECT_TRUE(centre.incident(opened).is_escalated());
    EXPECT_TRUE(is_asked("radio-8", opened));
    EXPECT_FALSE(is_asked("radio-7", opened));
}

TEST_F(Shift, AClaimOfWhoLeftIsReleased) {
    const auto opened = centre.receives("radio-1", report("theft"));
    centre.receives("console-1", command(core::Deed::claim, *opened.incident));
    leaves_anyway("console-1");
    centre.passes(0s);
    EXPECT_TRUE(centre.incident(opened).claimed_by.empty());
}

TEST_F(Shift, WorkGoesToTheNextWhenThatOneAccepts) {
    const auto claimed = centre.receives("radio-1", report("theft"));
    centre.receives("console-1", command(core::Deed::claim, *claimed.incident));
    const auto taken = centre.receives("radio-1", report("shooting"));
    centre.receives("console-1", ack(*taken.incident));
    ASSERT_FALSE(hands_over("console-1", "console-2").refusal);
    EXPECT_TRUE(is_asked("console-2", claimed));
    EXPECT_EQ(centre.incident(claimed).notice_of(core::ClientName{"console-2"})->reason, core::NoticeReason::handover);
    EXPECT_EQ(does("console-1", core::Deed::shift_end).refusal->reason, core::Reason::not_handed_over);
    ASSERT_FALSE(accepts("console-2").refusal);
    EXPECT_EQ(centre.incident(claimed).claimed_by, core::ClientName{"console-2"});
    EXPECT_EQ(centre.incident(taken).escalations.at(0).acked_by, core::ClientName{"console-2"});
    EXPECT_FALSE(is_asked("console-2", taken));
    EXPECT_FALSE(does("console-1", core::Deed::shift_end).refusal);
    EXPECT_TRUE(centre.state.handovers.empty());
}

// A client has one notice of an incident; readers keep what has the highest revision.
TEST_F(Shift, WhatACallAsksIsToldAnewWhenAnOfferBesideItEnds) {
    const auto opened = centre.receives("radio-1", report("shooting"));
    centre.receives("console-1", command(core::Deed::claim, *opened.incident));
    centre.passes(60s);
    const core::ClientName asked{"coord-ondermijning-1"};
    ASSERT_EQ(centre.incident(opened).notice_of(asked)->reason, core::NoticeReason::escalation);
    ASSERT_FALSE(hands_over("console-1", asked.text).refusal);
    const core::NoticeRung offered = *centre.incident(opened).notice_of(asked);
    ASSERT_EQ(offered.reason, core::NoticeReason::handover);
    ASSERT_FALSE(hands_over("console-1", "console-2").refusal);
    const core::NoticeRung* standing = centre.incident(opened).notice_of(asked);
    ASSERT_NE(standing, nullptr);
    EXPECT_EQ(standing->reason, core::NoticeReason::escalation);
    EXPECT_GT(standing->rev, offered.rev);
}

TEST_F(Shift, EachIncidentMayBeTakenOverByItself) {
    const auto one = centre.receives("radio-1", report("theft"));
    const auto other = centre.receives("radio-1", report("theft", 51.95));
    for (const auto* opened : {&one, &other}) {
        centre.receives("console-1", command(core::Deed::claim, *opened->incident));
    }
    hands_over("console-1", "console-2");
    centre.receives("console-2", ack(*one.incident));
    EXPECT_EQ(centre.incident(one).claimed_by, core::ClientName{"console-2"});
    EXPECT_EQ(centre.incident(other).claimed_by, core::ClientName{"console-1"});
    centre.receives("console-2", ack(*other.incident));
    EXPECT_TRUE(centre.state.handovers.empty());
}

TEST_F(Shift, WhatNobodyTakesOverStaysAndItsOwnerIsTold) {
    const auto opened = centre.receives("radio-1", report("theft"));
    centre.receives("console-1", command(core::Deed::claim, *opened.incident));
    hands_over("console-1", "console-2");
    centre.passes(10min);
    EXPECT_FALSE(is_asked("console-2", opened));
    EXPECT_TRUE(centre.state.handovers.empty());
    EXPECT_EQ(accepts("console-2").refusal->reason, core::Reason::not_found);
    std::string told;
    for (const auto& [id, instruction] : centre.state.instructions) {
        if (instruction.to == "unit/console-1") told = instruction.text;
    }
    EXPECT_THAT(told, HasSubstr("still yours"));
}

TEST_F(Shift, IsHandedOverOnlyToWhoIsThereAndMayHaveIt) {
    const auto opened = centre.receives("radio-1", report("theft"));
    centre.receives("console-1", command(core::Deed::claim, *opened.incident));
    EXPECT_EQ(hands_over("console-1", "coord-overlast-1").refusal->reason, core::Reason::not_allowed);
    EXPECT_EQ(hands_over("console-1", "console-1").refusal->field, "to");
    EXPECT_EQ(hands_over("console-1", "console-3").refusal->reason, core::Reason::not_found);
    does("opco-1", core::Deed::shift_end);
    EXPECT_EQ(hands_over("console-1", "opco-1").refusal->reason, core::Reason::nobody_there);
}

TEST_F(Shift, ThatRunsOverItsPlannedEndIsSaidAndGoesOn) {
    core::Command start;
    start.deed = core::Deed::shift_start;
    start.until = centre.now + 8h;
    centre.receives("radio-7", start);
    centre.passes(8h);
    EXPECT_FALSE(centre.state.is_off_duty(core::ClientName{"radio-7"}));
    std::string told;
    for (const auto& [id, instruction] : centre.state.instructions) told = instruction.text;
    EXPECT_THAT(told, HasSubstr("shift"));
    const std::size_t before = centre.journal.size();
    centre.passes(1h);
    EXPECT_EQ(centre.journal.size(), before);
}

TEST_F(Shift, OfAnotherIsBegunAndEndedByWhoMayInstructIt) {
    core::Command end;
    end.deed = core::Deed::shift_end;
    end.unit = core::ClientName{"radio-7"};
    EXPECT_EQ(centre.receives("coord-overlast-1", end).refusal->reason, core::Reason::not_allowed);
    EXPECT_FALSE(centre.receives("coord-ondermijning-1", end).refusal);
    EXPECT_TRUE(centre.state.is_off_duty(core::ClientName{"radio-7"}));
}

TEST_F(Shift, ThatEndsIsFollowedThoughTheDeviceIsHeardRightAfter) {
    const auto opened = centre.receives("radio-1", report("shooting"));
    centre.hears("radio-7");
    centre.passes(40s);
    centre.receives("radio-8", ack(*opened.incident));
    core::Command again = command(core::Deed::escalate, *opened.incident);
    centre.receives("console-1", again);
    centre.passes(130s);
    ASSERT_EQ(centre.state.unit(core::ClientName{"radio-7"})->presence, core::PresenceState::lost);
    core::Command end;
    end.deed = core::Deed::shift_end;
    end.unit = core::ClientName{"radio-7"};
    ASSERT_FALSE(centre.receives("console-1", end).refusal);
    centre.hears("radio-7");
    centre.passes(0s);
    EXPECT_FALSE(is_asked("radio-7", opened));
}

TEST_F(Shift, AnOfferThatEndsLeavesWhatACallAsks) {
    const auto opened = centre.receives("radio-1", report("shooting"));
    centre.receives("console-1", command(core::Deed::claim, *opened.incident));
    hands_over("console-1", "opco-1");
    centre.passes(180s);
    ASSERT_TRUE(is_asked("opco-1", opened));
    hands_over("console-1", "console-2");
    EXPECT_TRUE(is_asked("opco-1", opened));
    EXPECT_EQ(centre.incident(opened).notice_of(core::ClientName{"opco-1"})->policy,
              core::PolicyName{"serious-threat"});
}

}  // namespace
}  // namespace paraat::test
