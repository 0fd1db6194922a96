#include "hub/rules/sieve.hpp"

#include <algorithm>

#include "hub/rules/cel/budget.hpp"
#include "hub/rules/cel/cost.hpp"
#include "hub/rules/clue_test.hpp"

namespace paraat::rules {

void Sieve::add(const cel::Program& condition, const std::function<Number(const Clue&)>& number_of) {
    std::vector<cel::Fault> faults;
    // What may run out of its steps may do so though one of its parts decides.
    const bool is_short = cel::limit_cost(condition.root(), faults).steps <= static_cast<double>(cel::steps_most);
    roots_.push_back(is_short ? read(condition.root(), number_of) : put({}));
}

bool Sieve::is_surely_false(std::size_t condition, const Present& present) const {
    return come_to(roots_[condition], present) == false;
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
    const auto test = clue_test(node, subject_field);
    if (!test) return put({});
    const auto first = static_cast<Number>(clues_.size());
    for (const Clue& clue : test->clues) clues_.push_back(number_of(clue));
    return put({test->is_true_with ? Kind::any_of : Kind::none_of, first, static_cast<Number>(test->clues.size())});
}

std::optional<bool> Sieve::come_to(Number number, const Present& present) const {
    const Node& node = nodes_[number];
    switch (node.kind) {
        case Kind::unknown: return std::nullopt;
        case Kind::always: return true;
        case Kind::never: return false;
        case Kind::any_of:
        case Kind::none_of: {
            const auto begin = clues_.begin() + node.first;
            const bool is_there = std::any_of(begin, begin + node.second, [&](Number clue) {
                return std::binary_search(present.begin(), present.end(), clue);
            });
            return is_there == (node.kind == Kind::any_of);
        }
        case Kind::negation: {
            const auto part = come_to(node.first, present);
            return part ? std::optional(!*part) : part;
        }
        case Kind::all:
        case Kind::either: {
            const bool deciding = node.kind == Kind::either;
            const auto first = come_to(node.first, present);
            if (first == deciding) return deciding;
            const auto second = come_to(node.second, present);
            if (second == deciding) return deciding;
            return first && second ? std::optional(!deciding) : std::nullopt;
        }
    }
    return std::nullopt;
}

}  // namespace paraat::rules
