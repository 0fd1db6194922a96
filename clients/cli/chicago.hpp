#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/command.hpp"

namespace paraat::cli {

// Fields of one CSV line (RFC 4180); a quoted field may hold commas and doubled quotes.
std::vector<std::string> csv_fields(std::string_view line);

// A record of the City of Chicago's "Crimes" as a report: the mapping of contract section 8. `columns` are the names of
// the header line. Nullopt when it has no ID.
std::optional<Json> chicago_report(const std::vector<std::string>& columns, const std::vector<std::string>& fields);

// "04/02/2001 02:05:00 PM" in America/Chicago as ms since the Unix epoch; nullopt when it is no such moment. Sets the
// process's TZ.
std::optional<std::int64_t> chicago_time(const std::string& text);

}  // namespace paraat::cli
