#include "clients/cli/csv.hpp"

#include <algorithm>

#include "hub/base/utf8.hpp"

namespace paraat::cli {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

bool is_closed(const std::string& record) {
    return std::count(record.begin(), record.end(), '"') % 2 == 0;
}

}  // namespace

std::vector<std::string> csv_fields(std::string_view record) {
    std::vector<std::string> fields(1);
    bool is_quoted = false;
    for (std::size_t i = 0; i < record.size(); ++i) {
        const char c = record[i];
        if (c == '"' && is_quoted && i + 1 < record.size() && record[i + 1] == '"') {
            fields.back() += '"';
            ++i;
        } else if (c == '"') {
            is_quoted = !is_quoted;
        } else if (c == ',' && !is_quoted) {
            fields.emplace_back();
        } else if (is_quoted || (c != '\r' && c != '\n')) {
            fields.back() += c;
        }
    }
    return fields;
}

Error CsvReader::fault(std::size_t line, const std::string& what) {
    line_ = line;
    return {"bad_value", "", what};
}

Result<std::optional<std::vector<std::string>>> CsvReader::next() {
    std::string record;
    std::size_t begins = 0;
    for (std::string line; std::getline(in_, line);) {
        ++lines_;
        if (lines_ == 1 && line.starts_with(byte_order_mark)) line.erase(0, byte_order_mark.size());
        if (!is_utf8(line)) return fault(lines_, "this line is not UTF-8; convert the file first, e.g. with iconv");
        if (begins == 0 && (line.empty() || line == "\r")) continue;
        if (begins == 0) begins = lines_;
        record += line;
        if (record.size() > record_most) return fault(begins, "a record has at most 65,536 bytes; is a quote missing?");
        if (is_closed(record)) {
            line_ = begins;
            return std::optional(csv_fields(record));
        }
        record += '\n';
    }
    if (begins > 0) return fault(begins, "a quote is opened here and never closed");
    return std::optional<std::vector<std::string>>();
}

}  // namespace paraat::cli
