#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "hub/rules/cel/program.hpp"
#include "hub/rules/clue.hpp"

namespace paraat::rules {

// Conditions as far as clues decide them, close together in memory: most that do not hold are known not to without
// their trees being gone through. Clues go by numbers.
class Sieve {
public:
    using Number = std::uint32_t;
    using Present = std::vector<Number>;  // the clues of a case, sorted

    // The next condition.
    void add(const cel::Program& condition, const std::function<Number(const Clue&)>& number_of);
    // Whether that condition, counted from 0, surely comes to false: it neither holds nor fails.
    bool is_surely_false(std::size_t condition, const Present& present) const;

private:
    enum class Kind : std::uint8_t { unknown, always, never, any_of, none_of, negation, all, either };
    struct Node {
        Kind kind = Kind::unknown;
        Number first = 0;   // of the clues, or of the two parts
        Number second = 0;  // the number of clues, or the other part
    };

    Number read(const cel::Expression& node, const std::function<Number(const Clue&)>& number_of);
    Number put(Node node);
    // True, false, or not known; an error is among what is not known.
    std::optional<bool> come_to(Number node, const Present& present) const;

    std::vector<Number> roots_;
    std::vector<Node> nodes_;
    std::vector<Number> clues_;
};

}  // namespace paraat::rules
