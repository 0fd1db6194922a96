#pragma once

#include "hub/base/time.hpp"

namespace paraat::app {

// The hub's time: the wall clock at the start, never below the journal's newest moment, then advanced by the time since
// boot, which no clock change moves. May be read by any thread.
class HubClock {
public:
    explicit HubClock(Instant not_before);

    Instant now() const;
    // How far the wall clock is ahead of the hub's time.
    Milliseconds offset() const;

private:
    Instant start_;
    Milliseconds booted_at_start_;
};

}  // namespace paraat::app
