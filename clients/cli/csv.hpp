#pragma once

#include <cstddef>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/result.hpp"

namespace paraat::cli {

// Fields of one CSV record (RFC 4180); a quoted field may hold commas, doubled quotes and ends of lines.
std::vector<std::string> csv_fields(std::string_view record);

// Reads the fields of records one by one, without empty lines and without the byte order mark that some programs put
// first.
class CsvReader {
public:
    static constexpr std::size_t record_most = 64 * 1024;  // bytes

    explicit CsvReader(std::istream& in) : in_(in) {}

    // Nullopt at the end. Refused as `bad_value`: not UTF-8, too long, or a quote that nobody closed.
    Result<std::optional<std::vector<std::string>>> next();
    // Where the last record, or the fault, is; from 1.
    std::size_t line() const { return line_; }

private:
    Error fault(std::size_t line, const std::string& what);

    std::istream& in_;
    std::size_t lines_ = 0;  // read so far
    std::size_t line_ = 0;
};

}  // namespace paraat::cli
