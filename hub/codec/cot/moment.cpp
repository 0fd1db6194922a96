#include "hub/codec/cot/moment.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "hub/base/utf8.hpp"

namespace paraat::codec::cot {
namespace {

constexpr std::size_t moment_most = 64;  // bytes
constexpr Instant latest{253'402'300'799'999};

// Takes what it is asked for from the front of a text; after something that is not there, nothing is.
class Figures {
public:
    explicit Figures(std::string_view text) : rest_(text) {}

    bool is_good() const { return is_good_; }
    std::string_view rest() const { return rest_; }
    int number(std::size_t digits, int most) {
        if (rest_.size() < digits) return fail();
        int value = 0;
        for (const char c : rest_.substr(0, digits)) {
            if (!is_digit(c)) return fail();
            value = value * 10 + (c - '0');
        }
        rest_.remove_prefix(digits);
        return value <= most ? value : fail();
    }
    bool takes(std::string_view any_of) {
        if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void expect(std::string_view any_of) {
        if (!takes(any_of)) fail();
    }
    // Thousandths of what follows a point.
    int thousandths() {
        int value = 0;
        int left = 3;
        if (rest_.empty() || !is_digit(rest_.front())) return fail();
        for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1)) {
            if (left > 0) value = value * 10 + (rest_.front() - '0');
            left = std::max(left - 1, 0);
        }
        for (; left > 0; --left) value *= 10;
        return value;
    }

private:
    int fail() {
        is_good_ = false;
        rest_ = {};
        return 0;
    }

    std::string_view rest_;
    bool is_good_ = true;
};

// Minutes that it is ahead of UTC.
int zone(Figures& figures) {
    if (figures.takes("Zz")) return 0;
    const bool is_west = !figures.rest().empty() && figures.rest().front() == '-';
    figures.expect("+-");
    const int hours = figures.number(2, 23);
    figures.takes(":");
    const int minutes = figures.rest().empty() ? 0 : figures.number(2, 59);
    return (is_west ? -1 : 1) * (hours * 60 + minutes);
}

}  // namespace

std::optional<Moment> read_moment(std::string_view text) {
    if (text.size() > moment_most) return std::nullopt;
    Figures figures(text);
    const int year = figures.number(4, 9999);
    figures.expect("-");
    const int month = figures.number(2, 12);
    figures.expect("-");
    const int day = figures.number(2, 31);
    figures.expect("Tt ");
    const int hour = figures.number(2, 23);
    figures.expect(":");
    const int minute = figures.number(2, 59);
    figures.expect(":");
    const int second = figures.number(2, 60);  // a leap second is the one after it
    const int fraction = figures.takes(".,") ? figures.thousandths() : 0;
    Moment moment;
    moment.is_without_zone = figures.is_good() && figures.rest().empty();
    const int ahead = moment.is_without_zone ? 0 : zone(figures);
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!figures.is_good() || !figures.rest().empty() || !date.ok()) return std::nullopt;
    const auto days = std::chrono::sys_days{date}.time_since_epoch().count();
    const std::int64_t minutes = std::int64_t{days} * 1440 + hour * 60 + minute - ahead;
    moment.at = Instant{(minutes * 60 + second) * 1000 + fraction};
    const bool is_within = moment.at >= Instant{} && moment.at <= latest;
    return is_within ? std::optional(moment) : std::nullopt;
}

std::string written_moment(Instant at) {
    using namespace std::chrono;
    at = std::clamp(at, Instant{}, latest);
    const sys_time<Milliseconds> point{Milliseconds{at.ms}};
    const auto midnight = floor<days>(point);
    const year_month_day date{midnight};
    const hh_mm_ss time{point - midnight};
    char text[40];
    std::snprintf(text, sizeof(text), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    return text;
}

}  // namespace paraat::codec::cot
