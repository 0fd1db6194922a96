#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "hub/rules/cel/ast.hpp"
#include "hub/rules/clue.hpp"

namespace paraat::rules {

// What a part of a condition reads: a text, or a list of texts.
struct SubjectRead {
    Subject subject;
    bool is_list;
};

// What a node is a plain field of, when that is a variable of the environment; nullptr otherwise.
const cel::Expression* holder_of_field(const cel::Expression& node);

// A field of the report or the incident that is a subject.
std::optional<SubjectRead> subject_field(const cel::Expression& node);

// A comparison that never fails, and is so by clues alone.
struct ClueComparison {
    std::vector<Clue> clues;
    bool is_true_with;  // what it comes to where one of them is there at least; without them it is the other
};

// `report.category == "theft"` and its like; `read` says what its parts read.
std::optional<ClueComparison> clue_comparison(
    const cel::Expression& comparison, const std::function<std::optional<SubjectRead>(const cel::Expression&)>& read);

}  // namespace paraat::rules
