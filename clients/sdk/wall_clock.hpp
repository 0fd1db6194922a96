#pragma once

#include <chrono>

#include "hub/base/time.hpp"

namespace paraat::sdk {

// For what is said to others (sent_at). It may be set back; what waits counts by the steady clock.
inline Instant wall_clock() {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<Milliseconds>(since_epoch).count()};
}

// A clock that starts at the wall's and is not moved with it: waits are as long as they should be.
class SteadyWallClock {
public:
    Instant now() const {
        const auto passed = std::chrono::steady_clock::now() - steady_;
        return wall_ + std::chrono::duration_cast<Milliseconds>(passed);
    }

private:
    Instant wall_ = wall_clock();
    std::chrono::steady_clock::time_point steady_ = std::chrono::steady_clock::now();
};

}  // namespace paraat::sdk
