#pragma once

#include <optional>
#include <vector>

#include "hub/core/command.hpp"
#include "hub/core/observed.hpp"
#include "hub/core/organisation.hpp"
#include "hub/core/refusal.hpp"
#include "hub/core/rule_questions.hpp"
#include "hub/core/state.hpp"

namespace paraat::core {

// What became of a command: events, or a refusal and no event of its own (a refused client was heard all the same).
struct Outcome {
    std::vector<Event> events;
    std::optional<Refusal> refusal;
    std::optional<IncidentId> incident;  // what the receipt names
    std::optional<bool> joined;
    std::optional<InstructionId> instruction;
    bool waits_for_let_go = false;  // an erasure: the state holds its incident still
};

// The decisions of the hub. Total: each command in each state ends in an outcome. No clock, no chance, no I/O; may be
// used by any thread, since it changes nothing.
class Decider {
public:
    // Both outlive it.
    Decider(const Organisation& organisation, const RuleQuestions& rules)
        : organisation_(organisation), rules_(rules) {}

    // `now` never goes back. The caller folds the events into `state` before it asks again.
    Outcome decide(const State& state, const Observed& observed, const CoreCommand& command, Instant now) const;

private:
    const Organisation& organisation_;
    const RuleQuestions& rules_;
};

}  // namespace paraat::core
