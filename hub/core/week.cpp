#include "hub/core/week.hpp"

#include <algorithm>

#include "hub/core/reach.hpp"

namespace paraat::core {
namespace {

constexpr int minutes_an_hour = 60;
constexpr Milliseconds a_minute = std::chrono::minutes{1};

// A window that ends at midnight ends on the day before.
std::string day_and_time(int minute, bool is_end) {
    static constexpr const char* days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    int day = minute / minutes_a_day;
    int time = minute % minutes_a_day;
    if (is_end && time == 0) {
        day = (day + 6) % 7;
        time = minutes_a_day;
    }
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return std::string(days[day]) + " " + two(time / minutes_an_hour) + ":" + two(time % minutes_an_hour);
}

}  // namespace

Week::Week(const RuleQuestions& rules, Instant now) : ends_(now + reach_span) {
    // From the last full minute on, which is where a minute of the week begins.
    Instant at{now.ms - now.ms % a_minute.count()};
    while (at < ends_) {
        const int minute = rules.minute_of_week(at);
        slots_.push_back({at, minute});
        at = at + a_minute * (minutes_an_hour - minute % minutes_an_hour);
    }
    slots_.front().at = now;
}

int Week::minute_at(Instant at) const {
    const auto after = std::upper_bound(slots_.begin(), slots_.end(), at,
                                        [](Instant moment, const Slot& slot) { return moment < slot.at; });
    const Slot& slot = after == slots_.begin() ? slots_.front() : *std::prev(after);
    const Instant began{slot.at.ms - slot.at.ms % a_minute.count()};
    return static_cast<int>((slot.minute + (at - began) / a_minute) % minutes_a_week);
}

std::vector<Instant> Week::edges_of(const Hours& hours) const {
    std::vector<Instant> edges;
    for (const Slot& slot : slots_) {
        const Instant began{slot.at.ms - slot.at.ms % a_minute.count()};
        for (const int edge : {static_cast<int>(hours.from), hours.to % minutes_a_day}) {
            const int ahead = edge - slot.minute % minutes_a_day;
            const Instant at = began + a_minute * ahead;
            const bool is_in_slot = ahead >= 0 && ahead < minutes_an_hour - slot.minute % minutes_an_hour;
            if (is_in_slot && at > begins() && at < ends_) edges.push_back(at);
        }
    }
    return edges;
}

std::string Week::text(Instant from, Instant until) const {
    if (from == begins() && until == ends_) return "mon 00:00-sun 24:00";
    return day_and_time(minute_at(from), false) + "-" + day_and_time(minute_at(until), true);
}

}  // namespace paraat::core
