#include <chrono>

#include "hub/rules/cel/zone_file.hpp"

namespace paraat::rules::cel {
namespace {

// The text of a rule, read from the front: "CET-1CEST,M3.5.0,M10.5.0/3".
class RuleText {
public:
    explicit RuleText(std::string_view text) : rest_(text) {}

    bool is_done() const { return rest_.empty(); }
    bool takes(char sign) {
        if (rest_.empty() || rest_.front() != sign) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool takes_name() {
        const std::size_t end = rest_.starts_with('<') ? rest_.find('>') : rest_.find_first_of("+-,0123456789");
        if (end == 0 || (rest_.starts_with('<') && end == std::string_view::npos)) return false;
        rest_.remove_prefix(std::min(rest_.size(), end + (rest_.starts_with('<') ? 1 : 0)));
        return true;
    }
    std::optional<int> number() {
        std::size_t digits = 0;
        int value = 0;
        while (digits < rest_.size() && digits < 4 && rest_[digits] >= '0' && rest_[digits] <= '9') {
            value = value * 10 + (rest_[digits++] - '0');
        }
        if (digits == 0) return std::nullopt;
        rest_.remove_prefix(digits);
        return value;
    }
    // "-5:30", in seconds
    std::optional<std::int64_t> clock() {
        const bool is_negative = takes('-');
        if (!is_negative) takes('+');
        std::int64_t total = 0;
        std::int64_t unit = 3'600;
        do {
            const auto part = number();
            if (!part) return std::nullopt;
            total += *part * unit;
            unit /= 60;
        } while (unit > 0 && takes(':'));
        return is_negative ? -total : total;
    }
    // "M3.5.0/2", "J60", "59"
    std::optional<YearlyRule::Day> day() {
        YearlyRule::Day day;
        const bool is_month = takes('M');
        day.skips_leap_day = !is_month && takes('J');
        const auto first = number();
        if (!first) return std::nullopt;
        day.day = *first;
        if (is_month) {
            const auto week = takes('.') ? number() : std::nullopt;
            const auto weekday = takes('.') ? number() : std::nullopt;
            if (!week || !weekday || *first < 1 || *first > 12 || *weekday > 6) return std::nullopt;
            day.month = *first;
            day.week = *week;
            day.day = *weekday;
        }
        if (takes('/')) {
            const auto at = clock();
            if (!at) return std::nullopt;
            day.seconds = *at;
        }
        return day;
    }

private:
    std::string_view rest_;
};

// Seconds since the epoch, by the local clock, when a day's hour comes in a year.
std::int64_t local_time(const YearlyRule::Day& day, std::chrono::year year) {
    using namespace std::chrono;
    sys_days date = sys_days{year / January / 1};
    if (day.month != 0) {
        const month in{static_cast<unsigned>(day.month)};
        const weekday on{static_cast<unsigned>(day.day)};
        date =
            day.week >= 5 ? sys_days{year / in / on[last]} : sys_days{year / in / on[static_cast<unsigned>(day.week)]};
    } else if (day.skips_leap_day) {
        date += days{day.day - 1 + (year.is_leap() && day.day >= 60 ? 1 : 0)};
    } else {
        date += days{day.day};
    }
    return date.time_since_epoch().count() * 86'400 + day.seconds;
}

}  // namespace

std::optional<YearlyRule> YearlyRule::read(std::string_view text) {
    RuleText in(text);
    YearlyRule rule;
    if (!in.takes_name()) return std::nullopt;
    const auto west = in.clock();
    if (!west) return std::nullopt;
    rule.standard = rule.summer = -*west;
    if (in.is_done()) return rule;
    if (!in.takes_name()) return std::nullopt;
    rule.summer = rule.standard + 3'600;
    if (!in.takes(',')) {
        const auto summer_west = in.clock();
        if (!summer_west || !in.takes(',')) return std::nullopt;
        rule.summer = -*summer_west;
    }
    rule.begins = in.day();
    const auto ends = in.takes(',') ? in.day() : std::nullopt;
    if (!rule.begins || !ends) return std::nullopt;
    rule.ends = *ends;
    return rule;
}

std::int64_t YearlyRule::offset_at(std::int64_t seconds) const {
    if (!begins) return standard;
    using namespace std::chrono;
    const sys_seconds local{std::chrono::seconds{seconds + standard}};
    const year_month_day date{floor<days>(local)};
    const std::int64_t from = local_time(*begins, date.year()) - standard;
    const std::int64_t until = local_time(ends, date.year()) - summer;
    const bool is_summer = from < until ? seconds >= from && seconds < until : seconds >= from || seconds < until;
    return is_summer ? summer : standard;
}

}  // namespace paraat::rules::cel
