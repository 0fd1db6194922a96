#include "tests/scenario/clock.hpp"

#include <array>
#include <cstdio>
#include <utility>

#include "hub/rules/cel/zone.hpp"
#include "hub/rules/local_time.hpp"

namespace paraat::scenario {
namespace {

constexpr std::array<std::pair<std::string_view, Milliseconds>, 4> units = {{{"s", std::chrono::seconds{1}},
                                                                             {"min", std::chrono::minutes{1}},
                                                                             {"h", std::chrono::hours{1}},
                                                                             {"days", std::chrono::hours{24}}}};

// Digits where the shape has them, and otherwise what it has.
bool has_shape(std::string_view text, std::string_view shape) {
    if (text.size() != shape.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == '0' ? !is_digit : text[i] != shape[i]) return false;
    }
    return true;
}

// Seconds of the local day and clock, as if there were no zones.
std::int64_t seconds_of(const std::string& date, const std::string& time) {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    std::sscanf(date.c_str(), "%d-%u-%u", &year, &month, &day);
    std::sscanf(time.c_str(), "%d:%d:%d", &hour, &minute, &second);
    const std::chrono::year_month_day whole{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    if (!whole.ok()) throw Mistake("there is no day " + date);
    if (hour > 23 || minute > 59 || second > 59) throw Mistake("there is no time " + time);
    const std::int64_t days = std::chrono::sys_days{whole}.time_since_epoch().count();
    return days * 86'400 + hour * 3'600 + minute * 60 + second;
}

std::int64_t offset_at(std::int64_t seconds) {
    const auto offset = rules::cel::offset_at(rules::centre_zone, seconds);
    if (!offset) throw Mistake(offset.error());
    return *offset;
}

Milliseconds span_of(const std::string& number, const std::string& unit) {
    Words words;
    words.put("number", number);
    for (const auto& [name, length] : units) {
        if (unit == name) return words.number("number") * length;
    }
    throw Mistake("\"after " + number + " " + unit + "\": a span is a number and s, min, h or days");
}

std::string two_digits(std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

bool is_time(std::string_view text) {
    return has_shape(text, "00:00") || has_shape(text, "00:00:00");
}

bool is_date(std::string_view text) {
    return has_shape(text, "0000-00-00");
}

Instant moment_of(const std::string& date, const std::string& time) {
    const std::int64_t local = seconds_of(date, time);
    // Summer's offset is the greater, so an hour that comes twice is met in summer time first.
    const std::int64_t in_summer = local - 7'200;
    return Instant{(local - offset_at(in_summer)) * 1'000};
}

std::string clock_text(Instant moment) {
    const rules::LocalTime local = rules::local_time(moment);
    return two_digits(local.hour) + ":" + two_digits(local.minute) + ":" + two_digits(moment.ms / 1'000 % 60);
}

std::string moment_text(Instant moment) {
    return rules::local_time(moment).date + " " + clock_text(moment);
}

When take_when(std::vector<Token>& line) {
    When when;
    const auto word = [&](std::size_t i) { return i < line.size() ? line[i].text : std::string(); };
    const auto drop = [&](std::ptrdiff_t count) { line.erase(line.begin(), line.begin() + count); };
    if (word(0) == "on" && is_date(word(1))) {
        when.date = word(1);
        drop(2);
    }
    if (is_time(word(0))) {
        when.time = word(0);
        drop(1);
    } else if (word(0) == "after") {
        when.span = span_of(word(1), word(2));
        drop(3);
    }
    return when;
}

}  // namespace paraat::scenario
