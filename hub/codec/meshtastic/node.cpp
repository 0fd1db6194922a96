#include "hub/codec/meshtastic/node.hpp"

#include <charconv>

namespace paraat::codec::meshtastic {

std::string text_of(NodeId node) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "!";
    for (int shift = 28; shift >= 0; shift -= 4) text += digits[(node.number >> static_cast<unsigned>(shift)) & 0xFU];
    return text;
}

std::optional<NodeId> node_in(std::string_view text) {
    if (text.size() != 9 || text[0] != '!') return std::nullopt;
    NodeId node;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + 1, end, node.number, 16);
    return error == std::errc() && stop == end ? std::optional(node) : std::nullopt;
}

}  // namespace paraat::codec::meshtastic
