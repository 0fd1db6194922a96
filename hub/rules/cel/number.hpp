#pragma once

#include <optional>

#include "hub/rules/cel/lexer.hpp"

namespace paraat::rules::cel {

// The value of a number's token, with a minus before it or not; nullopt when it is out of range.
std::optional<Value> number_of(const Token& token, bool is_negative);

}  // namespace paraat::rules::cel
