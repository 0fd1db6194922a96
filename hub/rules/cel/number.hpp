#pragma once

#include <optional>
#include <string>

#include "hub/rules/cel/lexer.hpp"

namespace paraat::rules::cel {

// "1e3", "-0.5", "NaN", "Infinity"; nullopt for what is none, and for what is larger than any double.
std::optional<double> real_of(const std::string& text);
// The value of a number's token, with a minus before it or not; nullopt when it is out of range.
std::optional<Value> number_of(const Token& token, bool is_negative);

}  // namespace paraat::rules::cel
