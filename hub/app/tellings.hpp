#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "hub/core/state.hpp"

namespace paraat::app {

// Who was told of one incident, and what became of it: as it happened, or as it would have.
struct Course {
    core::CategoryName category;
    std::set<core::DivisionName> divisions;
    std::int32_t priority = 0;                        // the newest; 0 = it was not opened
    std::map<core::PolicyName, Instant> escalations;  // began
    // First told, by what: "team/it-overlast" by "nuisance-out-of-hand"; an instruction's is "instruction".
    struct Telling {
        Instant at;
        std::string by;
    };
    std::map<std::string, Telling> told;  // by target
};

// The courses of all incidents that an event since some moment was about.
using Courses = std::map<core::IncidentId, Course>;

// What an event adds; `incident` is as it is after it, nullptr when it is gone.
void add_to(Courses& courses, const core::Event& event, const core::State& state);

// How two courses of one incident differ.
struct CourseDifference {
    struct Change {
        std::string target;
        std::string by;
        Instant was;       // 0 = never
        Instant would_be;  // likewise
    };
    std::vector<Change> newly, not_at_all, earlier, later;
    std::vector<core::DivisionName> divisions_more, divisions_fewer;
    std::vector<core::PolicyName> escalations_more, escalations_fewer;
    core::CategoryName category;
    std::int32_t priority_was = 0;
    std::int32_t priority_would_be = 0;

    bool is_empty() const;
};

// Two timers that a busy machine keeps apart are no difference.
inline constexpr Milliseconds same_moment = std::chrono::seconds{10};

CourseDifference difference(const Course& was, const Course& would_be);

}  // namespace paraat::app
