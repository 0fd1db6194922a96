#include "hub/core/escalation_policy.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace paraat::core {
namespace {

constexpr std::array<std::pair<std::string_view, Target::Kind>, 4> named = {{{"unit/", Target::Kind::unit},
                                                                             {"team/", Target::Kind::team},
                                                                             {"role/", Target::Kind::role},
                                                                             {"division/", Target::Kind::division}}};
constexpr std::array<std::pair<std::string_view, Target::Kind>, 3> relative = {
    {{"own/team", Target::Kind::own_team},
     {"own/coordinator", Target::Kind::own_coordinator},
     {"nearby/teams", Target::Kind::nearby_teams}}};

constexpr std::array<std::string_view, 7> day_names = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::optional<int> read_day(std::string_view text) {
    for (std::size_t day = 0; day < day_names.size(); ++day) {
        if (day_names[day] == text) return static_cast<int>(day);
    }
    return std::nullopt;
}

// "mon", "mon-fri", "fri-mon", "mon,wed"
std::optional<std::uint8_t> read_days(std::string_view text) {
    unsigned days = 0;
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(','));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        const auto dash = part.find('-');
        const auto first = read_day(part.substr(0, dash));
        const auto last = dash == std::string_view::npos ? first : read_day(part.substr(dash + 1));
        if (!first || !last) return std::nullopt;
        for (int day = *first;; day = (day + 1) % 7) {
            days |= 1U << static_cast<unsigned>(day);
            if (day == *last) break;
        }
    }
    return static_cast<std::uint8_t>(days);
}

// "07:30", and "24:00"
std::optional<std::int16_t> read_time_of_day(std::string_view text) {
    const auto digit = [&](std::size_t at) { return text[at] - '0'; };
    const auto is_digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    for (const std::size_t at : {0U, 1U, 3U, 4U}) {
        if (!is_digit(at)) return std::nullopt;
    }
    const int minute = (digit(0) * 10 + digit(1)) * 60 + digit(3) * 10 + digit(4);
    if (digit(3) > 5 || minute > minutes_a_day) return std::nullopt;
    return static_cast<std::int16_t>(minute);
}

std::string time_of_day(int minute) {
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(minute / 60) + ":" + two(minute % 60);
}

}  // namespace

int minute_of_week_utc(Instant at) {
    constexpr std::int64_t monday = 3 * minutes_a_day;
    const std::int64_t minutes = at.ms / 60'000 + monday;
    return static_cast<int>(((minutes % minutes_a_week) + minutes_a_week) % minutes_a_week);
}

bool Hours::contains(int minute) const {
    const int day = minute / minutes_a_day;
    const int time = minute % minutes_a_day;
    const auto begins_on = [&](int which) { return ((days >> static_cast<unsigned>(which)) & 1) != 0; };
    if (from < to) return begins_on(day) && time >= from && time < to;
    return (begins_on(day) && time >= from) || (begins_on((day + 6) % 7) && time < to);
}

std::string Hours::text() const {
    std::string text;
    for (std::size_t day = 0; day < day_names.size() && days != 127; ++day) {
        if (((days >> day) & 1) == 0) continue;
        text += (text.empty() ? "" : ",") + std::string(day_names[day]);
    }
    return text + (text.empty() ? "" : " ") + time_of_day(from) + "-" + time_of_day(to);
}

std::optional<Hours> Hours::parse(std::string_view text) {
    Hours hours;
    if (const auto space = text.find(' '); space != std::string_view::npos) {
        const auto days = read_days(text.substr(0, space));
        if (!days || *days == 0) return std::nullopt;
        hours.days = *days;
        text.remove_prefix(space + 1);
    }
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto from = read_time_of_day(text.substr(0, dash));
    const auto to = read_time_of_day(text.substr(dash + 1));
    if (!from || !to || *from == *to || *from == minutes_a_day) return std::nullopt;
    hours.from = *from;
    hours.to = *to;
    return hours;
}

std::string Target::text() const {
    for (const auto& [prefix, its_kind] : named) {
        if (kind == its_kind) return std::string(prefix) + name;
    }
    for (const auto& [word, its_kind] : relative) {
        if (kind == its_kind) return std::string(word);
    }
    return {};
}

std::optional<Target> Target::parse(std::string_view text) {
    for (const auto& [word, kind] : relative) {
        if (text == word) return Target{kind, {}};
    }
    for (const auto& [prefix, kind] : named) {
        if (text.starts_with(prefix) && text.size() > prefix.size() && text.size() <= prefix.size() + 32) {
            return Target{kind, std::string(text.substr(prefix.size()))};
        }
    }
    return std::nullopt;
}

bool EscalationPolicy::is_relative() const {
    return std::any_of(steps->begin(), steps->end(), [](const EscalationStep& step) {
        return std::any_of(step.targets.begin(), step.targets.end(), [](const Target& t) { return t.is_relative(); });
    });
}

}  // namespace paraat::core
