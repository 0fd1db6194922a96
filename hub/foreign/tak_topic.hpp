#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hub/core/names.hpp"

namespace paraat::foreign {

// Where the core finds what a TAK client said: no topic of the broker, since nobody can publish below a '$' that is not
// the broker's own, and the hub subscribes to none.
inline constexpr std::string_view tak_prefix = "$tak/";

inline std::string tak_topic(const core::ClientName& account) {
    return std::string(tak_prefix) + account.text;
}

// Whose words they are; nullopt on any other topic.
inline std::optional<core::ClientName> account_of_tak_topic(std::string_view topic) {
    if (!topic.starts_with(tak_prefix)) return std::nullopt;
    return core::ClientName{std::string(topic.substr(tak_prefix.size()))};
}

// The contact by whose name the hub speaks to TAK users, and which they answer.
inline constexpr std::string_view tak_contact_uid = "paraat";
inline constexpr std::string_view tak_contact_callsign = "Paraat";

// The stamp of a node on events that passed it, by which it knows them when they come round.
inline std::string flow_tag_of(const std::string& node) {
    return "Paraat-" + node;
}

}  // namespace paraat::foreign
