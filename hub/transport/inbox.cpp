#include "hub/transport/inbox.hpp"

#include <algorithm>

namespace paraat::transport {
namespace {

// Beacons that a slow round may catch up with: a tenth of a second's.
constexpr std::int64_t bursts_per_second = 10;
// What a call of the system may bring: 64 KiB, of messages that are hardly more than their topic.
constexpr std::size_t read_at_once = 4'096;
constexpr std::size_t read_bytes_at_once = 512UL << 10;

}  // namespace

Instant steady_now() {
    return Instant{
        std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count()};
}

Inbox::Inbox(std::function<bool(const std::string&)> keeps, InboxLimits limits, std::function<Instant()> clock)
    : keeps_(std::move(keeps)), bytes_most_(limits.bytes), clock_(std::move(clock)) {
    if (limits.beacon_rate == 0) return;
    beacon_rate_.emplace(limits.beacon_rate, std::max<std::int64_t>(1, limits.beacon_rate / bursts_per_second));
}

void Inbox::put_alerts(std::vector<Inbound> messages) {
    {
        std::lock_guard lock(mutex_);
        arrived_alerts_ += messages.size();
        for (Inbound& message : messages) put_alert(std::move(message));
    }
    arrived_.notify_one();
}

void Inbox::put_alert(Inbound message) {
    if (alerts_.size() >= alerts_inbox_most || alert_bytes_ + size_of(message) > bytes_most_) {
        ++dropped_;
        return;
    }
    alert_bytes_ += size_of(message);
    alerts_.push_back(std::move(message));
}

bool Inbox::has_room() const {
    std::lock_guard lock(mutex_);
    return alerts_.size() + read_at_once <= alerts_inbox_most && alert_bytes_ + read_bytes_at_once <= bytes_most_;
}

void Inbox::put_beacons(std::vector<Inbound> messages) {
    bool is_waited_for = false;
    {
        std::lock_guard lock(mutex_);
        arrived_beacons_ += messages.size();
        for (Inbound& message : messages) is_waited_for |= put_beacon(std::move(message));
    }
    if (is_waited_for) arrived_.notify_one();
}

// Whether somebody may wait for it.
bool Inbox::put_beacon(Inbound message) {
    const bool is_kept = keeps_(message.payload);
    // Who waits for a token has set its clock; waking it for each beacon would cost what the rate is to save.
    const bool is_waited_for = is_kept || !beacon_rate_ || beacons_.empty();
    // Whatever becomes of it, an older one of the same topic has nothing more to say.
    const auto unread = by_topic_.find(message.topic);
    const bool had_turn = unread != by_topic_.end();
    if (had_turn) {
        beacon_bytes_ -= size_of(*unread->second);
        ++conflated_;
    }
    const bool has_room = beacon_bytes_ + size_of(message) <= bytes_most_;
    if (has_room && is_kept && kept_.size() < beacons_inbox_most) {
        // Kept ones are read first, so an older one would come after it and tell an old position.
        if (had_turn) forget(unread->second);
        beacon_bytes_ += size_of(message);
        kept_.push_back(std::move(message));
    } else if (has_room && had_turn) {
        beacon_bytes_ += size_of(message);
        *unread->second = std::move(message);
    } else if (has_room && beacons_.size() < beacons_inbox_most) {
        beacon_bytes_ += size_of(message);
        beacons_.push_back(std::move(message));
        by_topic_.emplace(beacons_.back().topic, std::prev(beacons_.end()));
    } else {
        if (had_turn) forget(unread->second);
        ++conflated_;  // its next one comes soon
    }
    return is_waited_for;
}

// Its bytes are counted by who asks for it.
void Inbox::forget(Beacons::iterator beacon) {
    by_topic_.erase(beacon->topic);
    beacons_.erase(beacon);
}

std::vector<Inbound> Inbox::take(std::size_t most, Milliseconds patience) {
    std::unique_lock lock(mutex_);
    wait(lock, patience);
    is_woken_ = false;
    std::vector<Inbound> taken;
    const auto take_from = [&](std::deque<Inbound>& queue, std::size_t& bytes) {
        while (!queue.empty() && taken.size() < most) {
            bytes -= size_of(queue.front());
            taken.push_back(std::move(queue.front()));
            queue.pop_front();
        }
    };
    take_from(kept_, beacon_bytes_);
    take_from(alerts_, alert_bytes_);
    const Instant now = clock_();
    while (!beacons_.empty() && taken.size() < most && (!beacon_rate_ || beacon_rate_->take(now))) {
        Inbound& next = beacons_.front();
        beacon_bytes_ -= size_of(next);
        by_topic_.erase(next.topic);
        taken.push_back(std::move(next));
        beacons_.pop_front();
    }
    return taken;
}

// Until there is something to give, somebody wakes it, or its patience ends.
void Inbox::wait(std::unique_lock<std::mutex>& lock, Milliseconds patience) {
    using Clock = std::chrono::steady_clock;
    if (patience <= Milliseconds{0}) return;
    const auto end = Clock::now() + patience;
    while (!is_woken_ && alerts_.empty() && kept_.empty()) {
        auto until = end;
        if (!beacons_.empty()) {
            const Milliseconds turn = beacon_rate_ ? beacon_rate_->wait(clock_()) : Milliseconds{0};
            if (turn == Milliseconds{0}) return;
            until = std::min(end, Clock::now() + turn);
        }
        if (arrived_.wait_until(lock, until) == std::cv_status::timeout && until == end) return;
    }
}

void Inbox::wake() {
    {
        std::lock_guard lock(mutex_);
        is_woken_ = true;
    }
    arrived_.notify_one();
}

std::size_t Inbox::alerts() const {
    std::lock_guard lock(mutex_);
    return alerts_.size();
}

std::size_t Inbox::beacons() const {
    std::lock_guard lock(mutex_);
    return kept_.size() + beacons_.size();
}

std::uint64_t Inbox::arrived_alerts() const {
    std::lock_guard lock(mutex_);
    return arrived_alerts_;
}

std::uint64_t Inbox::arrived_beacons() const {
    std::lock_guard lock(mutex_);
    return arrived_beacons_;
}

std::uint64_t Inbox::dropped() const {
    std::lock_guard lock(mutex_);
    return dropped_;
}

std::uint64_t Inbox::conflated() const {
    std::lock_guard lock(mutex_);
    return conflated_;
}

}  // namespace paraat::transport
