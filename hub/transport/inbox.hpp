#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <string>

#include "hub/transport/transport.hpp"

namespace paraat::transport {

// What arrived and was not read yet. Foreign callbacks put, one thread takes; putting never waits.
class Inbox {
public:
    explicit Inbox(std::function<bool(const std::string&)> keeps, std::size_t bytes_most = inbox_bytes_most)
        : keeps_(std::move(keeps)), bytes_most_(bytes_most) {}

    void put_alert(Inbound message);  // dropped and counted when full
    // Replaces an unread one of the same topic, unless that one is kept.
    void put_beacon(Inbound message);
    std::vector<Inbound> take(std::size_t most, Milliseconds patience);
    void wake();

    std::uint64_t dropped() const;
    std::uint64_t conflated() const;

private:
    static std::size_t size_of(const Inbound& message) { return message.topic.size() + message.payload.size(); }

    const std::function<bool(const std::string&)> keeps_;
    const std::size_t bytes_most_;
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Inbound> alerts_;
    std::deque<Inbound> kept_;                // beacons that must be read
    std::map<std::string, Inbound> beacons_;  // the newest of each topic
    // Topics, in the order of their first unread one; some of them have none any more.
    std::deque<std::string> beacon_order_;
    std::size_t alert_bytes_ = 0;
    std::size_t beacon_bytes_ = 0;  // the kept ones too
    std::uint64_t dropped_ = 0;
    std::uint64_t conflated_ = 0;
    bool is_woken_ = false;
};

}  // namespace paraat::transport
