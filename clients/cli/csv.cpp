#include "clients/cli/csv.hpp"

namespace paraat::cli {
namespace {

// Adds a line's fields; the last one stays open when the line ends within quotes.
void read_line(const std::string& line, std::vector<std::string>& fields, bool& is_quoted) {
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && is_quoted && i + 1 < line.size() && line[i + 1] == '"') {
            fields.back() += '"';
            ++i;
        } else if (c == '"') {
            is_quoted = !is_quoted;
        } else if (c == ',' && !is_quoted) {
            fields.emplace_back();
        } else if (c != '\r' || is_quoted) {
            fields.back() += c;
        }
    }
}

}  // namespace

std::optional<std::vector<std::string>> CsvReader::next() {
    std::string line;
    while (std::getline(in_, line)) {
        ++lines_read_;
        if (line.empty() || line == "\r") continue;
        line_ = lines_read_;
        std::vector<std::string> fields(1);
        bool is_quoted = false;
        read_line(line, fields, is_quoted);
        while (is_quoted && std::getline(in_, line)) {
            ++lines_read_;
            fields.back() += '\n';
            read_line(line, fields, is_quoted);
        }
        return fields;
    }
    return std::nullopt;
}

}  // namespace paraat::cli
