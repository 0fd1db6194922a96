#include "hub/codec/geojson/moment.hpp"

#include <array>
#include <chrono>
#include <cstdio>

#include "hub/base/utf8.hpp"

namespace paraat::codec::geojson {
namespace {

namespace chrono = std::chrono;

bool has_shape(std::string_view text, std::string_view shape) {
    if (text.size() != shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] == '0' ? !is_digit(text[i]) : text[i] != shape[i]) return false;
    }
    return true;
}

int digits(std::string_view text, std::size_t at, std::size_t size) {
    int value = 0;
    for (const char c : text.substr(at, size)) value = value * 10 + (c - '0');
    return value;
}

// The fraction behind the seconds, in milliseconds; the text goes on behind it.
Milliseconds take_fraction(std::string_view& text) {
    if (!text.starts_with('.')) return Milliseconds{0};
    text.remove_prefix(1);
    int value = 0;
    int unit = 100;
    while (!text.empty() && is_digit(text.front())) {
        value += (text.front() - '0') * unit;
        unit /= 10;
        text.remove_prefix(1);
    }
    return Milliseconds{value};
}

}  // namespace

std::string moment_text(Instant at) {
    const chrono::sys_time<Milliseconds> time{Milliseconds{at.ms}};
    const auto day = chrono::floor<chrono::days>(time);
    const chrono::year_month_day date{day};
    const auto of_day = (time - day).count();
    std::array<char, 48> text{};
    const auto part = [&](std::int64_t unit, std::int64_t of) { return static_cast<int>(of_day / unit % of); };
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), part(3'600'000, 24),
                  part(60'000, 60), part(1'000, 60));
    std::string made = text.data();
    if (of_day % 1'000 != 0) {
        std::snprintf(text.data(), text.size(), ".%03d", static_cast<int>(of_day % 1'000));
        made += text.data();
    }
    return made + "Z";
}

std::optional<Instant> parse_moment(std::string_view text) {
    constexpr std::string_view shape = "0000-00-00T00:00:00";
    if (!has_shape(text.substr(0, shape.size()), shape)) return std::nullopt;
    const chrono::year_month_day date{chrono::year{digits(text, 0, 4)},
                                      chrono::month{static_cast<unsigned>(digits(text, 5, 2))},
                                      chrono::day{static_cast<unsigned>(digits(text, 8, 2))}};
    const int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
    if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    std::string_view rest = text.substr(shape.size());
    const Milliseconds fraction = take_fraction(rest);
    chrono::minutes ahead{0};
    const bool has_offset = has_shape(rest, "+00:00") || has_shape(rest, "-00:00");
    if (has_offset) ahead = chrono::minutes{digits(rest, 1, 2) * 60 + digits(rest, 4, 2)};
    if (has_offset && rest[0] == '-') ahead = -ahead;
    if (!has_offset && rest != "Z") return std::nullopt;
    const Milliseconds since = chrono::sys_days{date}.time_since_epoch() + chrono::hours{hour} +
                               chrono::minutes{minute} + chrono::seconds{second} + fraction;
    return Instant{since.count()} - ahead;
}

}  // namespace paraat::codec::geojson
