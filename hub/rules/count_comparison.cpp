#include "hub/rules/count_comparison.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "hub/core/incident.hpp"
#include "hub/rules/clue_comparison.hpp"

namespace paraat::rules {
namespace {

using cel::Expression;

struct CountField {
    std::string_view holder;
    std::string_view name;
    Count count;
    bool is_truth;
};
constexpr std::array<CountField, counts> count_fields = {{
    {"report", "persons", Count::report_persons, false},
    {"report", "exercise", Count::report_exercise, true},
    {"report", "covert", Count::report_covert, true},
    {"report", "has_position", Count::report_has_position, true},
    {"incident", "reports", Count::incident_reports, false},
    {"incident", "persons", Count::incident_persons, false},
    {"incident", "priority", Count::incident_priority, false},
    {"incident", "acked", Count::incident_acked, true},
    {"incident", "escalated", Count::incident_escalated, true},
    {"incident", "claimed", Count::incident_claimed, true},
    {"incident", "exercise", Count::incident_exercise, true},
}};

const CountField* count_field(const Expression& node) {
    const Expression* holder = holder_of_field(node);
    if (holder == nullptr) return nullptr;
    const auto* field = std::find_if(count_fields.begin(), count_fields.end(), [&](const CountField& one) {
        return one.holder == holder->name && one.name == node.name;
    });
    return field == count_fields.end() ? nullptr : field;
}

// The mirror image: 50 >= persons is persons <= 50.
std::string_view turned(std::string_view comparison) {
    if (comparison == "_>=_") return "_<=_";
    if (comparison == "_<=_") return "_>=_";
    if (comparison == "_>_") return "_<_";
    return comparison == "_<_" ? "_>_" : comparison;
}

}  // namespace

std::int64_t count_of(Count count, const core::Case& at_hand) {
    const auto& [incident, report, client, surroundings, now] = at_hand;
    switch (count) {
        case Count::report_persons: return report.persons.value_or(0);
        case Count::report_exercise: return report.exercise;
        case Count::report_covert: return report.covert;
        case Count::report_has_position: return report.position.has_value();
        case Count::incident_reports: return incident.reports;
        case Count::incident_persons: return incident.persons;
        case Count::incident_priority: return incident.priority;
        case Count::incident_acked: return incident.is_acked();
        case Count::incident_escalated: return incident.is_escalated();
        case Count::incident_claimed: return !incident.claimed_by.empty();
        case Count::incident_exercise: return incident.is_exercise;
    }
    return 0;
}

std::optional<CountComparison> count_comparison(const Expression& node) {
    const CountField* truth = count_field(node);
    if (truth != nullptr && truth->is_truth) return CountComparison{truth->count, 1, true};
    if (node.kind != Expression::Kind::call || node.arguments.size() != 2) return std::nullopt;
    const CountField* left = count_field(*node.arguments[0]);
    const CountField* field = left != nullptr ? left : count_field(*node.arguments[1]);
    const Expression& other = *node.arguments[left != nullptr ? 1 : 0];
    const auto* limit = other.kind == Expression::Kind::literal ? other.value.as<std::int64_t>() : nullptr;
    if (field == nullptr || field->is_truth || limit == nullptr) return std::nullopt;
    const std::string_view comparison = left != nullptr ? std::string_view(node.name) : turned(node.name);
    const bool is_past = comparison == "_>_" || comparison == "_<=_";  // what changes does so above the limit
    const bool is_above = comparison == "_>=_" || comparison == "_>_";
    const bool is_below = comparison == "_<_" || comparison == "_<=_";
    if ((!is_above && !is_below) || *limit == std::numeric_limits<std::int64_t>::max()) return std::nullopt;
    return CountComparison{field->count, *limit + (is_past ? 1 : 0), is_above};
}

}  // namespace paraat::rules
