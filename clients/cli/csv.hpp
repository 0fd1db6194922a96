#pragma once

#include <istream>
#include <optional>
#include <string>
#include <vector>

namespace paraat::cli {

// The records of a CSV text (RFC 4180), one after the other: a quoted field may hold commas, doubled quotes and new
// lines. Empty lines are left out.
class CsvReader {
public:
    explicit CsvReader(std::istream& in) : in_(in) {}

    // Nullopt at the end.
    std::optional<std::vector<std::string>> next();
    // The line on which the newest record began, from 1.
    std::size_t line() const { return line_; }

private:
    std::istream& in_;
    std::size_t line_ = 0;
    std::size_t lines_read_ = 0;
};

}  // namespace paraat::cli
