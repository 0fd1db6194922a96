#pragma once

#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "clients/cli/command.hpp"

namespace paraat::cli {

// The records of a file of the City of Chicago's "Crimes" as reports, at most `limit`, by the mapping of contract
// section 8. `file` is its name for what is said: a column that is missing, or, with its line, a record without an ID
// or a lawful Date, or with bytes that are no UTF-8.
Result<std::vector<Json>> chicago_reports(std::istream& in, const std::string& file, std::size_t limit);

// One of them; `columns` are the names of the header line.
Result<Json> chicago_report(const std::vector<std::string>& columns, const std::vector<std::string>& fields);

// "04/02/2001 02:05:00 PM" in America/Chicago as ms since the Unix epoch; nullopt when it is no such moment. Sets the
// process's TZ.
std::optional<std::int64_t> chicago_time(const std::string& text);

}  // namespace paraat::cli
