#include "hub/core/local_clock.hpp"

#include <array>
#include <cstdio>

namespace paraat::core {
namespace {

constexpr Milliseconds half_a_day = std::chrono::hours{12};

std::chrono::sys_time<Milliseconds> as_time(Instant reading) {
    return std::chrono::sys_time<Milliseconds>{Milliseconds{reading.ms}};
}

std::chrono::sys_days day_of(Instant reading) {
    return std::chrono::floor<std::chrono::days>(as_time(reading));
}

}  // namespace

Instant LocalClock::reading(Instant at) const {
    int ahead = rules_.minute_of_week(at) - minute_of_week_utc(at);
    if (ahead > minutes_a_week / 2) ahead -= minutes_a_week;
    if (ahead < -minutes_a_week / 2) ahead += minutes_a_week;
    return at + std::chrono::minutes{ahead};
}

std::string LocalClock::date(Instant at) const {
    const std::chrono::year_month_day day{day_of(reading(at))};
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    return text.data();
}

std::string LocalClock::time(Instant at) const {
    const Instant shown = reading(at);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(as_time(shown) - day_of(shown));
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%02d:%02d", static_cast<int>(minutes.count() / 60),
                  static_cast<int>(minutes.count() % 60));
    return text.data();
}

Instant LocalClock::on(std::chrono::sys_days date, Milliseconds time_of_day) const {
    const Instant wanted{std::chrono::duration_cast<Milliseconds>(date.time_since_epoch()).count() +
                         time_of_day.count()};
    const Milliseconds before = offset(wanted - half_a_day);
    const Milliseconds after = offset(wanted + half_a_day);
    const Instant by_after = wanted - after;
    const bool is_after_the_change = offset(wanted - before) != before && offset(by_after) == after;
    return is_after_the_change ? by_after : wanted - before;
}

Instant LocalClock::next(Milliseconds time_of_day, Instant at) const {
    std::chrono::sys_days date = day_of(reading(at));
    Instant found = on(date, time_of_day);
    while (found <= at) found = on(date += std::chrono::days{1}, time_of_day);
    return found;
}

}  // namespace paraat::core
