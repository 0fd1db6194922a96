#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "hub/rules/areas.hpp"
#include "hub/rules/clue.hpp"
#include "hub/rules/rule.hpp"
#include "hub/rules/sieve.hpp"
#include "hub/rules/word_table.hpp"

namespace paraat::rules {

// The rules of a set by the words that they look for, so that a case is put before those only that may have something
// to say of it. Rules go by their number: their place in the set. Immutable; any thread may ask.
class RuleIndex {
public:
    using Number = std::uint32_t;

    // Of rules that each have a condition.
    explicit RuleIndex(const std::vector<Rule>& rules);

    struct Candidate {
        Number rule;
        bool surely_holds;  // its condition needs no evaluation

        bool operator==(const Candidate&) const = default;
    };
    // In order, each once. The conditions of all others come to false, and none of those fails (but see needs_of). What
    // this takes does not grow with the rules that are left out. `memory` outlives them; what a judgement needs for a
    // moment need not come from the heap.
    using Candidates = std::pmr::vector<Candidate>;
    Candidates candidates(const core::Case& at_hand, const Areas& areas,
                          std::pmr::memory_resource* memory = std::pmr::get_default_resource()) const;
    // The rules that every case is put before, because nothing is known of what they need.
    std::size_t always_tried() const { return always_.size(); }
    std::optional<Number> find(const core::RuleName& name) const;

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    std::vector<Sieve::Place> always_;
    WordTable words_;  // whose lookers are places in the sieve
    std::array<bool, subjects> is_looked_at_{};
    std::vector<std::string> areas_;  // that rules ask for by inside()
    Sieve sieve_;
    std::unordered_map<std::string, Number, Hash, std::equal_to<>> by_name_;
};

}  // namespace paraat::rules
