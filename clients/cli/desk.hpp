#pragma once

#include <string>
#include <vector>

#include "clients/cli/command.hpp"

// What the hub answers to who sits at a desk: what is left to the next, how many alerts come, and what is played.
namespace paraat::cli {

// A line for each thing that the next should know; first what is in hand, then what is nobody's.
std::vector<std::string> handover_lines(const Json& items);
// A line for each account and division.
std::vector<std::string> load_lines(const Json& items);
// A line for each drill that runs.
std::vector<std::string> heard_lines(const Json& items);
std::vector<std::string> exercise_lines(const Json& items);

// Print a whole answer to "handover", or to "exercises"; the exit code.
int tell_handover(const Options& options, const Json& list);
int tell_exercises(const Options& options, const Json& list);

}  // namespace paraat::cli
