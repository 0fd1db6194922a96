#pragma once

#include <compare>
#include <set>
#include <string>
#include <vector>

#include "hub/rules/rule.hpp"

namespace paraat::rules {

// A word that a field with several may have: {"incident.divisions", "dvo"}. What rules do to such a field is to add to
// it, so a condition that looks for a word may hold because a rule made it so.
struct AddedWord {
    std::string field;
    std::string word;

    auto operator<=>(const AddedWord&) const = default;
};

// What a rule's actions add to what conditions see at the next judgement. Each action is told of here.
std::set<AddedWord> added_by(const Rule& rule);
// The words that a condition looks for, so that it may hold once they are there. One that it excludes (`!("dvo" in
// incident.divisions)`) is no such word: that is how a rule says "once".
std::set<AddedWord> looked_for_by(const cel::Program& condition);

// Rules each of which adds what the next one looks for, and the last what the first does. A cycle for each group, the
// shortest through its first rule; indices into the rules.
std::vector<std::vector<std::size_t>> cycles_of(const std::vector<Rule>& rules);

}  // namespace paraat::rules
