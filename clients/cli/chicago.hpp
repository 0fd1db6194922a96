#pragma once

#include <optional>
#include <string>
#include <vector>

#include "clients/cli/command.hpp"
#include "hub/base/result.hpp"

namespace paraat::cli {

// What the header line of the city's file lacks; nullopt when all that the mapping reads is there.
std::optional<Error> missing_columns(const std::vector<std::string>& columns);

// A record of the City of Chicago's "Crimes" as a report: the mapping of contract section 8. `columns` are the names of
// the header line. Refused: `bad_value` with the column: no ID, no such moment, no such position.
Result<Json> chicago_report(const std::vector<std::string>& columns, const std::vector<std::string>& fields);

// "04/02/2001 02:05:00 PM" in America/Chicago as ms since the Unix epoch; nullopt when it is no such moment. Sets the
// process's TZ.
std::optional<std::int64_t> chicago_time(const std::string& text);

}  // namespace paraat::cli
