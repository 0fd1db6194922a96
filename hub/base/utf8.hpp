#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace paraat {

// Well-formed UTF-8 as in Unicode 15, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF.
// U+0000 is refused too: it ends strings in MQTT, SQLite and C alike.
bool is_utf8(std::string_view text);

inline bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// At most so many bytes of it, and no half of a character.
std::string cut(std::string text, std::size_t most);

// UTF-8 that somebody sent, short enough to say back: all of it, or its first `most` bytes at most, then "...".
std::string shortened(std::string_view text, std::size_t most = 64);

}  // namespace paraat
