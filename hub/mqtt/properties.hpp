#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "hub/mqtt/cursor.hpp"

namespace paraat::mqtt {

// What a client may be told beside the rest of a packet of version 5 (2.2.2); what it has no use for is read over.
struct Properties {
    std::optional<std::uint16_t> server_keep_alive;  // seconds
    std::optional<std::uint16_t> receive_maximum;
    std::optional<std::uint32_t> packet_most;  // bytes
    std::optional<std::uint16_t> topic_alias;
    std::string_view reason;
};

// Nullopt when they are cut off, of an unknown kind, or twice where once is allowed.
std::optional<Properties> read_properties(Cursor& cursor);

}  // namespace paraat::mqtt
