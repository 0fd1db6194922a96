#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Texts as the octets that they are made of.
namespace paraat::rules::cel {

// Well-formed UTF-8; unlike what comes from outside, a text of the language may hold U+0000.
bool is_text(std::string_view octets);
// With one U+FFFD for each run of octets that are no character.
std::string made_text(std::string_view octets);

std::int64_t code_points(std::string_view text);
// The byte where a code point begins; the size for the one past the last.
std::size_t byte_of(std::string_view text, std::int64_t point);

void append_utf8(std::string& out, unsigned code);

}  // namespace paraat::rules::cel
