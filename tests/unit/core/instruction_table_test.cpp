#include <gtest/gtest.h>

#include <functional>

#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

// How far an instruction is: each state, and each thing that may move it.
namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using core::Answer;
using core::InstructionState;

// One to radio-7 alone, which is so far.
class OrderSoFar {
public:
    explicit OrderSoFar(InstructionState state) {
        switch (state) {
            case InstructionState::issued: break;
            case InstructionState::delivered: answers(Answer::delivered); break;
            case InstructionState::read: answers(Answer::read); break;
            case InstructionState::accepted: answers(Answer::accepted); break;
            case InstructionState::declined: answers(Answer::declined); break;
            case InstructionState::done: answers(Answer::done); break;
            case InstructionState::expired: centre.passes(1min); break;
            case InstructionState::withdrawn: is_withdrawn(); break;
            case InstructionState::superseded: is_superseded(); break;
        }
    }
    InstructionState state() const { return centre.state.instruction(*issued.instruction)->state; }
    core::Outcome answers(Answer answer) {
        core::Ack made;
        made.instruction = issued.instruction;
        made.answer = answer;
        return centre.receives("radio-7", made);
    }
    core::Outcome is_withdrawn() {
        core::Command made;
        made.deed = core::Deed::withdraw;
        made.instruction = issued.instruction;
        return centre.receives("coord-ondermijning-1", made);
    }
    core::Outcome is_superseded() { return issue(issued.instruction); }

    Centre centre;

private:
    core::Outcome issue(std::optional<core::InstructionId> older) {
        core::Instruct made;
        made.to = "unit/radio-7";
        made.text = "go and look";
        made.respond_by = centre.now + 1min;
        made.supersedes = older;
        return centre.receives("coord-ondermijning-1", made);
    }

    const core::Outcome issued = issue({});
};

// i = issued, d = delivered, r = read, a = accepted, n = declined, f = done, x = expired, w = withdrawn,
// s = superseded; refused, and as it was: E = already_ended, X = expired.
char became(const OrderSoFar& order, const core::Outcome& outcome) {
    if (!outcome.refusal) return "idranfxws"[static_cast<int>(order.state())];
    if (outcome.refusal->reason == core::Reason::already_ended) return 'E';
    return outcome.refusal->reason == core::Reason::expired ? 'X' : '?';
}

TEST(Instruction, IsMovedByEachThingAsTheTableSays) {
    struct Moved {
        const char* by;
        std::function<core::Outcome(OrderSoFar&)> move;
        const char* becomes;  // of each state, in the order of its words
    };
    const auto answer = [](Answer said) { return [said](OrderSoFar& order) { return order.answers(said); }; };
    const Moved rows[] = {
        {"delivered", answer(Answer::delivered), "ddranfxws"},
        {"shown", answer(Answer::shown), "ddranfxws"},
        {"read", answer(Answer::read), "rrranfxws"},
        {"accepted", answer(Answer::accepted), "aaaaEEXEE"},
        {"declined", answer(Answer::declined), "nnnnEEXEE"},
        {"done", answer(Answer::done), "ffffEEXEE"},
        {"withdraw", [](OrderSoFar& order) { return order.is_withdrawn(); }, "wwwwEEEEE"},
        {"supersede", [](OrderSoFar& order) { return order.is_superseded(); }, "ssssEEEEE"},
        {"expiry",
         [](OrderSoFar& order) {
             order.centre.passes(1min);
             return core::Outcome{};
         },
         "xxxanfxws"},
    };
    for (const Moved& row : rows) {
        std::string found;
        for (int state = 0; state <= static_cast<int>(InstructionState::superseded); ++state) {
            OrderSoFar order{static_cast<InstructionState>(state)};
            ASSERT_EQ(static_cast<int>(order.state()), state);
            const InstructionState before = order.state();
            const core::Outcome outcome = row.move(order);
            found += became(order, outcome);
            EXPECT_TRUE(!outcome.refusal || order.state() == before) << row.by;
        }
        EXPECT_EQ(found, row.becomes) << row.by;
    }
}

}  // namespace
}  // namespace paraat::test
