#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "hub/base/time.hpp"

// Spans and points of time as the language has them, to the nanosecond (cel-spec, "Overflow", "Date/Time Functions").
namespace paraat::rules::cel {

// What it came to, or a sentence. What a text says is not repeated in it: that may be logged.
template <class T>
using Possible = tl::expected<T, std::string>;

// At most 292 years to either side: nanoseconds in 64 bits.
struct Duration {
    std::int64_t nanoseconds = 0;

    auto operator<=>(const Duration&) const = default;
};

// Of the years 1 to 9999, UTC.
struct Timestamp {
    std::int64_t seconds = 0;      // since the Unix epoch
    std::int32_t nanoseconds = 0;  // 0 to 999,999,999, after that second

    auto operator<=>(const Timestamp&) const = default;
};

// From and to what the hub counts in; what does not fit becomes the nearest that does.
Duration duration_of(Milliseconds span);
Milliseconds milliseconds_of(Duration span);
Timestamp timestamp_of(Instant moment);

// "1h30m", "-1.5h", "250ms", "0"
Possible<Duration> read_duration(std::string_view text);
// Seconds with as many digits as it takes: "5400s", "0.25s".
std::string to_seconds(Duration span);

// RFC 3339: "2025-11-24T09:30:00.5+01:00"
Possible<Timestamp> read_timestamp(std::string_view text);
// RFC 3339 in UTC.
std::string to_rfc3339(Timestamp moment);

// Refused when they leave the range.
Possible<Timestamp> timestamp_at(std::int64_t seconds, std::int32_t nanoseconds);
Possible<Duration> sum(Duration a, Duration b);
Possible<Duration> difference(Duration a, Duration b);
Possible<Timestamp> sum(Timestamp moment, Duration span);
Possible<Timestamp> difference(Timestamp moment, Duration span);
Possible<Duration> difference(Timestamp a, Timestamp b);

// A point of time as a calendar and a clock show it; months, days and weekdays count from 0, Sunday first.
struct Calendar {
    std::int64_t year = 0;
    std::int64_t month = 0;
    std::int64_t day = 0;
    std::int64_t day_of_week = 0;
    std::int64_t day_of_year = 0;
    std::int64_t hours = 0;
    std::int64_t minutes = 0;
    std::int64_t seconds = 0;
};
Calendar calendar_of(std::int64_t seconds);

}  // namespace paraat::rules::cel
