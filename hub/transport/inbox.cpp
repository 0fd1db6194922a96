#include "hub/transport/inbox.hpp"

namespace paraat::transport {

void Inbox::put_alert(Inbound message) {
    {
        std::lock_guard lock(mutex_);
        if (alerts_.size() >= alerts_inbox_most) {
            ++dropped_;
            return;
        }
        alerts_.push_back(std::move(message));
    }
    arrived_.notify_one();
}

void Inbox::put_beacon(Inbound message) {
    const bool is_kept = keeps_(message.payload);
    {
        std::lock_guard lock(mutex_);
        const auto unread = beacons_.find(message.topic);
        if (is_kept && kept_.size() < beacons_inbox_most) {
            // Kept ones are read first, so an older one would come after it and tell an old position.
            if (unread != beacons_.end()) {
                beacons_.erase(unread);
                ++conflated_;
            }
            kept_.push_back(std::move(message));
        } else if (unread != beacons_.end()) {
            unread->second = std::move(message);
            ++conflated_;
        } else if (beacons_.size() >= beacons_inbox_most) {
            ++conflated_;  // its next one comes soon
        } else {
            beacon_order_.push_back(message.topic);
            beacons_.emplace(message.topic, std::move(message));
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
    for (std::deque<Inbound>* queue : {&kept_, &alerts_}) {
        while (!queue->empty() && taken.size() < most) {
            taken.push_back(std::move(queue->front()));
            queue->pop_front();
        }
    }
    while (!beacon_order_.empty() && taken.size() < most) {
        auto beacon = beacons_.extract(beacon_order_.front());
        beacon_order_.pop_front();
        if (!beacon.empty()) taken.push_back(std::move(beacon.mapped()));
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
