#pragma once

#include <deque>
#include <map>
#include <optional>
#include <utility>

#include "hub/base/time.hpp"
#include "hub/codec/meshtastic/packet.hpp"

namespace paraat::codec::meshtastic {

enum class Sighting { first, repeat, better_repeat };

// Several gateways publish one packet; it is one event, and the best of them is the one that was nearest. Remembers a
// packet by author and number for ten minutes from its first sighting, and at most 10,000 of them: then the oldest is
// forgotten first. One thread.
class SeenPackets {
public:
    static constexpr Milliseconds remembered_for{600'000};
    static constexpr std::size_t packets_most = 10'000;

    // `now` does not go back. `better_repeat`: heard louder (rssi) than any time before. A packet without a number is
    // always the first.
    Sighting see(const Packet& packet, Instant now);
    std::size_t size() const { return best_.size(); }

private:
    using Key = std::pair<NodeId, std::uint32_t>;

    void forget(Instant now);

    std::map<Key, std::optional<double>> best_;  // rssi
    std::deque<std::pair<Instant, Key>> order_;  // of first sightings
};

}  // namespace paraat::codec::meshtastic
