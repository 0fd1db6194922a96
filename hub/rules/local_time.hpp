#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/time.hpp"

namespace paraat::rules {

// A moment as calendar and clock show it where the centre is.
struct LocalTime {
    std::int64_t year = 0;
    std::int64_t month = 0;   // 1 to 12
    std::int64_t day = 0;     // 1 to 31
    std::int64_t hour = 0;    // 0 to 23
    std::int64_t minute = 0;  // 0 to 59
    std::string date;         // "2026-04-27"
    std::string weekday;      // "monday"
    std::string holiday;      // "kings_day"; empty on other days
};

inline constexpr std::string_view centre_zone = "Europe/Amsterdam";

// UTC where the machine has no zone files.
LocalTime local_time(Instant moment);

// From Monday 00:00 of that clock.
int minute_of_week(Instant moment);

// "monday" first.
const std::vector<std::string>& weekdays();

// The days of the Netherlands that are holidays, or that the centre plans for as if they were: those of the
// Algemene termijnenwet, Liberation Day, and New Year's Eve.
const std::vector<std::string>& holidays();
// Empty when it is none. Easter by the anonymous Gregorian computus (Meeus, "Astronomical Algorithms", chapter 8).
std::string holiday_of(std::int64_t year, std::int64_t month, std::int64_t day);

}  // namespace paraat::rules
