#pragma once

#include <chrono>

#include "hub/base/time.hpp"

namespace paraat::sdk {

// For what is said to others (sent_at). It may be set back; what waits counts by the steady clock.
inline Instant wall_clock() {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<Milliseconds>(since_epoch).count()};
}

}  // namespace paraat::sdk
