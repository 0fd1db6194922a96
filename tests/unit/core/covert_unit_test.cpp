#include <gmock/gmock.h>

#include "hub/core/clearance.hpp"
#include "tests/support/accounts.hpp"
#include "tests/support/centre.hpp"

// A unit that works covertly: known to those cleared, and in nothing that others see.
namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const core::ClientName hidden{"radio-8"};

class CovertUnit : public testing::Test {
protected:
    CovertUnit() { make_covert(centre.organisation, hidden.text); }

    core::Outcome commands(const std::string& by, core::Deed deed, const core::Outcome& on) {
        core::Command command;
        command.deed = deed;
        command.incident = on.incident;
        command.unit = hidden;
        return centre.receives(by, command);
    }
    static core::Command note_on(const core::Outcome& outcome) {
        core::Command note;
        note.deed = core::Deed::note;
        note.incident = outcome.incident;
        note.text = "I am here";
        return note;
    }
    core::Outcome instructs(const std::string& by) {
        core::Instruct instruct;
        instruct.to = "unit/radio-8";
        instruct.text = "watch the door";
        return centre.receives(by, instruct);
    }

    Centre centre;
};

TEST_F(CovertUnit, IsNotAskedInOpenWork) {
    const auto opened = centre.receives("console-1", report("shooting"));
    EXPECT_TRUE(centre.incident(opened).notice_of(core::ClientName{"radio-7"}));
    EXPECT_FALSE(centre.incident(opened).notice_of(hidden));
}

TEST_F(CovertUnit, ComesAndGoesWithoutMovingTheMomentAtWhichCallsWithoutPeopleAreLookedFor) {
    core::Command shift;
    shift.deed = core::Deed::shift_end;
    centre.receives(hidden.text, shift);
    EXPECT_EQ(centre.state.reach_due, never);
    centre.receives("radio-7", shift);
    EXPECT_EQ(centre.state.reach_due, centre.now + 1s);
}

TEST_F(CovertUnit, HasWorkOfItsOwnFollowedWhenSomebodyOffDutyTakesIt) {
    const auto open = centre.receives("console-1", report("shooting"));
    const auto covert = centre.receives(hidden.text, report("shooting"));
    core::Ack ack;
    ack.answer = core::Answer::acknowledged;
    ack.incident = open.incident;
    centre.receives("opco-1", ack);
    core::Command shift;
    shift.deed = core::Deed::shift_end;
    shift.acknowledge = true;
    centre.receives("opco-1", shift);
    centre.passes(1s);
    const core::Revision before = centre.incident(open).rev;
    ack.incident = covert.incident;
    centre.receives("opco-1", ack);
    EXPECT_THAT(centre.state.gone, testing::IsEmpty());
    EXPECT_THAT(centre.state.gone_covertly, ElementsAre(core::ClientName{"opco-1"}));
    centre.passes(1s);
    EXPECT_EQ(centre.incident(open).rev, before);
}

TEST_F(CovertUnit, IsUnknownToWhoIsNotCleared) {
    const auto opened = centre.receives("console-1", report("theft"));
    const auto refused = commands("console-1", core::Deed::assign, opened).refusal;
    remove_account(centre.organisation, hidden.text);
    const auto nobody = commands("console-1", core::Deed::assign, opened).refusal;
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused, nobody);
}

TEST_F(CovertUnit, CannotBeInstructedByWhoIsNotCleared) {
    const auto refused = instructs("console-1").refusal;
    remove_account(centre.organisation, hidden.text);
    const auto nobody = instructs("console-1").refusal;
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused, nobody);
}

TEST_F(CovertUnit, TakesOrdersOfThoseCleared) {
    const auto outcome = instructs("coord-ondermijning-1");
    ASSERT_FALSE(outcome.refusal);
    const core::Instruction& order = centre.state.instructions.at(*outcome.instruction);
    EXPECT_EQ(order.compartment, core::covert_compartment);
    EXPECT_THAT(order.addressees, ElementsAre(hidden));
}

TEST_F(CovertUnit, CannotBeAssignedToOpenWork) {
    const auto opened = centre.receives("console-1", report("theft"));
    const auto refused = commands("coord-ondermijning-1", core::Deed::assign, opened).refusal;
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->reason, core::Reason::not_allowed);
    EXPECT_EQ(refused->field, "unit");
    EXPECT_THAT(refused->sentence, HasSubstr("works covertly"));
    core::Report covert = report("theft");
    covert.covert = true;
    const auto secret = centre.receives("coord-ondermijning-1", covert);
    EXPECT_FALSE(commands("coord-ondermijning-1", core::Deed::assign, secret).refusal);
    EXPECT_TRUE(centre.incident(secret).units.contains(hidden));
}

TEST_F(CovertUnit, DoesNotShowItselfInOpenWork) {
    const auto opened = centre.receives("console-1", report("theft"));
    core::StatusUpdate there;
    there.status = core::UnitStatus::on_scene;
    there.incident = opened.incident;
    EXPECT_EQ(centre.receives("radio-8", there).refusal->reason, core::Reason::not_allowed);
    centre.beacon("radio-8", there);
    EXPECT_FALSE(centre.incident(opened).units.contains(hidden));
    EXPECT_EQ(centre.state.unit(hidden)->status, core::UnitStatus::on_scene);
}

TEST_F(CovertUnit, WritesNoNoteAndNoAckIntoOpenWork) {
    const auto opened = centre.receives("console-1", report("theft"));
    const core::Revision rev = centre.incident(opened).rev;
    core::Ack ack;
    ack.incident = opened.incident;
    for (const core::InputBody& input : {core::InputBody(note_on(opened)), core::InputBody(ack)}) {
        const auto refused = centre.receives("radio-8", input).refusal;
        ASSERT_TRUE(refused);
        EXPECT_EQ(refused->reason, core::Reason::not_allowed);
    }
    EXPECT_EQ(centre.incident(opened).rev, rev);
}

TEST_F(CovertUnit, LeavesOpenWorkWhenItsAccountBecomesCovert) {
    make_open(centre.organisation, hidden.text);
    const auto opened = centre.receives("console-1", report("theft"));
    commands("coord-ondermijning-1", core::Deed::assign, opened);
    ASSERT_TRUE(centre.incident(opened).units.contains(hidden));
    make_covert(centre.organisation, hidden.text);
    centre.starts();
    EXPECT_FALSE(centre.incident(opened).units.contains(hidden));
    core::StatusUpdate update;
    update.status = core::UnitStatus::available;
    EXPECT_FALSE(centre.receives("radio-8", update).refusal);
}

TEST_F(CovertUnit, ThatIsOpenAgainCallsAnewInPanic) {
    core::StatusUpdate pressed;
    pressed.panic = true;
    const auto covert = centre.receives("radio-8", pressed);
    make_open(centre.organisation, hidden.text);
    const auto open = centre.receives("radio-8", pressed);
    EXPECT_NE(open.incident, covert.incident);
    EXPECT_TRUE(centre.incident(open).compartment.empty());
    EXPECT_TRUE(centre.incident(open).notice_of(core::ClientName{"radio-7"}));
}

TEST_F(CovertUnit, AloneInItsTeamLeavesTheCallToTheNextStepAtOnce) {
    const auto opened = centre.receives("radio-8", report("shooting"));
    EXPECT_TRUE(centre.incident(opened).notice_of(core::ClientName{"coord-ondermijning-1"}));
}

TEST_F(CovertUnit, ReportsCovertlyToTheRulesWithoutSayingSo) {
    std::vector<bool> seen;
    centre.rules.rules.push_back([&](const core::Case& at_hand) -> std::optional<core::Firing> {
        seen.push_back(at_hand.report.covert);
        return std::nullopt;
    });
    centre.receives("radio-8", report("theft"));
    EXPECT_THAT(seen, testing::Each(true));
}

TEST_F(CovertUnit, ReportsWithinItsCompartment) {
    centre.receives("console-1", report("theft"));
    const auto opened = centre.receives("radio-8", report("theft"));
    ASSERT_TRUE(opened.incident);
    EXPECT_FALSE(*opened.joined);
    EXPECT_EQ(centre.incident(opened).compartment, core::covert_compartment);
}

TEST_F(CovertUnit, InPanicCallsAllWhoMayKnowAtOnce) {
    make_covert(centre.organisation, "radio-7");
    core::StatusUpdate pressed;
    pressed.panic = true;
    const auto opened = centre.receives("radio-8", pressed);
    const core::Incident& incident = centre.incident(opened);
    EXPECT_EQ(incident.compartment, core::covert_compartment);
    for (const char* asked : {"radio-7", "coord-ondermijning-1", "opco-1"}) {
        EXPECT_TRUE(incident.notice_of(core::ClientName{asked})) << asked;
    }
}

TEST_F(CovertUnit, NearAnOpenPanicBringsNobodyThere) {
    core::StatusUpdate near;
    near.position = core::position_from_degrees(51.921, 4.48);
    centre.beacon("radio-8", near);
    core::StatusUpdate pressed;
    pressed.panic = true;
    pressed.position = core::position_from_degrees(51.920, 4.48);
    const auto opened = centre.receives("radio-1", pressed);
    EXPECT_THAT(centre.asked(*opened.incident), Not(Contains("team/it-ondermijning")));
}

TEST_F(CovertUnit, IsMarkedInTheJournal) {
    core::StatusUpdate update;
    update.status = core::UnitStatus::available;
    centre.receives("radio-8", update);
    for (const core::Event& event : centre.journal) {
        if (const auto* presence = std::get_if<core::PresenceChanged>(&event.body)) {
            EXPECT_EQ(presence->compartment, core::covert_compartment);
        }
        if (const auto* status = std::get_if<core::StatusReported>(&event.body)) {
            EXPECT_EQ(status->compartment, core::covert_compartment);
        }
    }
    EXPECT_EQ(centre.journal.size(), 2U);
}

}  // namespace
}  // namespace paraat::test
