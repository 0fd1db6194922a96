#pragma once

#include "hub/rules/cel/lexer.hpp"

namespace paraat::rules::cel {

inline constexpr std::size_t source_most = 16 * 1024;  // bytes of one expression
inline constexpr int depth_most = 64;                  // of nesting

// The tree of an expression (cel-spec, "Grammar"); null with faults. Macros become nodes of their own.
std::unique_ptr<Expression> parse(std::string_view source, std::vector<Fault>& faults);

}  // namespace paraat::rules::cel
