#pragma once

#include <cstdint>

#include "hub/base/time.hpp"

namespace paraat::cli {

// A longer gap between two records counts as this: real files are sorted by anything but time, and their gaps are
// years.
inline constexpr Milliseconds gap_most = std::chrono::minutes{10};

// How long a replay waits after the record of `before` until it sends the one of `at`, at `speed` times real time.
// A record that is older than the one before it follows at once.
Milliseconds pause_between(Instant before, Instant at, double speed);

}  // namespace paraat::cli
