#include "hub/core/instruction.hpp"

#include <algorithm>

namespace paraat::core {
namespace {

InstructionState rung_of(Answer answer) {
    switch (answer) {
        case Answer::delivered:
        case Answer::shown: return InstructionState::delivered;
        case Answer::read: return InstructionState::read;
        case Answer::acknowledged:
        case Answer::accepted: return InstructionState::accepted;
        case Answer::declined: return InstructionState::declined;
        case Answer::done: return InstructionState::done;
    }
    return InstructionState::issued;
}

// How far along; declined counts apart.
int height(InstructionState state) {
    return state == InstructionState::done ? 4 : static_cast<int>(state);
}

// The furthest of its addressees, or the least far where all are needed; declined only when all declined, or went.
InstructionState state_from_answers(const Instruction& instruction) {
    std::vector<InstructionState> states;
    for (const ClientName& client : instruction.addressees) {
        const auto answer = instruction.answers.find(client);
        const bool is_accepted = instruction.is_being_done_by(client);
        if (instruction.left.contains(client) && !is_accepted) continue;
        states.push_back(answer == instruction.answers.end() ? InstructionState::issued
                                                             : rung_of(answer->second.answer));
    }
    std::erase(states, InstructionState::declined);
    if (states.empty()) return InstructionState::declined;
    const auto lower = [](InstructionState a, InstructionState b) { return height(a) < height(b); };
    return instruction.needs == Needs::any ? *std::max_element(states.begin(), states.end(), lower)
                                           : *std::min_element(states.begin(), states.end(), lower);
}

class InstructionChange {
public:
    InstructionChange(Instruction& instruction, Instant at, const ClientName& by)
        : instruction_(instruction), at_(at), by_(by) {}

    void operator()(const InstructionIssued& event) {
        instruction_.id = event.instruction;
        instruction_.from = by_;
        instruction_.to = event.to;
        instruction_.division = event.division;
        instruction_.incident = event.incident;
        instruction_.compartment = event.compartment;
        instruction_.addressees = event.addressees;
        instruction_.text = event.text;
        instruction_.priority = event.priority;
        instruction_.issued_at = at_;
        instruction_.respond_by = event.respond_by;
        instruction_.needs = event.needs;
        instruction_.talkgroup = event.talkgroup;
        instruction_.is_exercise = event.exercise;
        instruction_.rule = event.rule;
        instruction_.deployment = event.deployment;
        instruction_.is_dispatch = event.is_dispatch;
        instruction_.must_reach = event.must_reach;
        instruction_.rev = 1;
    }
    void operator()(const InstructionAnswered& event) {
        if (!instruction_.is_for(by_)) instruction_.addressees.push_back(by_);
        instruction_.left.erase(by_);
        instruction_.answers[by_] = {by_, event.answer, at_, event.text};
        instruction_.answered_rev[by_] = ++instruction_.rev;
        follow_answers();
    }
    void operator()(const AddresseeLeft& event) {
        instruction_.left.insert(event.client);
        ++instruction_.rev;
        follow_answers();
    }
    void operator()(const InstructionMoved& event) {
        instruction_.incident = event.to;
        ++instruction_.rev;
    }
    void operator()(const InstructionHandedOver&) {
        instruction_.from = by_;
        ++instruction_.rev;
    }
    void operator()(const InstructionExpired&) { end(InstructionState::expired); }
    void operator()(const InstructionWithdrawn&) { end(InstructionState::withdrawn); }
    void operator()(const InstructionSuperseded&) { end(InstructionState::superseded); }
    template <class Other>
    void operator()(const Other&) {}

private:
    void follow_answers() {
        instruction_.state = state_from_answers(instruction_);
        const bool is_over =
            instruction_.state == InstructionState::done || instruction_.state == InstructionState::declined;
        if (is_over) instruction_.ended_at = at_;
    }
    void end(InstructionState state) {
        instruction_.state = state;
        instruction_.ended_at = at_;
        ++instruction_.rev;
    }

    Instruction& instruction_;
    const Instant at_;
    const ClientName& by_;
};

}  // namespace

bool Instruction::is_for(const ClientName& client) const {
    return std::find(addressees.begin(), addressees.end(), client) != addressees.end();
}

bool Instruction::waits_for(const ClientName& client) const {
    if (has_ended() || !is_for(client) || left.contains(client)) return false;
    const auto answer = answers.find(client);
    return answer == answers.end() || rung_of(answer->second.answer) < InstructionState::accepted;
}

bool Instruction::is_being_done_by(const ClientName& client) const {
    const auto answer = answers.find(client);
    return !has_ended() && answer != answers.end() && rung_of(answer->second.answer) == InstructionState::accepted;
}

Revision Instruction::rev_of(const ClientName& client, Answer answer) const {
    const auto said = answers.find(client);
    const bool is_repeat = said != answers.end() && said->second.answer == answer;
    return is_repeat ? answered_rev.at(client) : rev + 1;
}

Instant Instruction::next_due() const {
    if (has_ended() || !respond_by || height(state) >= height(InstructionState::accepted)) return never;
    return *respond_by;
}

void apply(Instruction& instruction, const EventBody& body, Instant at, const ClientName& by) {
    std::visit(InstructionChange{instruction, at, by}, body);
}

}  // namespace paraat::core
