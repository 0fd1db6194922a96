#include "hub/codec/meshtastic/reader.hpp"

#include <algorithm>

#include "hub/codec/json_tree.hpp"
#include "hub/codec/meshtastic/description.hpp"

namespace paraat::codec::meshtastic {
namespace {

using Tree = nlohmann::ordered_json;

constexpr std::size_t packet_keys_most = 2'048;

template <class Kind, class Describe>
Payload part(JsonFields& f, Kind kind, Describe describe) {
    std::optional<Kind> read;
    f.object("payload", read, [&](JsonFields& inner, Kind& to) {
        to = kind;
        describe(inner, to);
    });
    f.require("payload");
    return read.value_or(kind);
}

// A text that happens to be JSON comes as what it says, not as the text.
Payload text_in(JsonFields& f, const Tree& packet) {
    const auto payload = packet.find("payload");
    if (payload != packet.end() && payload->is_object() && payload->contains("text")) {
        return part(f, Text{}, [](JsonFields& inner, Text& it) { inner.text("text", it.text, text_taken_most); });
    }
    Text text;
    if (payload != packet.end() && payload->is_string()) {
        f.text("payload", text.text, text_taken_most);
        return text;
    }
    std::string raw;
    f.raw("payload", raw);
    f.require("payload");
    const Tree wrapped = {{"payload", raw}};
    Notes unheard;  // of being cut, which is noted below
    JsonFields(wrapped, "", unheard).text("payload", text.text, text_taken_most);
    if (!unheard.degraded.empty()) f.remark("payload", unheard.degraded[0].why);
    return text;
}

template <class Keys>
bool has_any(const Tree& payload, const Keys& keys) {
    return std::any_of(keys.begin(), keys.end(), [&](const char* key) { return payload.contains(key); });
}

// Only the keys tell which of its kinds it is.
Payload telemetry_in(JsonFields& f, const Tree& packet) {
    static constexpr std::array<const char*, 4> device_keys{"battery_level", "channel_utilization", "air_util_tx",
                                                            "uptime_seconds"};
    const auto found = packet.find("payload");
    const Tree payload = found != packet.end() && found->is_object() ? *found : Tree::object();
    if (has_any(payload, device_keys)) {
        return part(f, DeviceMetrics{}, [](auto& inner, auto& it) { describe_device(inner, it); });
    }
    if (has_any(payload, voltage_keys) || has_any(payload, current_keys)) {
        return part(f, PowerMetrics{}, [](auto& inner, auto& it) { describe_power(inner, it); });
    }
    if (has_any(payload, air_keys)) {
        return part(f, AirMetrics{}, [](auto& inner, auto& it) { describe_air(inner, it); });
    }
    return part(f, EnvironmentMetrics{}, [](auto& inner, auto& it) { describe_environment(inner, it); });
}

Payload unknown_in(JsonFields& f, const std::string& type) {
    Unknown unknown{type, {}};
    f.raw("payload", unknown.payload);
    f.remark("type", type.empty() ? "is not told: the gateway could not put the packet into JSON" : "is not known");
    return unknown;
}

Payload payload_in(JsonFields& f, const std::string& type, const Tree& packet) {
    if (type == "text") return text_in(f, packet);
    if (type == "telemetry") return telemetry_in(f, packet);
    if (type == "position") return part(f, Position{}, [](auto& in, auto& it) { describe_position(in, it); });
    if (type == "nodeinfo") return part(f, NodeInfo{}, [](auto& in, auto& it) { describe_node_info(in, it); });
    if (type == "waypoint") return part(f, Waypoint{}, [](auto& in, auto& it) { describe_waypoint(in, it); });
    if (type == "neighborinfo") return part(f, NeighborInfo{}, [](auto& in, auto& it) { describe_neighbors(in, it); });
    if (type == "traceroute") return part(f, Traceroute{}, [](auto& in, auto& it) { describe_traceroute(in, it); });
    if (type == "detection") return part(f, Detection{}, [](auto& in, auto& it) { describe_detection(in, it); });
    if (type == "paxcounter") return part(f, Paxcounter{}, [](auto& in, auto& it) { describe_paxcounter(in, it); });
    if (type == "gpios_changed" || type == "gpios_read_reply") {
        const Gpios gpios{type == "gpios_read_reply", {}, {}};
        return part(f, gpios, [](auto& in, auto& it) { describe_gpios(in, it); });
    }
    return unknown_in(f, type);
}

}  // namespace

Result<Reading> read(std::string_view payload) {
    const auto tree = read_json_tree(payload, packet_keys_most);
    if (!tree) return tree.error();
    if (!tree->is_object()) return Error{"unreadable", "", "a packet is a JSON object"};
    Notes notes;
    JsonFields fields(*tree, "", notes);
    std::optional<NodeId> from;
    describe_node(fields, "from", from);
    if (!from) return Error{"bad_value", "from", "from must be the number of a node"};
    Packet packet;
    packet.from = *from;
    describe_envelope(fields, packet);
    std::string type;
    fields.text("type", type, name_most);
    packet.payload = payload_in(fields, type, *tree);
    fields.note_ignored();
    return Reading{std::move(packet), std::move(notes.degraded), std::move(notes.ignored)};
}

std::optional<bool> is_online(std::string_view payload) {
    if (payload == "online") return true;
    return payload == "offline" ? std::optional(false) : std::nullopt;
}

Error protobuf_refusal() {
    return {"unreadable", "",
            "this is a packet as protobuf, which is not read: switch on the JSON output of the gateway's MQTT module"};
}

std::optional<double> accuracy_m(std::int64_t precision_bits) {
    static constexpr std::array<double, 10> metres{23'300, 11'700, 5'800, 2'900, 1'500, 729, 364, 182, 91, 45};
    constexpr std::int64_t first = 10;
    constexpr std::int64_t last = 19;
    if (precision_bits < 1 || precision_bits >= 32) return std::nullopt;
    // Each bit halves it.
    if (precision_bits < first) return std::ldexp(metres.front(), static_cast<int>(first - precision_bits));
    if (precision_bits > last) return std::ldexp(metres.back(), static_cast<int>(last - precision_bits));
    return metres[static_cast<std::size_t>(precision_bits - first)];
}

}  // namespace paraat::codec::meshtastic
