#include "hub/base/utf8.hpp"

#include <cstddef>
#include <cstdint>

namespace paraat {

namespace {

bool is_within(std::uint8_t byte, std::uint8_t low, std::uint8_t high) {
    return byte >= low && byte <= high;
}

// Length of the well-formed sequence that begins at `at`, 0 if there is none.
std::size_t sequence_length(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) -> std::uint8_t {
        return at + i < text.size() ? static_cast<std::uint8_t>(text[at + i]) : 0;
    };
    const auto is_tail = [&](std::size_t i) { return is_within(byte(i), 0x80, 0xBF); };
    const auto first = byte(0);
    if (is_within(first, 0x01, 0x7F)) return 1;
    if (is_within(first, 0xC2, 0xDF)) return is_tail(1) ? 2 : 0;
    if (is_within(first, 0xE0, 0xEF)) {
        const std::uint8_t low = first == 0xE0 ? 0xA0 : 0x80;
        const std::uint8_t high = first == 0xED ? 0x9F : 0xBF;
        return is_within(byte(1), low, high) && is_tail(2) ? 3 : 0;
    }
    if (is_within(first, 0xF0, 0xF4)) {
        const std::uint8_t low = first == 0xF0 ? 0x90 : 0x80;
        const std::uint8_t high = first == 0xF4 ? 0x8F : 0xBF;
        return is_within(byte(1), low, high) && is_tail(2) && is_tail(3) ? 4 : 0;
    }
    return 0;
}

}  // namespace

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto length = sequence_length(text, at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

std::string cut(std::string text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && is_within(static_cast<std::uint8_t>(text[most]), 0x80, 0xBF)) --most;
    text.resize(most);
    return text;
}

std::string shortened(std::string_view text, std::size_t most) {
    if (text.size() <= most) return std::string(text);
    return cut(std::string(text), most) + "...";
}

}  // namespace paraat
