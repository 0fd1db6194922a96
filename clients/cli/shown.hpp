#pragma once

#include <string>

#include "clients/cli/command.hpp"

// What was answered, as lines for a person. Control characters of foreign texts are shown as spaces: a terminal obeys
// them.
namespace paraat::cli {

std::string alert_line(const Json& alert);
std::string unit_line(const Json& unit);
// The alert, then a line for each entry of the timeline: time, what, by whom, because of what.
std::string incident_lines(const Json& result);

}  // namespace paraat::cli
