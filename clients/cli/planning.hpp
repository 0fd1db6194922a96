#pragma once

#include <string>
#include <vector>

#include "clients/cli/command.hpp"

// What the hub answers to who plans, as lines of aligned columns.
namespace paraat::cli {

// Each column as wide as its widest entry; the last one as it is.
std::vector<std::string> aligned(const std::vector<std::vector<std::string>>& rows);

// A line for each unit, the best first, and what is not known of the others.
std::vector<std::string> nearest_lines(const Json& result);
// A line for each step of each escalation, and who begins it.
std::vector<std::string> policy_lines(const Json& items);
// A line for each part of the week, holes first, and below a hole who of its chain is absent.
std::vector<std::string> reach_lines(const Json& items);

}  // namespace paraat::cli
