#pragma once

#include <cstdint>
#include <string_view>

namespace paraat::rules::cel {

// What the evaluator does itself, and does not look for among the forms of a function: operators that need not see both
// sides, and comparisons, which are most of what conditions are made of.
enum class Operation : std::uint8_t {
    none,
    conjunction,
    disjunction,
    choice,
    equals,
    differs,
    less,
    at_most,
    more,
    at_least,
    is_in,
};

// Of a call, by its name.
Operation operation_of(std::string_view name);

}  // namespace paraat::rules::cel
