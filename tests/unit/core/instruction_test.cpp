#include <gmock/gmock.h>

#include "tests/support/centre.hpp"

namespace paraat::test {
namespace {

using namespace std::chrono_literals;

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

TEST_F(InstructionLife, OfTheHubHoldsNoMoreThanTheWire) {
    core::Command start;
    start.deed = core::Deed::exercise_start;
    start.exercise = core::ExerciseName{"nacht"};
    start.participants = {"team/it-overlast"};
    start.until = centre.now + std::chrono::hours{1};
    for (int i = 0; i < 2'000; ++i) start.text += "é";
    ASSERT_FALSE(centre.receives("console-1", start).refusal);
    const core::Instruction& begins = centre.state.instructions.begin()->second;
    EXPECT_EQ(begins.text.size(), 3'999U);  // no half of a character
}

}  // namespace
}  // namespace paraat::test
