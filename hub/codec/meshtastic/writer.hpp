#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hub/codec/meshtastic/packet.hpp"

namespace paraat::codec::meshtastic {

// The packet as a gateway publishes it, on one line. Read again it is the same packet. Precondition: texts are UTF-8,
// texts that are JSON are JSON. Pure; any thread.
std::string write(const Packet& packet);

// What the protocol carries in one packet (mesh.proto, DATA_PAYLOAD_LEN), and what the hub says at once: less, as
// the apps do, since signatures and answers take their part.
inline constexpr std::size_t packet_most = 233;  // bytes
inline constexpr std::size_t text_most = 200;    // bytes

// Whom the hub speaks through, and to whom; nullopt: everybody who listens.
struct Downlink {
    NodeId gateway;
    std::optional<NodeId> to;
    std::optional<std::int64_t> channel;  // 0 to 7
};

// For the gateway to send. Longer than `text_most` it is cut behind a whole character, and ends in "...".
std::string write_text(const Downlink& downlink, std::string_view text);
std::string write_position(const Downlink& downlink, const Position& position);

}  // namespace paraat::codec::meshtastic
