#pragma once

#include <filesystem>
#include <functional>

#include "hub/app/tellings.hpp"
#include "hub/base/result.hpp"
#include "hub/core/organisation.hpp"
#include "hub/rules/rule_set.hpp"

namespace paraat::app {

struct RehearsalWanted {
    std::filesystem::path journal;
    Milliseconds since{0};                                                     // before the journal's newest event
    std::function<void(std::int64_t at, std::int64_t of)> progress = nullptr;  // events
};

// What happened and what would have happened.
struct Rehearsal {
    Instant since;
    Instant until;
    std::int64_t events = 0;   // that were looked at
    std::int64_t inputs = 0;   // that were put before the candidate
    std::int64_t refused = 0;  // of them; accepted in fact
    std::int64_t incidents = 0;
    std::map<core::IncidentId, CourseDifference> differences;  // of those that differ
    std::vector<std::string> remarks;                          // what a rehearsal cannot know; a sentence each
};

// Runs the journal's past through another set of rules: up to `since` all is as it was, from there on the candidate
// decides about the same inputs, people answer as they did where that still makes sense, and timers fire by time. Reads
// only; the hub may run.
Result<Rehearsal> rehearse(const core::Organisation& organisation, const rules::RuleSet& candidate,
                           const RehearsalWanted& wanted);

}  // namespace paraat::app
