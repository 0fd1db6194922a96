#include "hub/base/placed_text.hpp"

#include <algorithm>
#include <utility>

namespace paraat {
namespace {

bool is_tail(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

// Walks over what was written, one thing at a time that says something: a character, an escape, a line's end.
class Walk {
public:
    Walk(std::string_view written, bool has_escapes, LineColumn at)
        : rest_(written), has_escapes_(has_escapes), at_(at) {}

    LineColumn at() const { return at_; }
    bool is_done() const { return rest_.empty(); }

    // Passes the next thing; how many bytes it says.
    std::size_t pass() {
        if (rest_.starts_with("\r\n")) return take(1), take_line(), 1;
        if (rest_.front() == '\n') return take_line(), 1;
        if (has_escapes_ && rest_.front() == '\\' && rest_.size() > 1) return escape();
        std::size_t bytes = 1;
        while (bytes < rest_.size() && is_tail(rest_[bytes])) ++bytes;
        rest_.remove_prefix(bytes);
        ++at_.column;
        return bytes;
    }

private:
    std::size_t escape() {
        const char c = rest_[1];
        if (c == 'u') return code_point(4);
        if (c == 'U') return code_point(8);
        if (c != '\n' && c != '\r' && c != ' ' && c != '\t') return take(2), 1;
        // A backslash at the end of a line swallows it and all blanks that follow.
        take(1);
        while (!rest_.empty() && std::string_view(" \t\r\n").find(rest_.front()) != std::string_view::npos) {
            rest_.front() == '\n' ? take_line() : take(1);
        }
        return 0;
    }

    std::size_t code_point(std::size_t digits) {
        const std::string code(rest_.substr(2, digits));
        take(2 + digits);
        std::size_t value = 0;
        for (const char c : code) {
            value = value * 16 + static_cast<std::size_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
        }
        return value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
    }

    void take(std::size_t characters) {
        rest_.remove_prefix(std::min(characters, rest_.size()));
        at_.column += static_cast<int>(characters);
    }
    void take_line() {
        rest_.remove_prefix(1);
        ++at_.line;
        at_.column = 1;
    }

    std::string_view rest_;
    bool has_escapes_;
    LineColumn at_;
};

// What stands at a place and after it; nothing when there is no such place.
std::string_view from(std::string_view source, int line, int column) {
    for (int i = 1; i < line; ++i) {
        const auto end = source.find('\n');
        if (end == std::string_view::npos) return {};
        source.remove_prefix(end + 1);
    }
    for (int i = 1; i < column && !source.empty(); ++i) {
        do source.remove_prefix(1);
        while (!source.empty() && is_tail(source.front()));
    }
    return source;
}

}  // namespace

LineColumn PlacedText::place_of(std::size_t offset) const {
    Walk walk(written.empty() ? std::string_view(text) : written, has_escapes && !written.empty(), {line, column});
    std::size_t said = 0;
    while (!walk.is_done()) {
        const LineColumn here = walk.at();
        const std::size_t bytes = walk.pass();
        if (bytes > 0 && said + bytes > offset) return here;
        said += bytes;
        if (said >= text.size()) break;  // what follows are the closing quotes and other things
    }
    return walk.at();
}

PlacedText placed_text(std::string_view source, std::string text, int line, int column) {
    std::string_view rest = from(source, line, column);
    PlacedText placed{std::move(text), line, column, {}, rest.starts_with('"')};
    const bool is_long = rest.starts_with("'''") || rest.starts_with("\"\"\"");
    rest.remove_prefix(std::min<std::size_t>(is_long ? 3 : 1, rest.size()));
    placed.column += is_long ? 3 : 1;
    // The first line's end after long quotes says nothing.
    const std::size_t blank = !is_long ? 0 : rest.starts_with("\r\n") ? 2 : rest.starts_with('\n') ? 1 : 0;
    rest.remove_prefix(blank);
    if (blank > 0) {
        ++placed.line;
        placed.column = 1;
    }
    placed.written = rest;
    return placed;
}

}  // namespace paraat
