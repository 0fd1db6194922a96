#pragma once

#include <string>
#include <vector>

#include "hub/core/message.hpp"
#include "hub/rules/cel/program.hpp"

namespace paraat::rules::cel {

inline constexpr std::size_t parts_most = 40;  // that are told of one condition

// What a condition looked at: each side of its &&, || and ?: in the order of the text, what that came to, and what the
// names in it stood for. A side that the sides before it made needless is told as "not looked at".
std::vector<core::ConditionPart> parts_of(const Program& program, const Activation& activation);

}  // namespace paraat::rules::cel
