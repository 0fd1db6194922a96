#include "hub/codec/cap/moment.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "hub/base/utf8.hpp"

namespace paraat::codec::cap {
namespace {

constexpr std::int32_t farthest_zone = 14 * 60;

// Takes text from the left.
class Pieces {
public:
    explicit Pieces(std::string_view text) : rest_(text) {}

    // Exactly so many digits.
    std::optional<int> number(std::size_t digits) {
        if (rest_.size() < digits) return std::nullopt;
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (!is_digit(rest_[i])) return std::nullopt;
            value = value * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(digits);
        return value;
    }

    bool takes(char c) {
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    bool is_over() const { return rest_.empty(); }
    bool next_is_digit() const { return !rest_.empty() && is_digit(rest_.front()); }

private:
    std::string_view rest_;
};

struct Fields {
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int milliseconds = 0;
    int offset_minutes = 0;
    std::string remark;
};

bool takes_into(Pieces& pieces, std::size_t digits, int& value) {
    const auto number = pieces.number(digits);
    if (number) value = *number;
    return number.has_value();
}

void add(std::string& remarks, std::string_view remark) {
    if (!remarks.empty()) remarks += ", ";
    remarks += remark;
}

bool read_date_and_time(Pieces& pieces, Fields& fields) {
    if (!takes_into(pieces, 4, fields.year) || !pieces.takes('-') || !takes_into(pieces, 2, fields.month) ||
        !pieces.takes('-') || !takes_into(pieces, 2, fields.day)) {
        return false;
    }
    if (!pieces.takes('T')) {
        if (!pieces.takes(' ') && !pieces.takes('t')) return false;
        add(fields.remark, "it has no T before its hour");
    }
    return takes_into(pieces, 2, fields.hour) && pieces.takes(':') && takes_into(pieces, 2, fields.minute) &&
           pieces.takes(':') && takes_into(pieces, 2, fields.second);
}

void read_fraction(Pieces& pieces, Fields& fields) {
    int weight = 100;
    while (pieces.next_is_digit()) {
        fields.milliseconds += *pieces.number(1) * weight;
        weight /= 10;
    }
    add(fields.remark, "it has a fraction of a second");
}

bool read_zone(Pieces& pieces, Fields& fields) {
    if (pieces.is_over()) {
        add(fields.remark, "it has no zone, UTC is assumed");
        return true;
    }
    if (pieces.takes('Z') || pieces.takes('z')) {
        add(fields.remark, "it has Z for a zone");
        return true;
    }
    const bool is_west = pieces.takes('-');
    if (!is_west && !pieces.takes('+')) return false;
    int hours = 0;
    int minutes = 0;
    if (!takes_into(pieces, 2, hours)) return false;
    if (!pieces.takes(':')) add(fields.remark, "its zone has no colon");
    if (!takes_into(pieces, 2, minutes) || minutes > 59) return false;
    fields.offset_minutes = (hours * 60 + minutes) * (is_west ? -1 : 1);
    return std::abs(fields.offset_minutes) <= farthest_zone;
}

}  // namespace

std::optional<MomentReading> read_moment(std::string_view text) {
    if (text.size() > 64) return std::nullopt;
    Pieces pieces(text);
    Fields fields;
    if (!read_date_and_time(pieces, fields)) return std::nullopt;
    if (pieces.takes('.')) {
        if (!pieces.next_is_digit()) return std::nullopt;
        read_fraction(pieces, fields);
    }
    if (!read_zone(pieces, fields) || !pieces.is_over()) return std::nullopt;
    using namespace std::chrono;
    const year_month_day date{year{fields.year}, month{static_cast<unsigned>(fields.month)},
                              day{static_cast<unsigned>(fields.day)}};
    // The end of a day may be written as its 24th hour.
    const bool is_end_of_day =
        fields.hour == 24 && fields.minute == 0 && fields.second == 0 && fields.milliseconds == 0;
    if (!date.ok() || fields.year == 0 || (fields.hour > 23 && !is_end_of_day) || fields.minute > 59 ||
        fields.second > 59) {
        return std::nullopt;
    }
    const auto since = sys_days{date}.time_since_epoch() + hours{fields.hour} +
                       minutes{fields.minute - fields.offset_minutes} + seconds{fields.second} +
                       milliseconds{fields.milliseconds};
    const Moment moment{Instant{duration_cast<milliseconds>(since).count()}, fields.offset_minutes};
    return MomentReading{moment, std::move(fields.remark)};
}

std::string written(Moment moment) {
    using namespace std::chrono;
    const auto local =
        floor<seconds>(sys_time<milliseconds>{milliseconds{moment.at.ms}} + minutes{moment.offset_minutes});
    const auto day = floor<days>(local);
    const year_month_day date{day};
    const hh_mm_ss time{local - day};
    const auto offset = std::abs(moment.offset_minutes);
    std::array<char, 64> text{};
    const int size = std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d%c%02d:%02d",
                                   static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                   static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                                   static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                                   moment.offset_minutes > 0 ? '+' : '-', offset / 60, offset % 60);
    return std::string(text.data(), static_cast<std::size_t>(size));
}

}  // namespace paraat::codec::cap
