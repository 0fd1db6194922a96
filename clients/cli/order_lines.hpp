#pragma once

#include <string>
#include <vector>

#include "clients/cli/command.hpp"

namespace paraat::cli {

// A line for each order, and below it one for each whom it is for.
std::vector<std::string> instruction_lines(const Json& items);
// A line for each named polygon of the rules.
std::vector<std::string> area_lines(const Json& items);

}  // namespace paraat::cli
