#pragma once

#include <memory>
#include <vector>

#include "hub/rules/cel/ast.hpp"
#include "hub/rules/cel/lexer.hpp"

namespace paraat::rules::cel {

// Steps that an expression may be estimated at. A hundred times what an evaluation has: an estimate is of the worst
// case, lists at their longest and all of them looked through, which few reports come to.
inline constexpr double cost_most = 10'000'000;

// How large a value gets at most.
struct Extent {
    double count = 1;                                 // elements of a list or a map, bytes of a text
    std::shared_ptr<const Extent> element = nullptr;  // null when it has none
};

struct Cost {
    double steps = 0;
    Extent extent;
};

// What a checked expression costs at most, in the steps of an evaluation's budget, from the sizes that the host bounds
// (cel-spec, "Time Complexity"). Above the limit is a fault of the innermost part that alone takes so long.
Cost limit_cost(const Expression& root, std::vector<Fault>& faults);

}  // namespace paraat::rules::cel
