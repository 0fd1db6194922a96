#pragma once

#include <cstdint>
#include <optional>

#include "hub/core/rule_questions.hpp"
#include "hub/rules/cel/ast.hpp"

namespace paraat::rules {

// What conditions compare with whole numbers; what is true or false counts as 1 or 0.
enum class Count : std::uint8_t {
    report_persons,
    report_exercise,
    report_covert,
    report_has_position,
    incident_reports,
    incident_persons,
    incident_priority,
    incident_acked,
    incident_escalated,
    incident_claimed,
    incident_exercise,
};

inline constexpr std::size_t counts = 11;

// As conditions see it (views.hpp).
std::int64_t count_of(Count count, const core::Case& at_hand);

// A comparison that never fails, and is so by one count alone.
struct CountComparison {
    Count count;
    std::int64_t least;
    bool is_true_from_there;  // what it comes to where the count is `least` or more; below that it is the other
};

// `report.persons >= 50`, `report.exercise` and their like.
std::optional<CountComparison> count_comparison(const cel::Expression& node);

}  // namespace paraat::rules
