#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hub/codec/meshtastic/node.hpp"

namespace paraat::codec::meshtastic {

enum class TopicKind { json, protobuf, presence };

struct Topic {
    TopicKind kind = TopicKind::json;
    std::string region;             // levels between the root and the kind: "EU_868", "US/bayarea"
    std::string channel;            // empty for presence, and where a topic ends early
    std::optional<NodeId> gateway;  // nullopt for what goes down to gateways

    bool operator==(const Topic&) const = default;
};

// Below the root, of any number of levels, the kind is looked for and no level is counted: regions have several, old
// firmware none. Nullopt: not below the root, or none of the kinds. Pure.
std::optional<Topic> topic_in(std::string_view topic, std::string_view root);

// Where a gateway with a channel "mqtt" takes what it is to send; `root` includes the region.
std::string downlink_topic(std::string_view root);

}  // namespace paraat::codec::meshtastic
