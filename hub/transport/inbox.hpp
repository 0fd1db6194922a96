#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "hub/base/token_bucket.hpp"
#include "hub/transport/transport.hpp"

namespace paraat::transport {

struct InboxLimits {
    std::size_t bytes = inbox_bytes_most;  // per lane
    std::int64_t beacon_rate = 0;          // beacons that are given per second, besides the kept ones; 0 = all
};

// The time of this machine that never goes back; it begins anywhere.
Instant steady_now();

// What arrived and was not read yet. Foreign callbacks put, one thread takes; putting never waits.
class Inbox {
public:
    explicit Inbox(std::function<bool(const std::string&)> keeps, InboxLimits limits = {},
                   std::function<Instant()> clock = steady_now);

    void put_alerts(std::vector<Inbound> messages);  // dropped and counted when full
    // Each replaces an unread one of the same topic, unless that one is kept.
    void put_beacons(std::vector<Inbound> messages);
    // For alerts, as many as one call of the system reads.
    bool has_room() const;
    std::vector<Inbound> take(std::size_t most, Milliseconds patience);
    void wake();

    std::size_t alerts() const;            // that wait
    std::size_t beacons() const;           // likewise, the kept ones too
    std::uint64_t arrived_alerts() const;  // whatever became of them
    std::uint64_t arrived_beacons() const;
    std::uint64_t dropped() const;
    std::uint64_t conflated() const;

private:
    using Beacons = std::list<Inbound>;
    static std::size_t size_of(const Inbound& message) { return message.topic.size() + message.payload.size(); }
    void put_alert(Inbound message);
    bool put_beacon(Inbound message);
    void wait(std::unique_lock<std::mutex>& lock, Milliseconds patience);
    void forget(Beacons::iterator beacon);

    const std::function<bool(const std::string&)> keeps_;
    const std::size_t bytes_most_;
    const std::function<Instant()> clock_;
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Inbound> alerts_;
    std::deque<Inbound> kept_;  // beacons that must be read
    Beacons beacons_;           // the newest of each topic, in the order of their first unread one
    std::map<std::string, Beacons::iterator> by_topic_;
    std::optional<TokenBucket> beacon_rate_;  // of those; without one all are given
    std::size_t alert_bytes_ = 0;
    std::size_t beacon_bytes_ = 0;  // the kept ones too
    std::uint64_t arrived_alerts_ = 0;
    std::uint64_t arrived_beacons_ = 0;
    std::uint64_t dropped_ = 0;
    std::uint64_t conflated_ = 0;
    bool is_woken_ = false;
};

}  // namespace paraat::transport
