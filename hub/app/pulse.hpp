#pragma once

#include <atomic>
#include <chrono>

#include "hub/base/time.hpp"

namespace paraat::app {

// When a thread last came round. It beats once a round; any other thread may ask how long ago that was.
class Pulse {
public:
    using Moment = std::chrono::steady_clock::time_point;

    explicit Pulse(Moment now) : at_(now) {}

    void beat(Moment now) { at_ = now; }
    Milliseconds quiet(Moment now) const { return std::chrono::duration_cast<Milliseconds>(now - at_.load()); }

private:
    std::atomic<Moment> at_;
};

}  // namespace paraat::app
