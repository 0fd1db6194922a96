#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "hub/tak/session_id.hpp"

namespace paraat::tak {

// Who connected and did not say yet who he is, and from where. For one thread.
class Handshakes {
public:
    // `of_one`: at most so many from one place.
    explicit Handshakes(std::size_t of_one) : of_one_(of_one) {}

    // From a place, as place_of() gives it.
    void begin(SessionId session, const std::string& place) { places_[session] = place; }
    void end(SessionId session) { places_.erase(session); }
    std::size_t size() const { return places_.size(); }

    // Who makes room for one more from there, where that place has as many as it may.
    std::optional<SessionId> in_the_way_of(const std::string& place) const;
    // Who makes room where there is none at all: the oldest of the place that has the most, so that whoever keeps many
    // waiting pushes out his own. Nullopt when there are none.
    std::optional<SessionId> oldest_of_the_most() const;

private:
    const std::size_t of_one_;
    std::map<SessionId, std::string> places_;  // oldest first
};

// Of a numeric address: that of IPv4; of IPv6 its network of 48 bits, as much of it as one customer gets.
std::string place_of(const std::string& address);

}  // namespace paraat::tak
