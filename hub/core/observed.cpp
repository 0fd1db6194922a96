#include "hub/core/observed.hpp"

#include <algorithm>

namespace paraat::core {

void Observed::hear(const ClientName& client, Instant now) {
    const auto [found, is_new] = units_.try_emplace(client);
    if (is_new || !checked_at_.contains(client)) check_at(client, now + leases_.late_after);
    found->second.heard_at = std::max(found->second.heard_at, now);
}

void Observed::expect(const ClientName& client, Instant now) {
    if (!checked_at_.contains(client)) check_at(client, now + leases_.lost_after);
}

bool Observed::is_missed(const ClientName& client, Instant now) const {
    const bool has_listened = deaf_until_ > Instant{} && now - deaf_until_ >= leases_.lost_after * 2;
    return has_listened && unit(client) == nullptr;
}

void Observed::check_at(const ClientName& client, Instant moment) {
    const auto [known, is_new] = checked_at_.try_emplace(client, moment);
    if (!is_new) checks_.erase({known->second, client});
    known->second = moment;
    checks_.emplace(moment, client);
}

void Observed::note(const ClientName& client, const StatusUpdate& update, Instant now) {
    if (!update.position && !update.battery_pct) return;
    ObservedUnit& unit = units_[client];
    if (update.sent_at && unit.sent_at && *update.sent_at < *unit.sent_at) return;
    // A device whose clock is ahead must not outdate what it says once it is set right.
    if (update.sent_at) unit.sent_at = std::min(*update.sent_at, now);
    if (update.battery_pct) unit.battery_pct = update.battery_pct;
    if (!update.position) return;
    unit.position = update.position;
    unit.accuracy_m = update.accuracy_m;
    unit.position_at = now;
}

void Observed::forget_position(const ClientName& client) {
    const auto known = units_.find(client);
    if (known == units_.end()) return;
    known->second.position.reset();
    known->second.accuracy_m.reset();
    known->second.position_at.reset();
}

const ObservedUnit* Observed::unit(const ClientName& client) const {
    const auto found = units_.find(client);
    return found == units_.end() ? nullptr : &found->second;
}

std::vector<Observed::Lapse> Observed::take_lapses(Instant now) {
    std::vector<Lapse> lapses;
    while (!checks_.empty() && checks_.begin()->first <= now) {
        const auto [checked_at, client] = *checks_.begin();
        const ObservedUnit* known = unit(client);
        // Who was never heard may be on its way back to the broker still.
        const Instant since =
            known == nullptr ? deaf_until_ + leases_.lost_after : std::max(known->heard_at, deaf_until_);
        if (now >= since + leases_.lost_after) {
            lapses.push_back({client, true});
            checks_.erase(checks_.begin());
            checked_at_.erase(client);
        } else if (now >= since + leases_.late_after) {
            // Of one that was never heard nothing is known yet.
            if (known != nullptr) lapses.push_back({client, false});
            check_at(client, since + leases_.lost_after);
        } else {
            check_at(client, since + leases_.late_after);
        }
    }
    return lapses;
}

}  // namespace paraat::core
