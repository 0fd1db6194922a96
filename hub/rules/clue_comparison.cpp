#include "hub/rules/clue_comparison.hpp"

#include <algorithm>
#include <array>

namespace paraat::rules {
namespace {

using cel::Expression;
using Kind = Expression::Kind;

struct SubjectField {
    std::string_view holder;
    std::string_view name;
    Subject subject;
    bool is_list;
};
constexpr std::array<SubjectField, subjects - 1> subject_fields = {{
    {"report", "category", Subject::report_category, false},
    {"report", "severity", Subject::report_severity, false},
    {"report", "area", Subject::report_area, false},
    {"report", "contract", Subject::report_contract, false},
    {"report", "client", Subject::report_client, false},
    {"report", "lmc", Subject::report_lmc, false},
    {"report", "tags", Subject::report_tags, true},
    {"report", "attributes", Subject::report_attributes, true},
    {"incident", "category", Subject::incident_category, false},
    {"incident", "severity", Subject::incident_severity, false},
    {"incident", "status", Subject::incident_status, false},
    {"incident", "area", Subject::incident_area, false},
    {"incident", "contract", Subject::incident_contract, false},
    {"incident", "reporter", Subject::incident_reporter, false},
    {"incident", "tags", Subject::incident_tags, true},
    {"incident", "areas", Subject::incident_areas, true},
    {"incident", "teams", Subject::incident_teams, true},
    {"incident", "units", Subject::incident_units, true},
    {"incident", "divisions", Subject::incident_divisions, true},
}};

const std::string* word_in(const Expression& node) {
    return node.kind == Kind::literal ? node.value.as<std::string>() : nullptr;
}

// Of a list of words that is written out; nullopt for anything else.
std::optional<std::vector<std::string>> words_in(const Expression& node) {
    if (node.kind != Kind::list) return std::nullopt;
    std::vector<std::string> words;
    for (const auto& element : node.arguments) {
        const std::string* word = word_in(*element);
        if (word == nullptr || element->is_optional_entry) return std::nullopt;
        words.push_back(*word);
    }
    return words;
}

std::optional<ClueComparison> test_of(const std::optional<SubjectRead>& read, bool is_list,
                                      const std::vector<std::string>& words, bool is_true_with) {
    if (!read || read->is_list != is_list) return std::nullopt;
    ClueComparison test{{}, is_true_with};
    for (const std::string& word : words) test.clues.push_back({read->subject, word});
    return test;
}

}  // namespace

const Expression* holder_of_field(const Expression& node) {
    if (node.kind != Kind::select || node.is_optional) return nullptr;
    const Expression& holder = *node.arguments[0];
    // What the environment gives is absolute once its name is resolved.
    return holder.kind == Kind::identifier && holder.is_absolute ? &holder : nullptr;
}

std::optional<SubjectRead> subject_field(const Expression& node) {
    const Expression* holder = holder_of_field(node);
    if (holder == nullptr) return std::nullopt;
    const auto* field = std::find_if(subject_fields.begin(), subject_fields.end(), [&](const SubjectField& one) {
        return one.holder == holder->name && one.name == node.name;
    });
    if (field == subject_fields.end()) return std::nullopt;
    return SubjectRead{field->subject, field->is_list};
}

std::optional<ClueComparison> clue_comparison(
    const Expression& comparison, const std::function<std::optional<SubjectRead>(const Expression&)>& read) {
    if (comparison.kind != Kind::call) return std::nullopt;
    if (comparison.name == "inside" && comparison.host) {
        const std::string* area = word_in(*comparison.arguments[0]);
        return area == nullptr ? std::nullopt : std::optional(ClueComparison{{{Subject::inside, *area}}, true});
    }
    if (comparison.arguments.size() != 2) return std::nullopt;
    const Expression &left = *comparison.arguments[0], &right = *comparison.arguments[1];
    if (comparison.name == "@in") {
        if (const auto words = words_in(right)) return test_of(read(left), false, *words, true);
        const std::string* word = word_in(left);
        return word == nullptr ? std::nullopt : test_of(read(right), true, {*word}, true);
    }
    const bool is_same = comparison.name == "_==_";
    if (!is_same && comparison.name != "_!=_") return std::nullopt;
    if (const std::string* word = word_in(right)) return test_of(read(left), false, {*word}, is_same);
    const std::string* word = word_in(left);
    return word == nullptr ? std::nullopt : test_of(read(right), false, {*word}, is_same);
}

}  // namespace paraat::rules
