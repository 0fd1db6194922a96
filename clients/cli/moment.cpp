#include "clients/cli/moment.hpp"

#include <charconv>
#include <cstdio>
#include <ctime>
#include <optional>

#include "hub/base/amount.hpp"

namespace paraat::cli {
namespace {

constexpr std::int64_t epoch_ms_least = 1'000'000'000'000;  // 2001: a smaller number is no moment, but forgot its unit

std::tm local_of(Instant at) {
    const std::time_t seconds = at.ms / 1000;
    std::tm local{};
    localtime_r(&seconds, &local);
    return local;
}

// Nullopt when the calendar has no such day or the clock no such time.
std::optional<Instant> instant_of(std::tm wanted) {
    wanted.tm_isdst = -1;
    std::tm made = wanted;
    const std::time_t seconds = std::mktime(&made);
    if (seconds == -1 || made.tm_mday != wanted.tm_mday || made.tm_mon != wanted.tm_mon) return std::nullopt;
    return Instant{static_cast<std::int64_t>(seconds) * 1000};
}

bool is_time(int hour, int minute) {
    return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59;
}

// The next time that the clock shows this.
std::optional<Instant> time_of_day(const std::string& text, Instant now) {
    int hour = 0;
    int minute = 0;
    int length = 0;
    if (std::sscanf(text.c_str(), "%2d:%2d%n", &hour, &minute, &length) != 2 || !is_time(hour, minute)) return {};
    if (static_cast<std::size_t>(length) != text.size()) return {};
    std::tm day = local_of(now);
    day.tm_hour = hour;
    day.tm_min = minute;
    day.tm_sec = 0;
    day.tm_isdst = -1;
    std::tm today = day;
    const Instant at{static_cast<std::int64_t>(std::mktime(&today)) * 1000};
    if (at > now) return at;
    ++day.tm_mday;
    return Instant{static_cast<std::int64_t>(std::mktime(&day)) * 1000};
}

std::optional<Instant> date_and_time(const std::string& text) {
    std::tm day{};
    int length = 0;
    const int read = std::sscanf(text.c_str(), "%4d-%2d-%2d%*1[ T]%2d:%2d%n", &day.tm_year, &day.tm_mon, &day.tm_mday,
                                 &day.tm_hour, &day.tm_min, &length);
    if (read != 5 || static_cast<std::size_t>(length) != text.size() || !is_time(day.tm_hour, day.tm_min)) return {};
    day.tm_year -= 1900;
    --day.tm_mon;
    return instant_of(day);
}

std::optional<std::int64_t> whole(const std::string& text) {
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return number;
}

}  // namespace

Result<Instant> moment_in(const std::string& text, Instant now) {
    if (const auto number = whole(text)) {
        if (*number == 0 || *number >= epoch_ms_least) return Instant{*number};
        return Error{"bad_value", "", "\"" + text + "\" has no unit: say " + text + "m or " + text + "h"};
    }
    if (const auto span = parse_duration(text); span && *span > Milliseconds{0}) return now + *span;
    if (const auto at = time_of_day(text, now)) return *at;
    if (const auto at = date_and_time(text)) return *at;
    return Error{"bad_value", "",
                 "\"" + text + "\" is no moment: say 30m, 23:00, \"2026-12-06 01:30\", or ms since the Unix epoch"};
}

}  // namespace paraat::cli
