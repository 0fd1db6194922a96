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
// without their trees being gone through. Clues go by numbers.
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

    // The next condition.
    void add(const cel::Program& condition, const std::function<Number(const Clue&)>& number_of);
    // What that condition, counted from 0, surely comes to; nullopt when that is not known, or when it may fail.
    std::optional<bool> come_to(std::size_t condition, const Facts& facts) const;

private:
    enum class Kind : std::uint8_t { unknown, always, never, any_of, none_of, at_least, below, negation, all, either };
    struct Node {
        Kind kind = Kind::unknown;
        Number first = 0;   // of the clues, or of the two parts
        Number second = 0;  // the number of clues, or the other part
        Count count = Count::report_persons;
        std::int64_t least = 0;
    };

    Number read(const cel::Expression& node, const std::function<Number(const Clue&)>& number_of);
    Number put(Node node);
    std::optional<bool> node_comes_to(Number node, const Facts& facts) const;

    std::vector<Number> roots_;
    std::vector<Node> nodes_;
    std::vector<Number> clues_;
};

}  // namespace paraat::rules
