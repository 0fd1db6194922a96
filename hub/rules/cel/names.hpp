#pragma once

#include "hub/rules/cel/ast.hpp"

namespace paraat::rules::cel {

// Says of each name what it stands for (cel-spec, "Name Resolution"): "a.b.c" may be a variable, a field of "a.b", or
// the function of a namespace. Variables of macros come first, the longest known name next. What is not known is left
// as it is: the checker finds it a fault, an evaluation without a check an error.
void resolve(Expression& root, const Environment& environment);

}  // namespace paraat::rules::cel
