#include "hub/rules/sieve.hpp"

#include <algorithm>
#include <bit>
#include <limits>

#include "hub/base/check.hpp"
#include "hub/rules/cel/budget.hpp"
#include "hub/rules/cel/cost.hpp"
#include "hub/rules/clue_comparison.hpp"

namespace paraat::rules {
namespace {

constexpr unsigned kind_bits = 8;
constexpr std::size_t operand_most = std::numeric_limits<std::uint32_t>::max() >> kind_bits;

}  // namespace

Sieve::Place Sieve::add(Number rule, const cel::Program& condition,
                        const std::function<Number(const Clue&)>& number_of) {
    const auto place = static_cast<Place>(words_.size());
    words_.push_back(rule);
    std::vector<cel::Fault> faults;
    // What may run out of its steps may do so though one of its parts decides.
    const bool is_short = cel::limit_cost(condition.root(), faults).steps <= static_cast<double>(cel::steps_most);
    if (is_short) {
        read(condition.root(), number_of);
    } else {
        put(Kind::unknown);
    }
    PARAAT_CHECK(words_.size() - place <= operand_most);  // a condition has 16 KiB of text at most
    return place;
}

void Sieve::put(Kind kind, std::size_t operand) {
    words_.push_back(static_cast<std::uint32_t>(operand << kind_bits) | static_cast<std::uint32_t>(kind));
}

void Sieve::read(const cel::Expression& node, const std::function<Number(const Clue&)>& number_of) {
    if (node.kind == cel::Expression::Kind::literal) {
        const auto* truth = node.value.as<bool>();
        return put(truth == nullptr ? Kind::unknown : *truth ? Kind::always : Kind::never);
    }
    if (node.calls("!_")) {
        put(Kind::negation);
        return read(*node.arguments[0], number_of);
    }
    if (node.calls("_&&_") || node.calls("_||_")) {
        const std::size_t at = words_.size();
        put(node.calls("_&&_") ? Kind::all : Kind::either);
        read(*node.arguments[0], number_of);
        words_[at] |= static_cast<std::uint32_t>((words_.size() - at - 1) << kind_bits);
        return read(*node.arguments[1], number_of);
    }
    if (const auto bound = count_comparison(node)) {
        // What does not fit into a word is left to the tree.
        if (bound->least != static_cast<std::int32_t>(bound->least)) return put(Kind::unknown);
        put(bound->is_true_from_there ? Kind::at_least : Kind::below, static_cast<std::size_t>(bound->count));
        return words_.push_back(std::bit_cast<std::uint32_t>(static_cast<std::int32_t>(bound->least)));
    }
    const auto test = clue_comparison(node, subject_field);
    if (!test) return put(Kind::unknown);
    put(test->is_true_with ? Kind::any_of : Kind::none_of, test->clues.size());
    for (const Clue& clue : test->clues) words_.push_back(number_of(clue));
}

std::optional<bool> Sieve::part_comes_to(Place part, const Facts& facts) const {
    const std::uint32_t* const at = words_.data() + part;
    const auto kind = static_cast<Kind>(*at & ((1U << kind_bits) - 1));
    const std::uint32_t operand = *at >> kind_bits;
    switch (kind) {
        case Kind::unknown: return std::nullopt;
        case Kind::always: return true;
        case Kind::never: return false;
        case Kind::any_of:
        case Kind::none_of: {
            const bool is_there = std::any_of(at + 1, at + 1 + operand, [&](Number clue) { return facts.has(clue); });
            return is_there == (kind == Kind::any_of);
        }
        case Kind::at_least:
        case Kind::below: {
            const bool is_there = facts.count(static_cast<Count>(operand)) >= std::bit_cast<std::int32_t>(at[1]);
            return is_there == (kind == Kind::at_least);
        }
        case Kind::negation: {
            const auto negated = part_comes_to(part + 1, facts);
            return negated ? std::optional(!*negated) : negated;
        }
        case Kind::all:
        case Kind::either: {
            const bool deciding = kind == Kind::either;
            const auto first = part_comes_to(part + 1, facts);
            if (first == deciding) return deciding;
            const auto second = part_comes_to(part + 1 + operand, facts);
            if (second == deciding) return deciding;
            return first && second ? std::optional(!deciding) : std::nullopt;
        }
    }
    return std::nullopt;
}

}  // namespace paraat::rules
