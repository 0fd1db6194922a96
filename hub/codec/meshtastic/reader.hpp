#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/codec/meshtastic/packet.hpp"
#include "hub/codec/remark.hpp"

namespace paraat::codec::meshtastic {

struct Reading {
    Packet packet;
    Remarks degraded;                  // what is wrong with it, at most 32
    std::vector<std::string> ignored;  // paths of fields that are not known, at most 32
};

// A gateway's packet in JSON. What is wrong is absent and remarked on; a packet of an unknown type, or without one, is
// taken as Unknown. Refused: what read_json_tree refuses (at most 2,048 keys), no object (`unreadable`), no author
// (`bad_value` of `from`). Pure; any thread.
Result<Reading> read(std::string_view payload);

// What a gateway of old firmware says of itself on a topic of its own; nullopt for anything else.
std::optional<bool> is_online(std::string_view payload);

// Packets as protobuf are not read; what the gateway's owner can do about it.
Error protobuf_refusal();

}  // namespace paraat::codec::meshtastic
