#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace paraat {

inline constexpr std::size_t plain_name_most = 32;  // characters

// Whether a text may name something of the configuration: 1 to 32 of a-z, 0-9 and one more character.
bool is_plain_name(std::string_view text, char also = '-');

// The sentence for one that may not.
std::string no_plain_name(std::string_view text, char also = '-');

}  // namespace paraat
