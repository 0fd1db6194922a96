#pragma once

#include <chrono>
#include <mutex>

#include "hub/base/time.hpp"

namespace paraat::app {

// Where the hub's clock reads time from; tests move it by hand. Both in nanoseconds.
class TimeSource {
public:
    virtual ~TimeSource() = default;
    virtual std::chrono::nanoseconds since_epoch() const = 0;  // the wall clock: may jump
    virtual std::chrono::nanoseconds since_boot() const = 0;   // counts sleep too, and no clock change moves it
};

const TimeSource& system_time();

// The hub's time: the wall clock at the start, never below the journal's newest moment, then advanced by the time since
// boot. It never goes back and never jumps: a wall clock that is off by more than `offset_most` is approached by at
// most `slew_part` of the time that passes, until it is reached. May be read by any thread.
class HubClock {
public:
    static constexpr Milliseconds offset_most = std::chrono::seconds{2};
    static constexpr int slew_part = 100;  // one hundredth: a deadline of a minute comes within 0.6 s of it

    explicit HubClock(Instant not_before, const TimeSource& source = system_time());

    Instant now() const;
    // How far the wall clock is ahead of the hub's time.
    Milliseconds offset() const;

private:
    std::chrono::nanoseconds advance() const;  // with the lock held

    const TimeSource& source_;
    mutable std::mutex mutex_;
    mutable std::chrono::nanoseconds time_;
    mutable std::chrono::nanoseconds booted_;  // when time_ was right
    mutable bool is_slewing_ = false;
};

}  // namespace paraat::app
