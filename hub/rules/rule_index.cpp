#include "hub/rules/rule_index.hpp"

#include <algorithm>
#include <map>

#include "hub/rules/needs.hpp"

namespace paraat::rules {

RuleIndex::RuleIndex(const std::vector<Rule>& rules) {
    std::map<Clue, double> lookers;
    for (const Rule& rule : rules) {
        for (const Clue& clue : clues_in(*rule.condition)) ++lookers[clue];
    }
    // The fewer rules look for a word, the fewer cases a rule is tried for in vain.
    const auto weigh = [&](const Clue& clue) { return lookers.at(clue); };
    for (Number number = 0; number < rules.size(); ++number) {
        by_name_.emplace(rules[number].name.text, number);
        sieve_.add(*rules[number].condition, [this](const Clue& clue) { return word_of(clue).clue; });
        const auto needs = needs_of(*rules[number].condition, weigh);
        if (!needs) {
            always_.push_back(number);
            continue;
        }
        for (const Clue& clue : *needs) word_of(clue).rules.push_back(number);
    }
}

RuleIndex::Word& RuleIndex::word_of(const Clue& clue) {
    auto& by_word = by_word_[static_cast<std::size_t>(clue.subject)];
    const auto [word, is_new] = by_word.try_emplace(clue.word, Word{clues_, {}});
    if (is_new) ++clues_;
    return word->second;
}

std::vector<RuleIndex::Number> RuleIndex::rules_for(const core::Case& at_hand, const Areas& areas) const {
    std::vector<Number> found = always_;
    Sieve::Present present;
    const auto add = [&](const Word& word) {
        present.push_back(word.clue);
        found.insert(found.end(), word.rules.begin(), word.rules.end());
    };
    for (std::size_t i = 0; i < subjects; ++i) {
        const auto& by_word = by_word_[i];
        if (by_word.empty()) continue;
        visit_words(static_cast<Subject>(i), at_hand, [&](std::string_view word) {
            const auto known = by_word.find(word);
            if (known != by_word.end()) add(known->second);
        });
    }
    const auto& position = at_hand.report.position ? at_hand.report.position : at_hand.incident.position;
    const auto& by_area = by_word_[static_cast<std::size_t>(Subject::inside)];
    for (auto one = by_area.begin(); position && one != by_area.end(); ++one) {
        if (areas.contains(one->first, *position)) add(one->second);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    std::sort(present.begin(), present.end());
    std::erase_if(found, [&](Number rule) { return sieve_.is_surely_false(rule, present); });
    return found;
}

std::optional<RuleIndex::Number> RuleIndex::find(const core::RuleName& name) const {
    const auto found = by_name_.find(name.text);
    return found == by_name_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace paraat::rules
