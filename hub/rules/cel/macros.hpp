#pragma once

#include <memory>
#include <string>
#include <vector>

#include "hub/rules/cel/ast.hpp"

namespace paraat::rules::cel {

// What looks like a call and is none (cel-spec, "Macros"; the extensions for two variables, bindings, optionals,
// lists).
struct Macro {
    std::string_view name;
    std::size_t arguments;  // that it takes after the dot; with another number the name is a function's
    int variables;          // of them, in front
    Expression::Kind kind = Expression::Kind::comprehension;
};

// Null when it is a call.
const Macro* macro_of(std::string_view name, std::size_t arguments);
bool is_macro_name(std::string_view name);

// The node of a macro; `target` stood before the dot. Null when a variable's name is missing.
std::unique_ptr<Expression> expand(const Macro& macro, std::unique_ptr<Expression> target,
                                   std::vector<std::unique_ptr<Expression>> arguments);

}  // namespace paraat::rules::cel
