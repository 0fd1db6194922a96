#pragma once

#include <string>
#include <utility>

#include "hub/core/decider.hpp"

namespace paraat::core {

inline constexpr std::size_t events_mostly = 6;

// What a decision looks at, and where it puts what it decided.
struct Situation {
    const Organisation& organisation;
    const RuleQuestions& rules;
    const State& state;
    const Observed& observed;
    Instant now;
    Outcome& outcome;

    void happen(const ClientName& by, EventBody&& body) {
        // Most decisions are so many events at most; each is 700 bytes, which are not moved while they become more.
        if (outcome.events.empty()) outcome.events.reserve(events_mostly);
        outcome.events.push_back({now, by, std::move(body)});
    }
    void refuse(Reason reason, std::string field, std::string sentence) {
        outcome.refusal = Refusal{reason, std::move(field), std::move(sentence), {}};
    }
};

// An incident as it becomes while a decision is made of several events: each is applied at once, so that the next
// question sees it.
class Draft {
public:
    // Of one that is not opened yet.
    explicit Draft(Situation& situation) : situation_(situation), priority_before_(incident_.priority) {}
    Draft(Situation& situation, const Incident& incident)
        : situation_(situation), incident_(incident), priority_before_(incident_.priority) {}

    void happen(const ClientName& by, EventBody body) {
        apply(incident_, body, situation_.now, by);
        situation_.happen(by, std::move(body));
    }
    // What happened to another noun and concerns the incident as well.
    void note(const EventBody& body) { apply(incident_, body, situation_.now, the_hub); }
    // Another incident that is no more, when this one is judged.
    void leave_out(const IncidentId& other) { left_out_ = other; }
    bool leaves_out(const IncidentId& other) const { return left_out_ == other; }
    const Incident& incident() const { return incident_; }
    // Its priority is no news, whatever it was before.
    void know_priority() { priority_before_ = incident_.priority; }
    // By what was decided so far: who took it, took something smaller.
    bool became_urgent() const { return incident_.priority == 1 && priority_before_ > 1; }
    Situation& situation() const { return situation_; }

private:
    Situation& situation_;
    Incident incident_;
    std::int32_t priority_before_;
    std::optional<IncidentId> left_out_;
};

}  // namespace paraat::core
