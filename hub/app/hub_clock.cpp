#include "hub/app/hub_clock.hpp"

#include <ctime>

#include <algorithm>

namespace paraat::app {
namespace {

Milliseconds read(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return std::chrono::duration_cast<Milliseconds>(std::chrono::seconds{now.tv_sec} +
                                                    std::chrono::nanoseconds{now.tv_nsec});
}

Instant wall_clock() {
    return Instant{read(CLOCK_REALTIME).count()};
}

}  // namespace

HubClock::HubClock(Instant not_before)
    : start_(std::max(wall_clock(), not_before)), booted_at_start_(read(CLOCK_BOOTTIME)) {}

Instant HubClock::now() const {
    return start_ + (read(CLOCK_BOOTTIME) - booted_at_start_);
}

Milliseconds HubClock::offset() const {
    return wall_clock() - now();
}

}  // namespace paraat::app
