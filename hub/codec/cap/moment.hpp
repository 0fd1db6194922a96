#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "hub/base/time.hpp"

namespace paraat::codec::cap {

// A time with the zone that its sender wrote it in, so that it is written the same.
struct Moment {
    Instant at;
    std::int32_t offset_minutes = 0;  // east of UTC, -840 .. 840

    bool operator==(const Moment&) const = default;
};

struct MomentReading {
    Moment moment;
    std::string remark;  // what is wrong with it and could be read all the same; empty when nothing
};

// "2026-11-27T21:00:00+01:00". Read with a remark: "Z" or "z" (the standard wants "-00:00"), a fraction of a second
// (cut to milliseconds), "+0100", no zone (taken as UTC), a blank for the T. Nullopt: no time, or one outside the years
// 1 to 9999.
std::optional<MomentReading> read_moment(std::string_view text);

// Whole seconds, rounded down; UTC as "-00:00".
std::string written(Moment moment);

}  // namespace paraat::codec::cap
