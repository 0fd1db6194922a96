#include "hub/codec/meshtastic/writer.hpp"

#include "hub/base/utf8.hpp"
#include "hub/codec/meshtastic/description.hpp"

namespace paraat::codec::meshtastic {
namespace {

// Writes the payload into the packet.
struct Writing {
    JsonObject& packet;

    template <class Kind, class Describe>
    void put(const Kind& it, Describe describe) {
        packet.object("payload", std::optional(it), describe);
    }
    void operator()(const Unknown& it) { packet.raw("payload", it.payload); }
    void operator()(const Text& it) {
        put(it, [](JsonObject& f, const Text& one) { f.constant("text", one.text); });
    }
    void operator()(const Position& it) {
        put(it, [](auto& f, auto& one) { describe_position(f, one); });
    }
    void operator()(const DeviceMetrics& it) {
        put(it, [](auto& f, auto& one) {
            describe_device(f, one);
            // Which tells what it is when all is unknown.
            if (f.json().empty() || !(one.battery || one.channel_utilization || one.air_time || one.uptime_s)) {
                if (!one.is_on_external_power) f.raw("battery_level", "null");
            }
        });
    }
    void operator()(const EnvironmentMetrics& it) {
        put(it, [](auto& f, auto& one) { describe_environment(f, one); });
    }
    void operator()(const PowerMetrics& it) {
        put(it, [](auto& f, auto& one) {
            describe_power(f, one);
            if (f.json().empty()) f.raw("voltage_ch1", "null");
        });
    }
    void operator()(const AirMetrics& it) {
        put(it, [](auto& f, auto& one) {
            describe_air(f, one);
            if (f.json().empty()) f.raw("pm10", "null");
        });
    }
    void operator()(const NodeInfo& it) {
        put(it, [](auto& f, auto& one) { describe_node_info(f, one); });
    }
    void operator()(const Waypoint& it) {
        put(it, [](auto& f, auto& one) { describe_waypoint(f, one); });
    }
    void operator()(const NeighborInfo& it) {
        put(it, [](auto& f, auto& one) { describe_neighbors(f, one); });
    }
    void operator()(const Traceroute& it) {
        put(it, [](auto& f, auto& one) { describe_traceroute(f, one); });
    }
    void operator()(const Detection& it) {
        put(it, [](auto& f, auto& one) { describe_detection(f, one); });
    }
    void operator()(const Paxcounter& it) {
        put(it, [](auto& f, auto& one) { describe_paxcounter(f, one); });
    }
    void operator()(const Gpios& it) {
        put(it, [](auto& f, auto& one) { describe_gpios(f, one); });
    }
};

JsonObject downlink_object(const Downlink& downlink, std::string_view type) {
    JsonObject json;
    const std::optional<NodeId> gateway = downlink.gateway;
    describe_node(json, "from", gateway);
    describe_node(json, "to", downlink.to);
    json.integer("channel", downlink.channel, {});
    json.constant("type", type);
    return json;
}

}  // namespace

std::string_view type_of(const Payload& payload) {
    if (const auto* unknown = std::get_if<Unknown>(&payload)) return unknown->type;
    if (const auto* gpios = std::get_if<Gpios>(&payload))
        return gpios->is_answer ? "gpios_read_reply" : "gpios_changed";
    static constexpr std::array<std::string_view, std::variant_size_v<Payload>> words = {
        "",         "text",     "position",     "telemetry",  "telemetry", "telemetry",  "telemetry",
        "nodeinfo", "waypoint", "neighborinfo", "traceroute", "detection", "paxcounter", ""};
    return words[payload.index()];
}

std::string write(const Packet& packet) {
    JsonObject json;
    const std::optional<NodeId> from = packet.from;
    describe_node(json, "from", from);
    describe_envelope(json, packet);
    json.constant("type", type_of(packet.payload));
    std::visit(Writing{json}, packet.payload);
    return json.dump();
}

std::string write_text(const Downlink& downlink, std::string_view text) {
    JsonObject json = downlink_object(downlink, "sendtext");
    constexpr std::size_t mark = 3;  // "..."
    json.constant("payload", text.size() <= text_most ? std::string(text) : shortened(text, text_most - mark));
    return json.dump();
}

std::string write_position(const Downlink& downlink, const Position& position) {
    JsonObject json = downlink_object(downlink, "sendposition");
    json.object("payload", std::optional(position), [](JsonObject& f, const Position& it) {
        describe_place(f, it.position);
        f.integer("altitude", it.altitude_m, {});
        f.time("time", it.at, ZeroTime::is_unknown);
    });
    return json.dump();
}

}  // namespace paraat::codec::meshtastic
