#pragma once

#include "hub/rules/cel/environment.hpp"
#include "hub/rules/cel/parser.hpp"

namespace paraat::rules::cel {

// Gives every node of a tree whose names are resolved its type, and finds every fault: unknown names (with the nearest
// known one), wrong types, wrong numbers of arguments. Whole numbers become doubles where a function of the host wants
// those.
void check(Expression& root, const Environment& environment, std::vector<Fault>& faults);

}  // namespace paraat::rules::cel
