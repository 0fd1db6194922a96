#include "hub/app/hub_clock.hpp"

#include <ctime>

#include <algorithm>

namespace paraat::app {
namespace {

using std::chrono::nanoseconds;

class SystemTime : public TimeSource {
public:
    nanoseconds since_epoch() const override { return read(CLOCK_REALTIME); }
    nanoseconds since_boot() const override { return read(CLOCK_BOOTTIME); }

private:
    static nanoseconds read(clockid_t clock) {
        timespec now{};
        clock_gettime(clock, &now);
        return std::chrono::seconds{now.tv_sec} + nanoseconds{now.tv_nsec};
    }
};

Milliseconds in_ms(nanoseconds span) {
    return std::chrono::duration_cast<Milliseconds>(span);
}

}  // namespace

const TimeSource& system_time() {
    static const SystemTime source;
    return source;
}

HubClock::HubClock(Instant not_before, const TimeSource& source)
    : source_(source),
      time_(std::max<nanoseconds>(source.since_epoch(), Milliseconds{not_before.ms})),
      booted_(source.since_boot()) {}

nanoseconds HubClock::advance() const {
    const nanoseconds booted = source_.since_boot();
    const nanoseconds passed = std::max(booted - booted_, nanoseconds{0});
    booted_ += passed;
    time_ += passed;
    const nanoseconds offset = source_.since_epoch() - time_;
    if (std::chrono::abs(offset) > offset_most) is_slewing_ = true;
    if (is_slewing_) {
        const nanoseconds most = passed / slew_part;
        time_ += std::clamp(offset, -most, most);
        is_slewing_ = std::chrono::abs(offset) > most;
    }
    return time_;
}

Instant HubClock::now() const {
    std::lock_guard lock(mutex_);
    return Instant{in_ms(advance()).count()};
}

Milliseconds HubClock::offset() const {
    std::lock_guard lock(mutex_);
    return in_ms(source_.since_epoch() - advance());
}

}  // namespace paraat::app
