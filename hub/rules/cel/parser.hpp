#pragma once

#include "hub/rules/cel/lexer.hpp"

namespace paraat::rules::cel {

// More than the specification asks for ("Syntax": 12 of what nests, 32 of what repeats), and little enough for a stack.
inline constexpr std::size_t source_most = 16 * 1024;  // bytes of one expression
inline constexpr int depth_most = 64;                  // of nesting as it is written
inline constexpr int chain_most = 256;                 // of operators or members in a row
inline constexpr int tree_depth_most = 400;            // of nodes below each other

// The tree of an expression (cel-spec, "Grammar"); null with faults. Macros become nodes of their own.
std::unique_ptr<Expression> parse(std::string_view source, std::vector<Fault>& faults);

}  // namespace paraat::rules::cel
