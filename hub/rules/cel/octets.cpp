#include "hub/rules/cel/octets.hpp"

#include <algorithm>

namespace paraat::rules::cel {
namespace {

bool continues(char c) {
    return (c & 0xc0) == 0x80;
}

// The length of the character at the front; 0 when there is none (Unicode 15, table 3-7).
std::size_t character_at_front(std::string_view text) {
    const auto octet = [&](std::size_t i) -> unsigned { return static_cast<unsigned char>(text[i]); };
    const unsigned first = octet(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < length) return 0;
    if (!std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(length), continues)) return 0;
    const bool is_overlong = (first == 0xe0 && octet(1) < 0xa0) || (first == 0xf0 && octet(1) < 0x90);
    const bool is_surrogate = first == 0xed && octet(1) > 0x9f;
    const bool is_too_high = first == 0xf4 && octet(1) > 0x8f;
    return is_overlong || is_surrogate || is_too_high ? 0 : length;
}

}  // namespace

bool is_text(std::string_view octets) {
    while (!octets.empty()) {
        const std::size_t length = character_at_front(octets);
        if (length == 0) return false;
        octets.remove_prefix(length);
    }
    return true;
}

std::string made_text(std::string_view octets) {
    std::string text;
    bool is_in_run = false;
    while (!octets.empty()) {
        const std::size_t length = character_at_front(octets);
        if (length > 0) text += octets.substr(0, length);
        if (length == 0 && !is_in_run) text += "\xEF\xBF\xBD";
        is_in_run = length == 0;
        octets.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return text;
}

std::int64_t code_points(std::string_view text) {
    return std::count_if(text.begin(), text.end(), [](char c) { return !continues(c); });
}

std::size_t byte_of(std::string_view text, std::int64_t point) {
    std::size_t at = 0;
    while (at < text.size() && point > 0) {
        ++at;
        while (at < text.size() && continues(text[at])) ++at;
        --point;
    }
    return at;
}

void append_utf8(std::string& out, unsigned code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xc0 | (code >> 6));
        out += static_cast<char>(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xe0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (code & 0x3f));
    } else {
        out += static_cast<char>(0xf0 | (code >> 18));
        out += static_cast<char>(0x80 | ((code >> 12) & 0x3f));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (code & 0x3f));
    }
}

}  // namespace paraat::rules::cel
