#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hub/rules/cel/environment.hpp"

// The operators and functions that every expression has (cel-spec, "List of Standard Definitions").
namespace paraat::rules::cel {

// One form of a function; several forms of a name differ in their parameters.
struct Overload {
    std::string_view name;
    std::vector<Type> parameters;
    Type result;
    bool is_member = false;  // parameters[0] stands before the dot
};

const std::vector<Overload>& standard_overloads();
bool is_standard(std::string_view name);

// A call whose arguments are there; && || ?: and comprehensions are the evaluator's own.
Outcome call_standard(std::string_view name, const std::vector<Value>& arguments, Budget& budget);

}  // namespace paraat::rules::cel
