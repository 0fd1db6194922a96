#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hub/base/time.hpp"

namespace paraat::codec::cot {

struct Moment {
    Instant at;
    bool is_without_zone = false;  // then taken as UTC
};

// ISO 8601 with a date, a time of day, a fraction of any digits (what is below a millisecond is cut off) and a zone, in
// the years 1970 to 9999.
std::optional<Moment> read_moment(std::string_view text);

// "2026-11-27T21:05:00.250Z". Of an instant outside those years the nearest.
std::string written_moment(Instant at);

}  // namespace paraat::codec::cot
