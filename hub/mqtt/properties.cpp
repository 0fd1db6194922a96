#include "hub/mqtt/properties.hpp"

#include <bitset>

namespace paraat::mqtt {
namespace {

// Table 2-4 of the standard.
enum Kind : std::uint8_t {
    payload_format = 1,
    message_expiry = 2,
    content_type = 3,
    response_topic = 8,
    correlation_data = 9,
    subscription_id = 11,
    session_expiry = 17,
    assigned_client = 18,
    server_keep_alive = 19,
    authentication_method = 21,
    authentication_data = 22,
    response_information = 26,
    server_reference = 28,
    reason_string = 31,
    receive_maximum = 33,
    topic_alias_maximum = 34,
    topic_alias = 35,
    maximum_qos = 36,
    retain_available = 37,
    user_property = 38,
    maximum_packet = 39,
    wildcards_available = 40,
    subscription_ids_available = 41,
    shared_available = 42,
};
constexpr std::size_t kinds = 43;

bool may_repeat(std::uint8_t kind) {
    return kind == user_property || kind == subscription_id;
}

// False for a kind that there is not.
bool read_one(std::uint8_t kind, Cursor& cursor, Properties& found) {
    switch (kind) {
        case payload_format:
        case maximum_qos:
        case retain_available:
        case wildcards_available:
        case subscription_ids_available:
        case shared_available: cursor.byte(); return true;
        case topic_alias_maximum: cursor.two(); return true;
        case server_keep_alive: found.server_keep_alive = cursor.two(); return true;
        case receive_maximum: found.receive_maximum = cursor.two(); return true;
        case topic_alias: found.topic_alias = cursor.two(); return true;
        case message_expiry:
        case session_expiry: cursor.four(); return true;
        case maximum_packet: found.packet_most = cursor.four(); return true;
        case subscription_id: cursor.variable(); return true;
        case content_type:
        case response_topic:
        case correlation_data:
        case assigned_client:
        case authentication_method:
        case authentication_data:
        case response_information:
        case server_reference: cursor.text(); return true;
        case reason_string: found.reason = cursor.text(); return true;
        case user_property:
            cursor.text();
            cursor.text();
            return true;
        default: return false;
    }
}

}  // namespace

std::optional<Properties> read_properties(Cursor& cursor) {
    Cursor own(cursor.take(cursor.variable()));
    if (!cursor.is_whole()) return std::nullopt;
    Properties found;
    std::bitset<kinds> seen;
    while (!own.is_at_end()) {
        const std::uint8_t kind = own.byte();
        if (!read_one(kind, own, found) || !own.is_whole()) return std::nullopt;
        if (seen[kind] && !may_repeat(kind)) return std::nullopt;
        seen[kind] = true;
    }
    return found;
}

}  // namespace paraat::mqtt
