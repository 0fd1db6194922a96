#include "hub/app/tak_places.hpp"

#include <algorithm>
#include <iterator>

namespace paraat::app {

// Where none is silent the newest gives way: it is what a device left behind that loses its network again and again, or
// somebody else's with the same certificate, and who was here before is not disturbed.
TakPlaces::Ruling TakPlaces::enter(const core::ClientName& account, tak::SessionId session, Instant now) {
    Account& own = accounts_[account];
    const bool is_in_time = own.new_ones.take(now, 60);
    Ruling ruling{is_in_time};
    if (!own.heard_at.empty() && (own.heard_at.size() >= sessions_most || !is_in_time)) {
        auto other = std::min_element(own.heard_at.begin(), own.heard_at.end(),
                                      [](const auto& a, const auto& b) { return a.second < b.second; });
        const bool is_silent = now - other->second >= silent_after;
        if (!is_silent) other = std::prev(own.heard_at.end());
        ruling.is_let_in = is_in_time || is_silent;
        if (!is_silent && keeps_clashing(own, now)) ruling.contests = other->first;
        if (ruling.is_let_in) ruling.replaces = own.heard_at.extract(other).key();
    }
    if (ruling.is_let_in) own.heard_at[session] = now;
    return ruling;
}

bool TakPlaces::keeps_clashing(Account& own, Instant now) {
    own.clashes.push_back(now);
    if (own.clashes.size() > clashes_most) own.clashes.pop_front();
    if (own.clashes.size() < clashes_most || now - own.clashes.front() > clashes_within) return false;
    if (own.contested_at && now - *own.contested_at < contested_again_after) return false;
    own.contested_at = now;
    return true;
}

void TakPlaces::hear(const core::ClientName& account, tak::SessionId session, Instant now) {
    const auto own = accounts_.find(account);
    if (own == accounts_.end()) return;
    const auto found = own->second.heard_at.find(session);
    if (found != own->second.heard_at.end()) found->second = now;
}

void TakPlaces::leave(const core::ClientName& account, tak::SessionId session) {
    if (const auto own = accounts_.find(account); own != accounts_.end()) own->second.heard_at.erase(session);
}

}  // namespace paraat::app
