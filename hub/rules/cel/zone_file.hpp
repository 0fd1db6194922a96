#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace paraat::rules::cel {

// What the clocks of a zone do in each year after the last change that its file lists (POSIX.1, "TZ").
struct YearlyRule {
    // The week'th weekday of a month, the fifth being the last; or a day of the year, month 0.
    struct Day {
        int month = 0;
        int week = 0;
        int day = 0;
        bool skips_leap_day = false;
        std::int64_t seconds = 7'200;  // of the local day
    };
    std::int64_t standard = 0;  // seconds before UTC
    std::int64_t summer = 0;
    std::optional<Day> begins;  // of summer time; nullopt = there is none
    Day ends;

    static std::optional<YearlyRule> read(std::string_view text);
    std::int64_t offset_at(std::int64_t seconds) const;
};

// A zone of the system's database, in the format of RFC 8536. Immutable.
class ZoneFile {
public:
    // Null when there is none of that name, or it is not one.
    static std::shared_ptr<const ZoneFile> read(const std::string& name);
    static std::shared_ptr<const ZoneFile> parse(std::string_view bytes);

    std::int64_t offset_at(std::int64_t seconds) const;

private:
    struct Change {
        std::int64_t at;
        std::int64_t offset;  // from then on
    };
    std::vector<Change> changes_;
    std::int64_t before_ = 0;  // the first change
    std::optional<YearlyRule> after_;
};

}  // namespace paraat::rules::cel
