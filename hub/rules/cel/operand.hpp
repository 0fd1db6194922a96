#pragma once

#include <cstddef>
#include <string>

#include "hub/rules/cel/ast.hpp"
#include "hub/rules/cel/library.hpp"

// What is said of a call that fits no overload.
namespace paraat::rules::cel {

// The one operand that would have to be another for the call to be right; of several that which is written out, or the
// last. The whole call where no single one is to blame.
Span wrong_operand(const Expression& node);

// How a function is called that was called in the other way, before or after a dot; or nothing.
std::string form_of(const Expression& node);

// "_==_" as it is written: "==".
std::string spoken(const std::string& name);

}  // namespace paraat::rules::cel
