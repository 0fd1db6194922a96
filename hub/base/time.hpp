#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace paraat {

using Milliseconds = std::chrono::milliseconds;

// A moment: milliseconds since the Unix epoch, UTC, as on the wire. The hub's moments come from its own clock and
// never go back; a device's moments are claims.
struct Instant {
    std::int64_t ms = 0;

    auto operator<=>(const Instant&) const = default;
    Instant operator+(Milliseconds span) const { return Instant{ms + span.count()}; }
    Instant operator-(Milliseconds span) const { return Instant{ms - span.count()}; }
    Milliseconds operator-(Instant other) const { return Milliseconds{ms - other.ms}; }
};

// Farther than any date that the hub takes; "never".
inline constexpr Instant never{INT64_MAX};

}  // namespace paraat
