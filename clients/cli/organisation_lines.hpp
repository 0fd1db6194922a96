#pragma once

#include <string>
#include <vector>

#include "clients/cli/command.hpp"

namespace paraat::cli {

// Who asks, and a line for each thing that there is.
std::vector<std::string> organisation_lines(const Json& answer);

}  // namespace paraat::cli
