#pragma once

#include <string>
#include <vector>

#include "clients/cli/command.hpp"

namespace paraat::cli {

// A daily briefing for people: headings, what it says, and below each line in short what it rests on. Fits a sheet of
// A4: at most `page_width` columns.
std::vector<std::string> briefing_lines(const Json& briefing, bool is_covert);

inline constexpr std::size_t page_width = 90;

}  // namespace paraat::cli
