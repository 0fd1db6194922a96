#include "hub/base/time_of_day.hpp"

#include "hub/base/utf8.hpp"

namespace paraat {

std::optional<Milliseconds> parse_time_of_day(std::string_view text) {
    if (text.size() != 5 && text.size() != 8) return std::nullopt;
    int parts[3] = {};  // hours, minutes, seconds
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool is_right = at % 3 == 2 ? text[at] == ':' : is_digit(text[at]);
        if (!is_right) return std::nullopt;
        if (at % 3 != 2) parts[at / 3] = parts[at / 3] * 10 + (text[at] - '0');
    }
    if (parts[0] > 23 || parts[1] > 59 || parts[2] > 59) return std::nullopt;
    return std::chrono::hours{parts[0]} + std::chrono::minutes{parts[1]} + std::chrono::seconds{parts[2]};
}

}  // namespace paraat
