#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "hub/rules/areas.hpp"
#include "hub/rules/clue.hpp"
#include "hub/rules/rule.hpp"
#include "hub/rules/sieve.hpp"

namespace paraat::rules {

// The rules of a set by the words that they look for, so that a case is put before those only that may have something
// to say of it. Rules go by their number: their place in the set. Immutable; any thread may ask.
class RuleIndex {
public:
    using Number = std::uint32_t;

    // Of rules that each have a condition.
    explicit RuleIndex(const std::vector<Rule>& rules);

    // In order, each once. The conditions of all others come to false, and none of those fails (but see needs_of). What
    // this takes does not grow with the rules that are left out.
    std::vector<Number> rules_for(const core::Case& at_hand, const Areas& areas) const;
    // The rules that every case is put before, because nothing is known of what they need.
    std::size_t always_tried() const { return always_.size(); }
    std::optional<Number> find(const core::RuleName& name) const;

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    template <class Found>
    using ByText = std::unordered_map<std::string, Found, Hash, std::equal_to<>>;

    struct Word {
        Number clue;
        std::vector<Number> rules;  // that are tried where it is there
    };

    Word& word_of(const Clue& clue);

    std::vector<Number> always_;
    std::array<ByText<Word>, subjects> by_word_;
    Number clues_ = 0;
    Sieve sieve_;
    ByText<Number> by_name_;
};

}  // namespace paraat::rules
