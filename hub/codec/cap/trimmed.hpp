#pragma once

#include <string_view>

namespace paraat::codec::cap {

// What XML counts as blanks.
inline constexpr std::string_view xml_blanks = " \t\r\n";

inline std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(xml_blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(xml_blanks) - begin + 1);
}

}  // namespace paraat::codec::cap
