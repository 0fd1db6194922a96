#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "hub/mqtt/packet.hpp"

namespace paraat::mqtt {

// Counts what arrived with QoS 1, over all connections of a client, from 1; 0 = nobody waits for its acknowledgement.
using ArrivalNumber = std::uint64_t;

// What arrived with QoS 1, over all connections of one client, and what of it is not acknowledged. A broker that keeps
// the session sends again on the next connection what it has no acknowledgement of, under the same id
// (MQTT 3.1.1 and 5, 4.4): that is known again here, so that nobody is given a message twice. For one thread.
class Arrivals {
public:
    // A connection begins; what was owed on the one before is not. Without a session at the broker nothing comes again.
    void begin(bool has_session);

    // What comes again is new: somebody failed between here and whoever keeps it.
    void forget();

    struct Arrival {
        ArrivalNumber number = 0;
        bool is_known = false;  // it arrived on an earlier connection, or twice on this one, under this number
    };
    Arrival take(const Publish& publish);

    // Adds an acknowledgement to `out` for each that arrived on this connection, in that order, up to the first whose
    // number is above `up_to`.
    void acknowledge(ArrivalNumber up_to, std::string& out);

    ArrivalNumber newest() const { return newest_; }

private:
    // The last message of an id. Which of them the broker knows to be acknowledged is not known until it uses the id
    // anew, so that they are kept for as long.
    struct Last {
        std::uint64_t content = 0;  // hash
        ArrivalNumber number = 0;   // 0 = none
        bool is_owed = false;       // its acknowledgement, on this connection
    };

    ArrivalNumber newest_ = 0;
    std::deque<PacketId> owed_;  // in the order of arrival on this connection
    std::vector<Last> last_;     // by id, as far as ids were used
};

}  // namespace paraat::mqtt
