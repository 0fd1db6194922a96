#pragma once

#include <string>
#include <vector>

#include "clients/cli/command.hpp"

// What the hub answers to who sits at a desk: what is left to the next, and how many alerts come.
namespace paraat::cli {

// A line for each thing that the next should know; first what is in hand, then what is nobody's.
std::vector<std::string> handover_lines(const Json& items);
// A line for each account and division.
std::vector<std::string> load_lines(const Json& items);

// Prints a whole answer to "handover"; the exit code.
int tell_handover(const Options& options, const Json& list);

}  // namespace paraat::cli
