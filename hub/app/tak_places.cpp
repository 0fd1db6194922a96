#include "hub/app/tak_places.hpp"

#include <algorithm>

namespace paraat::app {

TakPlaces::Ruling TakPlaces::enter(const core::ClientName& account, tak::SessionId session, const std::string& place,
                                   Instant now) {
    Account& own = accounts_[account];
    const bool is_timely = is_in_time(own, place, now);
    Ruling ruling{is_timely};
    bool is_clash = !is_timely;
    if (!own.seats.empty() && (own.seats.size() >= sessions_most || !is_timely)) {
        auto other = std::min_element(own.seats.begin(), own.seats.end(), [](const auto& a, const auto& b) {
            return a.second.heard_at < b.second.heard_at;
        });
        const bool is_silent = now - other->second.heard_at >= silent_after;
        if (!is_silent) other = own.seats.find(who_gives_way(own));
        is_clash = !is_silent;
        ruling.is_let_in = is_timely || is_silent;
        if (ruling.is_let_in) ruling.replaces = own.seats.extract(other).key();
    }
    if (is_clash && keeps_clashing(own, now)) ruling.contests = ruling.replaces.value_or(own.latest);
    if (!ruling.is_let_in) return ruling;
    own.seats[session] = {place, now};
    own.latest = session;
    return ruling;
}

bool TakPlaces::is_in_time(Account& own, const std::string& place, Instant now) {
    if (own.new_ones.size() >= places_most && !own.new_ones.contains(place)) {
        std::erase_if(own.new_ones, [&](const auto& one) { return one.second.is_full(now); });
        if (own.new_ones.size() >= places_most) return false;
    }
    return own.new_ones.try_emplace(place, new_a_minute, new_a_minute * 60).first->second.take(now, 60);
}

// The newest of where most of them are from: it is what a device left behind that loses its network again and again, or
// somebody else's with the same certificate, and who was here before, or comes from elsewhere, is not disturbed.
tak::SessionId TakPlaces::who_gives_way(const Account& own) {
    std::map<std::string, std::size_t> count;
    for (const auto& [session, seat] : own.seats) ++count[seat.place];
    auto found = own.seats.rbegin();
    for (auto seat = own.seats.rbegin(); seat != own.seats.rend(); ++seat) {
        if (count[seat->second.place] > count[found->second.place]) found = seat;
    }
    return found->first;
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
    const auto found = own->second.seats.find(session);
    if (found != own->second.seats.end()) found->second.heard_at = now;
}

void TakPlaces::leave(const core::ClientName& account, tak::SessionId session) {
    if (const auto own = accounts_.find(account); own != accounts_.end()) own->second.seats.erase(session);
}

}  // namespace paraat::app
