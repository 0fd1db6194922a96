#include "hub/rules/rule_index.hpp"

#include <algorithm>
#include <map>

#include "hub/rules/needs.hpp"

namespace paraat::rules {

RuleIndex::RuleIndex(const std::vector<Rule>& rules) {
    std::map<Clue, double> weights;
    for (const Rule& rule : rules) {
        for (const Clue& clue : clues_in(*rule.condition)) ++weights[clue];
    }
    // The fewer rules look for a word, the fewer cases a rule is tried for in vain.
    const auto weigh = [&](const Clue& clue) { return weights.at(clue); };
    std::map<Clue, Lookers> lookers;
    const auto lookers_of = [&](const Clue& clue) -> Lookers& {
        return lookers.try_emplace(clue, Lookers{static_cast<Number>(lookers.size()), {}}).first->second;
    };
    for (Number number = 0; number < rules.size(); ++number) {
        by_name_.emplace(rules[number].name.text, number);
        const Sieve::Place place =
            sieve_.add(number, *rules[number].condition, [&](const Clue& clue) { return lookers_of(clue).clue; });
        const auto needs = needs_of(*rules[number].condition, weigh);
        if (!needs) {
            always_.push_back(place);
            continue;
        }
        for (const Clue& clue : *needs) lookers_of(clue).places.push_back(place);
    }
    for (const auto& [clue, found] : lookers) {
        is_looked_at_[static_cast<std::size_t>(clue.subject)] = true;
        if (clue.subject == Subject::inside) areas_.push_back(clue.word);
    }
    words_ = WordTable(lookers);
}

RuleIndex::Candidates RuleIndex::candidates(const core::Case& at_hand, const Areas& areas,
                                            std::pmr::memory_resource* memory) const {
    constexpr std::size_t usual = 32;
    std::pmr::vector<Sieve::Place> found(memory);
    found.reserve(always_.size() + usual);
    found.assign(always_.begin(), always_.end());
    Sieve::Facts facts(at_hand, memory);
    const auto add = [&](Subject subject, std::string_view word) {
        const auto looked_for = words_.find(subject, word);
        if (!looked_for) return;
        facts.add(looked_for->clue);
        found.insert(found.end(), looked_for->places.begin(), looked_for->places.end());
    };
    for (std::size_t i = 0; i < subjects; ++i) {
        const auto subject = static_cast<Subject>(i);
        if (is_looked_at_[i]) visit_words(subject, at_hand, [&](std::string_view word) { add(subject, word); });
    }
    const auto& position = at_hand.report.position ? at_hand.report.position : at_hand.incident.position;
    for (const std::string& area : areas_) {
        if (position && areas.contains(area, *position)) add(Subject::inside, area);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    Candidates candidates(memory);
    candidates.reserve(found.size());
    for (const Sieve::Place place : found) {
        const auto truth = sieve_.come_to(place, facts);
        if (truth != false) candidates.push_back({sieve_.rule_at(place), truth == true});
    }
    return candidates;
}

std::optional<RuleIndex::Number> RuleIndex::find(const core::RuleName& name) const {
    const auto found = by_name_.find(name.text);
    return found == by_name_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace paraat::rules
