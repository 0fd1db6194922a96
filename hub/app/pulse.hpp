#pragma once

#include <atomic>
#include <chrono>

#include "hub/base/time.hpp"

namespace paraat::app {

// When a thread last came round. It beats once a round; any other thread may ask how long ago that was.
class Pulse {
public:
    // Longer than any wait that a round may lawfully have.
    static constexpr Milliseconds quiet_most = std::chrono::seconds{10};

    void beat() { at_ms_ = now_ms(); }
    bool has_stopped(Milliseconds most = quiet_most) const { return now_ms() - at_ms_ > most.count(); }

private:
    static std::int64_t now_ms() {
        return std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
    }

    std::atomic<std::int64_t> at_ms_{now_ms()};
};

}  // namespace paraat::app
