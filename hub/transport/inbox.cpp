#include "hub/transport/inbox.hpp"

namespace paraat::transport {

void Inbox::put_alert(Inbound message) {
    {
        std::lock_guard lock(mutex_);
        if (alerts_.size() >= alerts_inbox_most || alert_bytes_ + size_of(message) > bytes_most_) {
            ++dropped_;
            return;
        }
        alert_bytes_ += size_of(message);
        alerts_.push_back(std::move(message));
    }
    arrived_.notify_one();
}

void Inbox::put_beacon(Inbound message) {
    const bool is_kept = keeps_(message.payload);
    {
        std::lock_guard lock(mutex_);
        // Whatever becomes of it, an older one of the same topic has nothing more to say.
        auto unread = beacons_.find(message.topic);
        const bool had_turn = unread != beacons_.end();
        if (had_turn) {
            beacon_bytes_ -= size_of(unread->second);
            ++conflated_;
        }
        const bool has_room = beacon_bytes_ + size_of(message) <= bytes_most_;
        if (has_room && is_kept && kept_.size() < beacons_inbox_most) {
            // Kept ones are read first, so an older one would come after it and tell an old position.
            if (had_turn) beacons_.erase(unread);
            beacon_bytes_ += size_of(message);
            kept_.push_back(std::move(message));
        } else if (has_room && had_turn) {
            beacon_bytes_ += size_of(message);
            unread->second = std::move(message);
        } else if (has_room && beacons_.size() < beacons_inbox_most) {
            beacon_bytes_ += size_of(message);
            beacon_order_.push_back(message.topic);
            beacons_.emplace(message.topic, std::move(message));
        } else {
            if (had_turn) beacons_.erase(unread);
            ++conflated_;  // its next one comes soon
        }
    }
    arrived_.notify_one();
}

std::vector<Inbound> Inbox::take(std::size_t most, Milliseconds patience) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, patience,
                      [&] { return is_woken_ || !alerts_.empty() || !kept_.empty() || !beacons_.empty(); });
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
    while (!beacon_order_.empty() && taken.size() < most) {
        auto beacon = beacons_.extract(beacon_order_.front());
        beacon_order_.pop_front();
        if (beacon.empty()) continue;
        beacon_bytes_ -= size_of(beacon.mapped());
        taken.push_back(std::move(beacon.mapped()));
    }
    return taken;
}

void Inbox::wake() {
    {
        std::lock_guard lock(mutex_);
        is_woken_ = true;
    }
    arrived_.notify_one();
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
