#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace paraat::codec::meshtastic {

// A radio's number; people see it as "!7efeee00".
struct NodeId {
    std::uint32_t number = 0;

    auto operator<=>(const NodeId&) const = default;
};

inline constexpr NodeId everybody{0xFFFFFFFF};

// "!" and eight digits of 16.
std::string text_of(NodeId node);
// Nullopt for anything else; upper case too.
std::optional<NodeId> node_in(std::string_view text);

}  // namespace paraat::codec::meshtastic
