#include "hub/codec/cot/emergencies.hpp"

#include <algorithm>

#include "hub/codec/cot/type.hpp"

namespace paraat::codec::cot {
namespace {

std::vector<Emergencies::Open>::iterator of_uid(std::vector<Emergencies::Open>& all, const std::string& uid) {
    return std::find_if(all.begin(), all.end(), [&](const Emergencies::Open& one) { return one.uid == uid; });
}

}  // namespace

Emergencies::Told Emergencies::take(const std::string& owner, const Event& event) {
    const bool is_said_to_end = event.detail.emergency && event.detail.emergency->is_cancel;
    if (is_cancel(event.type) || (is_emergency(event.type) && is_said_to_end)) return cancel(owner, event);
    if (is_emergency(event.type)) return raise(owner, event);
    return {Outcome::nothing_open, {}};
}

Emergencies::Told Emergencies::raise(const std::string& owner, const Event& event) {
    if (!owners_.contains(owner) && owners_.size() >= owners_most_ && !makes_room()) {
        return {Outcome::untracked, {event.uid}};
    }
    Owned& owned = owners_[owner];
    if (const auto open = of_uid(owned.open, event.uid); open != owned.open.end()) {
        open->newest_at = std::max(open->newest_at, event.time);
        return {Outcome::repeated, {event.uid}};
    }
    if (owned.open.size() >= of_owner_most) return {Outcome::repeated, {event.uid}};
    if (const auto ended = of_uid(owned.cancelled, event.uid); ended != owned.cancelled.end()) {
        // By the same clock, the device's: what it says after a cancel is newer than what it said before.
        if (event.time <= ended->newest_at) return {Outcome::late, {event.uid}};
        owned.cancelled.erase(ended);
    }
    owned.open.push_back({event.uid, event.type, event.time, event.time});
    return {Outcome::raised, {event.uid}};
}

Emergencies::Told Emergencies::cancel(const std::string& owner, const Event& event) {
    const auto known = owners_.find(owner);
    if (known == owners_.end() || known->second.open.empty()) return {Outcome::nothing_open, {}};
    Owned& owned = known->second;
    auto which = of_uid(owned.open, event.uid);
    if (which == owned.open.end()) which = std::prev(owned.open.end());
    Told told{Outcome::cancelled, {which->uid}};
    put_away(owned, static_cast<std::size_t>(which - owned.open.begin()));
    return told;
}

void Emergencies::end_all_of(const std::string& owner) {
    const auto known = owners_.find(owner);
    if (known == owners_.end()) return;
    while (!known->second.open.empty()) put_away(known->second, 0);
}

void Emergencies::put_away(Owned& owned, std::size_t which) {
    if (owned.cancelled.size() >= of_owner_most) owned.cancelled.erase(owned.cancelled.begin());
    const auto ended = owned.open.begin() + static_cast<std::ptrdiff_t>(which);
    owned.cancelled.push_back(std::move(*ended));
    owned.open.erase(ended);
}

// Whoever has nothing open goes: then a late word of his is an alarm again, which is the safe side.
bool Emergencies::makes_room() {
    const auto idle =
        std::find_if(owners_.begin(), owners_.end(), [](const auto& one) { return one.second.open.empty(); });
    if (idle == owners_.end()) return false;
    owners_.erase(idle);
    return true;
}

const std::vector<Emergencies::Open>& Emergencies::open_of(const std::string& owner) const {
    static const std::vector<Open> none;
    const auto known = owners_.find(owner);
    return known == owners_.end() ? none : known->second.open;
}

}  // namespace paraat::codec::cot
