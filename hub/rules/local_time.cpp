#include "hub/rules/local_time.hpp"

#include <array>
#include <chrono>
#include <cstdio>

#include "hub/rules/cel/moment.hpp"
#include "hub/rules/cel/zone.hpp"

namespace paraat::rules {
namespace {

using Days = std::chrono::sys_days;

Days day_of(std::int64_t year, std::int64_t month, std::int64_t day) {
    return std::chrono::year{static_cast<int>(year)} / std::chrono::month{static_cast<unsigned>(month)} /
           std::chrono::day{static_cast<unsigned>(day)};
}

Days easter(std::int64_t year) {
    const std::int64_t a = year % 19, b = year / 100, c = year % 100;
    const std::int64_t d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    const std::int64_t h = (19 * a + b - d - g + 15) % 30;
    const std::int64_t i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    const std::int64_t m = (a + 11 * h + 22 * l) / 451;
    const std::int64_t sum = h + l - 7 * m + 114;
    return day_of(year, sum / 31, sum % 31 + 1);
}

// The 27th of April, the day before when that is a Sunday.
Days kings_day(std::int64_t year) {
    const Days day = day_of(year, 4, 27);
    return std::chrono::weekday{day} == std::chrono::Sunday ? day - std::chrono::days{1} : day;
}

}  // namespace

LocalTime local_time(Instant moment) {
    const std::int64_t seconds = cel::timestamp_of(moment).seconds;
    const cel::Calendar shown = cel::calendar_of(seconds + cel::offset_at(centre_zone, seconds).value_or(0));
    LocalTime local{shown.year, shown.month + 1, shown.day + 1, shown.hours, shown.minutes, {}, {}, {}};
    std::array<char, 32> date{};
    std::snprintf(date.data(), date.size(), "%04d-%02d-%02d", static_cast<int>(local.year),
                  static_cast<int>(local.month), static_cast<int>(local.day));
    local.date = date.data();
    local.weekday = weekdays()[static_cast<std::size_t>((shown.day_of_week + 6) % 7)];
    local.holiday = holiday_of(local.year, local.month, local.day);
    return local;
}

int minute_of_week(Instant moment) {
    const std::int64_t seconds = cel::timestamp_of(moment).seconds;
    const cel::Calendar shown = cel::calendar_of(seconds + cel::offset_at(centre_zone, seconds).value_or(0));
    const std::int64_t day = (shown.day_of_week + 6) % 7;
    return static_cast<int>((day * 24 + shown.hours) * 60 + shown.minutes);
}

const std::vector<std::string>& weekdays() {
    static const std::vector<std::string> all = {"monday", "tuesday",  "wednesday", "thursday",
                                                 "friday", "saturday", "sunday"};
    return all;
}

const std::vector<std::string>& holidays() {
    static const std::vector<std::string> all = {"new_years_day", "good_friday",    "easter",     "easter_monday",
                                                 "kings_day",     "liberation_day", "ascension",  "pentecost",
                                                 "whit_monday",   "christmas",      "boxing_day", "new_years_eve"};
    return all;
}

std::string holiday_of(std::int64_t year, std::int64_t month, std::int64_t day) {
    using std::chrono::days;
    const Days today = day_of(year, month, day);
    const Days sunday = easter(year);
    // In the order of holidays().
    const std::array<Days, 12> dates = {day_of(year, 1, 1),   sunday - days{2},     sunday,
                                        sunday + days{1},     kings_day(year),      day_of(year, 5, 5),
                                        sunday + days{39},    sunday + days{49},    sunday + days{50},
                                        day_of(year, 12, 25), day_of(year, 12, 26), day_of(year, 12, 31)};
    for (std::size_t i = 0; i < dates.size(); ++i) {
        if (dates[i] == today) return holidays()[i];
    }
    return {};
}

}  // namespace paraat::rules
