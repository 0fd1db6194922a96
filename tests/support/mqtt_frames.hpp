#pragma once

#include <string_view>

#include "hub/mqtt/packet.hpp"

namespace paraat::test {

// The packet at the beginning of `unread`, which it is taken from; nullopt when it is not all there.
inline std::optional<mqtt::Frame> take_frame(std::string_view& unread) {
    const auto head = mqtt::read_head(unread);
    if (!head || !*head || unread.size() < (*head)->size) return std::nullopt;
    const mqtt::Frame frame{(*head)->type, (*head)->flags,
                            unread.substr((*head)->header, (*head)->size - (*head)->header)};
    unread.remove_prefix((*head)->size);
    return frame;
}

}  // namespace paraat::test
