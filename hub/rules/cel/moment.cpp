#include "hub/rules/cel/moment.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <optional>

#include "hub/base/utf8.hpp"

namespace paraat::rules::cel {
namespace {

__extension__ typedef __int128 Wide;  // holds whatever the digits of any unit come to

constexpr std::int64_t a_second = 1'000'000'000;        // nanoseconds
constexpr std::int64_t moment_least = -62'135'596'800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t moment_most = 253'402'300'799;   // 9999-12-31T23:59:59Z

const char* const no_duration = "this is no duration like \"90s\", \"5m\" or \"1h30m\"";
const char* const no_timestamp = "this is no time like \"2025-11-24T09:30:00Z\"";
const char* const span_range = "a duration is at most 292 years";
const char* const moment_range = "a time is of the years 1 to 9999";

tl::unexpected<std::string> no_time(const char* sentence) {
    return tl::unexpected(std::string(sentence));
}

struct Unit {
    std::string_view name;
    std::int64_t nanoseconds;
};
// The longer of two that begin alike comes first.
constexpr std::array<Unit, 7> units = {{{"ns", 1},
                                        {"us", 1'000},
                                        {"\xC2\xB5s", 1'000},
                                        {"ms", 1'000'000},
                                        {"h", 3'600 * a_second},
                                        {"m", 60 * a_second},
                                        {"s", a_second}}};

// "1.5h" at the front of a text, taken off it.
std::optional<Wide> take_part(std::string_view& rest) {
    constexpr int whole_most = 20;
    constexpr int fraction_most = 18;
    Wide whole = 0;
    Wide fraction = 0;
    Wide scale = 1;
    int digits = 0;
    bool has_digits = false;
    bool is_fraction = false;
    while (!rest.empty() && (is_digit(rest.front()) || (rest.front() == '.' && !is_fraction))) {
        const char c = rest.front();
        rest.remove_prefix(1);
        if (c == '.') {
            is_fraction = true;
            digits = 0;
            continue;
        }
        has_digits = true;
        if (is_fraction && digits < fraction_most) {
            fraction = fraction * 10 + (c - '0');
            scale *= 10;
            ++digits;
        } else if (!is_fraction) {
            if (whole > 0 && ++digits > whole_most) return std::nullopt;
            whole = whole * 10 + (c - '0');
        }
    }
    if (!has_digits) return std::nullopt;
    const auto unit =
        std::find_if(units.begin(), units.end(), [&](const Unit& one) { return rest.starts_with(one.name); });
    if (unit == units.end()) return std::nullopt;
    rest.remove_prefix(unit->name.size());
    return whole * unit->nanoseconds + fraction * unit->nanoseconds / scale;
}

std::string fraction_text(std::int64_t nanoseconds) {
    if (nanoseconds == 0) return {};
    std::array<char, 16> digits{};
    std::snprintf(digits.data(), digits.size(), ".%09lld", static_cast<long long>(nanoseconds));
    std::string text = digits.data();
    text.erase(text.find_last_not_of('0') + 1);
    return text;
}

// Reads "dd" and the like from the front of a text, and the sign that follows it.
class Digits {
public:
    explicit Digits(std::string_view text) : rest_(text) {}

    std::int64_t number(std::size_t digits) {
        std::int64_t value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (rest_.empty() || !is_digit(rest_.front())) return fail();
            value = value * 10 + (rest_.front() - '0');
            rest_.remove_prefix(1);
        }
        return value;
    }
    bool takes(char sign) {
        if (rest_.empty() || rest_.front() != sign) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void expect(char sign) {
        if (!takes(sign)) fail();
    }
    // Digits after a point, as nanoseconds.
    std::int64_t fraction() {
        if (!takes('.')) return 0;
        std::int64_t value = 0;
        std::int64_t scale = a_second;
        if (rest_.empty() || !is_digit(rest_.front())) return fail();
        while (!rest_.empty() && is_digit(rest_.front())) {
            scale /= 10;
            value += scale * (rest_.front() - '0');
            rest_.remove_prefix(1);
        }
        return value;
    }
    bool is_done() const { return !has_failed_ && rest_.empty(); }

private:
    std::int64_t fail() {
        has_failed_ = true;
        return 0;
    }

    std::string_view rest_;
    bool has_failed_ = false;
};

}  // namespace

Duration duration_of(Milliseconds span) {
    constexpr std::int64_t most = INT64_MAX / 1'000'000;
    return {std::clamp<std::int64_t>(span.count(), -most, most) * 1'000'000};
}

Milliseconds milliseconds_of(Duration span) {
    return Milliseconds{span.nanoseconds / 1'000'000};
}

Timestamp timestamp_of(Instant moment) {
    const std::int64_t ms = std::clamp<std::int64_t>(moment.ms, moment_least * 1'000, moment_most * 1'000 + 999);
    std::int64_t seconds = ms / 1'000;
    if (ms % 1'000 < 0) --seconds;
    return {seconds, static_cast<std::int32_t>((ms - seconds * 1'000) * 1'000'000)};
}

Possible<Duration> read_duration(std::string_view text) {
    const bool is_negative = text.starts_with("-");
    if (is_negative || text.starts_with("+")) text.remove_prefix(1);
    if (text == "0") return Duration{};
    if (text.empty()) return no_time(no_duration);
    Wide total = 0;
    while (!text.empty()) {
        const auto part = take_part(text);
        if (!part) return no_time(no_duration);
        total += *part;
        if (total > static_cast<Wide>(INT64_MAX) + 1) return no_time(span_range);
    }
    if (is_negative) total = -total;
    if (total > INT64_MAX) return no_time(span_range);
    return Duration{static_cast<std::int64_t>(total)};
}

std::string to_seconds(Duration span) {
    const std::int64_t whole = span.nanoseconds / a_second;
    const std::int64_t part = span.nanoseconds % a_second;
    const std::string sign = span.nanoseconds < 0 && whole == 0 ? "-" : "";
    return sign + std::to_string(whole) + fraction_text(part < 0 ? -part : part) + "s";
}

Possible<Timestamp> read_timestamp(std::string_view text) {
    Digits in(text);
    const std::int64_t year = in.number(4);
    in.expect('-');
    const std::int64_t month = in.number(2);
    in.expect('-');
    const std::int64_t day = in.number(2);
    in.expect('T');
    const std::int64_t hours = in.number(2);
    in.expect(':');
    const std::int64_t minutes = in.number(2);
    in.expect(':');
    const std::int64_t seconds = in.number(2);
    const std::int64_t nanoseconds = in.fraction();
    std::int64_t offset = 0;
    if (!in.takes('Z')) {
        const bool is_west = in.takes('-');
        if (!is_west) in.expect('+');
        const std::int64_t offset_hours = in.number(2);
        in.expect(':');
        const std::int64_t offset_minutes = in.number(2);
        if (offset_hours > 23 || offset_minutes > 59) return no_time(no_timestamp);
        offset = (is_west ? -1 : 1) * (offset_hours * 3'600 + offset_minutes * 60);
    }
    const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(year)},
                                           std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!in.is_done() || !date.ok() || hours > 23 || minutes > 59 || seconds > 59) return no_time(no_timestamp);
    const std::int64_t days = std::chrono::sys_days{date}.time_since_epoch().count();
    return timestamp_at(days * 86'400 + hours * 3'600 + minutes * 60 + seconds - offset,
                        static_cast<std::int32_t>(nanoseconds));
}

std::string to_rfc3339(Timestamp moment) {
    const Calendar at = calendar_of(moment.seconds);
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d", static_cast<int>(at.year),
                  static_cast<int>(at.month + 1), static_cast<int>(at.day + 1), static_cast<int>(at.hours),
                  static_cast<int>(at.minutes), static_cast<int>(at.seconds));
    return text.data() + fraction_text(moment.nanoseconds) + "Z";
}

Possible<Timestamp> timestamp_at(std::int64_t seconds, std::int32_t nanoseconds) {
    if (seconds < moment_least || seconds > moment_most) return no_time(moment_range);
    return Timestamp{seconds, nanoseconds};
}

Possible<Duration> sum(Duration a, Duration b) {
    Duration result;
    if (__builtin_add_overflow(a.nanoseconds, b.nanoseconds, &result.nanoseconds)) return no_time(span_range);
    return result;
}

Possible<Duration> difference(Duration a, Duration b) {
    Duration result;
    if (__builtin_sub_overflow(a.nanoseconds, b.nanoseconds, &result.nanoseconds)) return no_time(span_range);
    return result;
}

Possible<Timestamp> sum(Timestamp moment, Duration span) {
    std::int64_t nanoseconds = moment.nanoseconds + span.nanoseconds % a_second;
    std::int64_t seconds = moment.seconds + span.nanoseconds / a_second;
    if (nanoseconds < 0) {
        nanoseconds += a_second;
        --seconds;
    } else if (nanoseconds >= a_second) {
        nanoseconds -= a_second;
        ++seconds;
    }
    return timestamp_at(seconds, static_cast<std::int32_t>(nanoseconds));
}

Possible<Timestamp> difference(Timestamp moment, Duration span) {
    // The least duration has no opposite; halves of it have.
    if (span.nanoseconds != INT64_MIN) return sum(moment, Duration{-span.nanoseconds});
    const auto most = sum(moment, Duration{INT64_MAX});
    return most ? sum(*most, Duration{1}) : most;
}

Possible<Duration> difference(Timestamp a, Timestamp b) {
    const Wide apart = static_cast<Wide>(a.seconds - b.seconds) * a_second + (a.nanoseconds - b.nanoseconds);
    if (apart > INT64_MAX || apart < INT64_MIN) return no_time(span_range);
    return Duration{static_cast<std::int64_t>(apart)};
}

Calendar calendar_of(std::int64_t seconds) {
    const std::chrono::sys_seconds moment{std::chrono::seconds{seconds}};
    const auto midnight = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::year_month_day date{midnight};
    const std::chrono::hh_mm_ss clock{moment - midnight};
    const auto new_year = std::chrono::sys_days{date.year() / std::chrono::January / 1};
    return {int{date.year()},
            static_cast<std::int64_t>(unsigned{date.month()}) - 1,
            static_cast<std::int64_t>(unsigned{date.day()}) - 1,
            static_cast<std::int64_t>(std::chrono::weekday{midnight}.c_encoding()),
            (midnight - new_year).count(),
            clock.hours().count(),
            clock.minutes().count(),
            clock.seconds().count()};
}

}  // namespace paraat::rules::cel
