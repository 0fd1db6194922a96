#include "hub/guard/lockout.hpp"

#include <algorithm>

namespace paraat::guard {

bool Lockout::is_locked(const std::string& account, const std::string& address, Instant now) const {
    const auto found = places_.find({account, address});
    return found != places_.end() && now < found->second.locked_until;
}

Lockout::Place& Lockout::place_of(const Key& key, Instant now) {
    // Long quiet ones begin anew.
    std::erase_if(places_, [&](const auto& entry) {
        const Place& place = entry.second;
        return now - std::max(place.newest, place.locked_until) > limits_.longest;
    });
    if (!places_.contains(key) && places_.size() >= limits_.places_most) {
        places_.erase(std::min_element(places_.begin(), places_.end(), [](const auto& one, const auto& other) {
            return one.second.newest < other.second.newest;
        }));
    }
    return places_[key];
}

bool Lockout::note_failure(const std::string& account, const std::string& address, Instant now) {
    Place& place = place_of({account, address}, now);
    place.newest = now;
    std::erase_if(place.failures, [&](Instant failure) { return now - failure > limits_.within; });
    place.failures.push_back(now);
    if (place.failures.size() < limits_.failures) return false;
    place.failures.clear();
    const Milliseconds span = place.next == Milliseconds{0} ? limits_.first : place.next;
    place.locked_until = now + span;
    place.next = std::min(span * 2, limits_.longest);
    return true;
}

void Lockout::note_success(const std::string& account, const std::string& address) {
    places_.erase({account, address});
}

}  // namespace paraat::guard
