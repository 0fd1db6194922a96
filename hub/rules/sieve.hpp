#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory_resource>
#include <optional>
#include <vector>

#include "hub/rules/cel/program.hpp"
#include "hub/rules/clue.hpp"
#include "hub/rules/count_comparison.hpp"

namespace paraat::rules {

// Conditions as far as clues and counts decide them, close together in memory: of most it is known whether they hold
// without their trees being gone through. Clues go by numbers. Those of a site, which stand together in its file, are a
// few lines of memory.
class Sieve {
public:
    using Number = std::uint32_t;
    // What a case has; it refers to the case.
    class Facts {
    public:
        Facts(const core::Case& at_hand, std::pmr::memory_resource* memory) : case_(at_hand), clues_(memory) {
            clues_.reserve(16);
        }
        void add(Number clue) {
            clues_.push_back(clue);
            bits_ |= bit(clue);
        }
        bool has(Number clue) const {
            return (bits_ & bit(clue)) != 0 && std::find(clues_.begin(), clues_.end(), clue) != clues_.end();
        }
        std::int64_t count(Count which) const { return count_of(which, case_); }

    private:
        static std::uint64_t bit(Number clue) { return std::uint64_t{1} << (clue % 64); }

        const core::Case& case_;
        std::pmr::vector<Number> clues_;
        std::uint64_t bits_ = 0;  // of most clues it says at once that they are not there
    };

    // Where a condition stands; the later one was added, the greater.
    using Place = std::uint32_t;
    // The next condition; `rule` is what it is of.
    Place add(Number rule, const cel::Program& condition, const std::function<Number(const Clue&)>& number_of);
    Number rule_at(Place place) const { return words_[place]; }
    // What it surely comes to; nullopt when that is not known, or when it may fail.
    std::optional<bool> come_to(Place place, const Facts& facts) const { return part_comes_to(place + 1, facts); }

private:
    enum class Kind : std::uint8_t { unknown, always, never, any_of, none_of, at_least, below, negation, all, either };

    void read(const cel::Expression& node, const std::function<Number(const Clue&)>& number_of);
    void put(Kind kind, std::size_t operand = 0);
    std::optional<bool> part_comes_to(Place part, const Facts& facts) const;

    // One condition after the other: the rule, and its parts, each before those that it is made of. A part begins with
    // its kind and an operand: of clues how many follow, of a comparison the count, of two parts the length of the
    // first.
    std::vector<std::uint32_t> words_;
};

}  // namespace paraat::rules
