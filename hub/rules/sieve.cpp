#include "hub/rules/sieve.hpp"

#include <algorithm>

#include "hub/rules/cel/budget.hpp"
#include "hub/rules/cel/cost.hpp"
#include "hub/rules/clue_comparison.hpp"

namespace paraat::rules {

void Sieve::add(const cel::Program& condition, const std::function<Number(const Clue&)>& number_of) {
    std::vector<cel::Fault> faults;
    // What may run out of its steps may do so though one of its parts decides.
    const bool is_short = cel::limit_cost(condition.root(), faults).steps <= static_cast<double>(cel::steps_most);
    roots_.push_back(is_short ? read(condition.root(), number_of) : put({}));
}

std::optional<bool> Sieve::come_to(std::size_t condition, const Facts& facts) const {
    return node_comes_to(roots_[condition], facts);
}

Sieve::Number Sieve::put(Node node) {
    nodes_.push_back(node);
    return static_cast<Number>(nodes_.size() - 1);
}

Sieve::Number Sieve::read(const cel::Expression& node, const std::function<Number(const Clue&)>& number_of) {
    if (node.kind == cel::Expression::Kind::literal) {
        const auto* truth = node.value.as<bool>();
        return put({truth == nullptr ? Kind::unknown : *truth ? Kind::always : Kind::never});
    }
    if (node.calls("!_")) return put({Kind::negation, read(*node.arguments[0], number_of)});
    if (node.calls("_&&_") || node.calls("_||_")) {
        const Number left = read(*node.arguments[0], number_of);
        const Number right = read(*node.arguments[1], number_of);
        return put({node.calls("_&&_") ? Kind::all : Kind::either, left, right});
    }
    if (const auto bound = count_comparison(node)) {
        return put({bound->is_true_from_there ? Kind::at_least : Kind::below, 0, 0, bound->count, bound->least});
    }
    const auto test = clue_comparison(node, subject_field);
    if (!test) return put({});
    const auto first = static_cast<Number>(clues_.size());
    for (const Clue& clue : test->clues) clues_.push_back(number_of(clue));
    return put({test->is_true_with ? Kind::any_of : Kind::none_of, first, static_cast<Number>(test->clues.size())});
}

std::optional<bool> Sieve::node_comes_to(Number number, const Facts& facts) const {
    const Node& node = nodes_[number];
    switch (node.kind) {
        case Kind::unknown: return std::nullopt;
        case Kind::always: return true;
        case Kind::never: return false;
        case Kind::any_of:
        case Kind::none_of: {
            const auto begin = clues_.begin() + node.first;
            const bool is_there = std::any_of(begin, begin + node.second, [&](Number clue) { return facts.has(clue); });
            return is_there == (node.kind == Kind::any_of);
        }
        case Kind::at_least: return facts.count(node.count) >= node.least;
        case Kind::below: return facts.count(node.count) < node.least;
        case Kind::negation: {
            const auto part = node_comes_to(node.first, facts);
            return part ? std::optional(!*part) : part;
        }
        case Kind::all:
        case Kind::either: {
            const bool deciding = node.kind == Kind::either;
            const auto first = node_comes_to(node.first, facts);
            if (first == deciding) return deciding;
            const auto second = node_comes_to(node.second, facts);
            if (second == deciding) return deciding;
            return first && second ? std::optional(!deciding) : std::nullopt;
        }
    }
    return std::nullopt;
}

}  // namespace paraat::rules
