#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "hub/core/input.hpp"

namespace paraat::core {

// The newest that was heard of a client: never journaled, unknown after a start.
struct ObservedUnit {
    Instant heard_at;
    std::optional<Position> position;
    std::optional<std::int32_t> accuracy_m;
    std::optional<Instant> position_at;  // the hub's time of hearing it
    std::optional<Instant> sent_at;  // of position and battery, by the device's clock; an older one moves nothing back
    std::optional<std::int32_t> battery_pct;
};

// How long a client may be silent: from then on it is late, and lost. An idle one says something every 30 s, so the
// usual late_after forgives two that went missing. lost_after is the longer one.
struct Leases {
    Milliseconds late_after = std::chrono::seconds{75};
    Milliseconds lost_after = std::chrono::seconds{150};
};

class Observed {
public:
    Observed() = default;
    explicit Observed(const Leases& leases) : leases_(leases) {}

    // Any message renews the lease.
    void hear(const ClientName& client, Instant now);
    // The hub itself could hear nobody until now: no silence before counts.
    void was_deaf_until(Instant now) { deaf_until_ = std::max(deaf_until_, now); }
    Instant deaf_until() const { return deaf_until_; }
    // A client that must be heard, though it was not yet: it is lost when it is silent for twice as long as others.
    void expect(const ClientName& client, Instant now);
    // Not heard for that long since the hub began to hear; never where nobody said when that was.
    bool is_missed(const ClientName& client, Instant now) const;
    void note(const ClientName& client, const StatusUpdate& update, Instant now);
    // Of who went off duty.
    void forget_position(const ClientName& client);
    void put(const ClientName& client, ObservedUnit unit) { units_[client] = std::move(unit); }

    const ObservedUnit* unit(const ClientName& client) const;  // nullptr when not heard
    const std::map<ClientName, ObservedUnit>& units() const { return units_; }

    struct Lapse {
        ClientName client;
        bool is_lost = false;  // late otherwise
    };
    // Leases that ran out; each is told once as late and once as lost, until it is heard again.
    std::vector<Lapse> take_lapses(Instant now);
    Instant next_lapse() const { return checks_.empty() ? never : checks_.begin()->first; }

private:
    void check_at(const ClientName& client, Instant moment);

    Leases leases_;
    std::map<ClientName, ObservedUnit> units_;
    // When to look at a lease again. Hearing a client does not touch it: a check that finds a renewed lease moves on.
    std::set<std::pair<Instant, ClientName>> checks_;
    std::map<ClientName, Instant> checked_at_;  // of each that has one
    Instant deaf_until_;
};

}  // namespace paraat::core
