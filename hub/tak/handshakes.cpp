#include "hub/tak/handshakes.hpp"

#include <algorithm>
#include <asio/ip/address.hpp>
#include <utility>

namespace paraat::tak {

std::string place_of(const std::string& address) {
    const asio::ip::address read = asio::ip::make_address(address);
    if (read.is_v4()) return read.to_string();
    const asio::ip::address_v6 long_one = read.to_v6();
    // So a socket of both families writes one of IPv4.
    if (long_one.is_v4_mapped()) return asio::ip::make_address_v4(asio::ip::v4_mapped, long_one).to_string();
    auto bytes = long_one.to_bytes();
    constexpr std::ptrdiff_t network_bytes = 6;
    std::fill(bytes.begin() + network_bytes, bytes.end(), static_cast<unsigned char>(0));
    return asio::ip::address_v6(bytes).to_string();
}

std::optional<SessionId> Handshakes::in_the_way_of(const std::string& place) const {
    const auto is_of_it = [&](const auto& one) { return one.second == place; };
    const auto of_it = static_cast<std::size_t>(std::count_if(places_.begin(), places_.end(), is_of_it));
    if (of_it < of_one_) return std::nullopt;
    const auto oldest = std::find_if(places_.begin(), places_.end(), is_of_it);
    return oldest == places_.end() ? std::nullopt : std::optional(oldest->first);
}

std::optional<SessionId> Handshakes::oldest_of_the_most() const {
    std::map<std::string, std::pair<std::size_t, SessionId>> of_place;  // how many, and the oldest
    for (const auto& [session, place] : places_) ++of_place.try_emplace(place, 0, session).first->second.first;
    std::optional<std::pair<std::size_t, SessionId>> most;
    for (const auto& [place, own] : of_place) {
        const bool is_more = !most || own.first > most->first;
        const bool is_older = most && own.first == most->first && own.second < most->second;
        if (is_more || is_older) most = own;
    }
    return most ? std::optional(most->second) : std::nullopt;
}

}  // namespace paraat::tak
