#include "hub/foreign/meshtastic_inputs.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "hub/codec/meshtastic/reader.hpp"
#include "hub/codec/meshtastic/topic.hpp"
#include "hub/codec/meshtastic/writer.hpp"
#include "hub/foreign/spoken.hpp"

namespace paraat::foreign {
namespace {

namespace mesh = codec::meshtastic;
using core::UnitStatus;

constexpr std::array<std::pair<std::string_view, UnitStatus>, 17> status_words{{
    {"aanrijdend", UnitStatus::en_route},
    {"available", UnitStatus::available},
    {"beschikbaar", UnitStatus::available},
    {"bezet", UnitStatus::busy},
    {"buiten dienst", UnitStatus::off_duty},
    {"busy", UnitStatus::busy},
    {"en route", UnitStatus::en_route},
    {"niet beschikbaar", UnitStatus::unavailable},
    {"off duty", UnitStatus::off_duty},
    {"on scene", UnitStatus::on_scene},
    {"onderweg", UnitStatus::en_route},
    {"retour", UnitStatus::returning},
    {"returning", UnitStatus::returning},
    {"ter plaatse", UnitStatus::on_scene},
    {"uit dienst", UnitStatus::off_duty},
    {"unavailable", UnitStatus::unavailable},
    {"vrij", UnitStatus::available},
}};

// A packet without what each gateway has of its own.
std::string as_sent(mesh::Packet packet) {
    packet.gateway.reset();
    packet.received_at.reset();
    packet.rssi_dbm.reset();
    packet.snr_db.reset();
    packet.hop_start.reset();
    packet.hops_away.reset();
    packet.channel.reset();  // its number at that gateway
    return mesh::write(packet);
}

// What one packet of a unit's node comes to.
class NodePacket {
public:
    NodePacket(const Heard& heard, const Devices& devices, const Device& device, const mesh::Packet& packet,
               Interpretation& found)
        : heard_(heard), devices_(devices), device_(device), packet_(packet), found_(found) {}

    void take() {
        std::visit([this](const auto& one) { say(one); }, packet_.payload);
    }

private:
    void say(const mesh::Position& it) {
        Whereabouts of;
        if (it.position) {
            of.lat = core::lat_degrees(*it.position);
            of.lon = core::lon_degrees(*it.position);
        }
        if (it.precision_bits) of.accuracy_m = mesh::accuracy_m(*it.precision_bits);
        of.speed_mps = it.ground_speed_ms;
        of.heading_deg = it.ground_track;
        of.sent_at = it.fix_at ? it.fix_at : it.at;
        if (!it.position) return nothing("a position without a place");
        add(core::InputKind::beacon, beacon_of(of));
    }
    // Without a time: the gateway's clock and the node's are two.
    void say(const mesh::DeviceMetrics& it) {
        if (!it.battery) return nothing("it says nothing of a battery");
        Whereabouts of;
        of.battery_pct = it.battery;
        add(core::InputKind::beacon, beacon_of(of));
    }
    void say(const mesh::Text& it) {
        if (says(it.text, signs().text)) return add(core::InputKind::status, panic_of(id(), {}));
        const bool is_for_all = !packet_.to || *packet_.to == mesh::everybody || packet_.to == packet_.gateway;
        if (!is_for_all) return nothing("a text from one node to another");
        if (const auto status = status_said(it.text)) {
            const nlohmann::ordered_json input{{"id", id()}, {"status", word(*status)}};
            return add(core::InputKind::status, input.dump());
        }
        report(devices_.texts, it.text, "texts are not read, by devices.toml");
    }
    void say(const mesh::Waypoint& it) {
        if (!says(it.name, signs().waypoint)) return nothing("a place on the network's own map");
        // So a node takes a place away.
        if (it.expires_at && *it.expires_at < heard_.now) return nothing("that place is marked no more");
        Whereabouts of;
        if (it.position) {
            of.lat = core::lat_degrees(*it.position);
            of.lon = core::lon_degrees(*it.position);
        }
        add(core::InputKind::status, panic_of(id(), of));
    }
    void say(const mesh::Detection& it) {
        report(devices_.detections, it.text, "sensors are not read, by devices.toml");
    }
    void say(const mesh::NodeInfo&) { nothing("names of nodes are not kept; devices.toml says whose each is"); }
    void say(const mesh::EnvironmentMetrics&) { nothing("the weather is not followed"); }
    void say(const mesh::PowerMetrics&) { nothing("currents are not followed"); }
    void say(const mesh::AirMetrics&) { nothing("the air is not followed"); }
    void say(const mesh::NeighborInfo&) { nothing("of the network itself"); }
    void say(const mesh::Traceroute&) { nothing("of the network itself"); }
    void say(const mesh::Paxcounter&) { nothing("passers-by are not counted"); }
    void say(const mesh::Gpios&) { nothing("pins are not read"); }
    void say(const mesh::Unknown& it) {
        nothing(it.type.empty() ? "the gateway could not put it into JSON" : "a type that the hub does not know");
    }

    void report(const std::string& category, const std::string& text, const char* why_not) {
        if (category.empty()) return nothing(why_not);
        const nlohmann::ordered_json input{{"id", id()}, {"category", category}, {"text", text}};
        add(core::InputKind::report, input.dump());
    }
    void add(core::InputKind kind, std::string normalised) {
        found_.sayings.push_back({device_.unit, kind, std::move(normalised), packet_.id ? as_sent(packet_) : ""});
    }
    void nothing(std::string why) { found_.remarks.push_back({"", std::move(why)}); }
    const PanicSigns& signs() const { return devices_.panic_of(&device_); }
    // The same whichever gateway carries it, before a restart and after.
    std::string id() const { return id_of("meshtastic", packet_.id ? as_sent(packet_) : std::string(heard_.payload)); }

    const Heard& heard_;
    const Devices& devices_;
    const Device& device_;
    const mesh::Packet& packet_;
    Interpretation& found_;
};

}  // namespace

std::optional<core::UnitStatus> status_said(std::string_view text) {
    const std::string said = plain(text);
    const auto found =
        std::find_if(status_words.begin(), status_words.end(), [&](const auto& word) { return word.first == said; });
    return found == status_words.end() ? std::nullopt : std::optional(found->second);
}

Interpretation MeshtasticInputs::read(const Heard& heard, const Devices& devices, const core::Organisation&) {
    Interpretation found;
    found.format = Format::meshtastic;
    const auto topic = mesh::topic_in(heard.topic, devices.meshtastic_root);
    if (!topic) {
        found.refused = Error{"bad_value", "topic",
                              "a gateway publishes on " + devices.meshtastic_root + "/REGION/2/json/CHANNEL/!gateway"};
        return found;
    }
    switch (topic->kind) {
        case mesh::TopicKind::presence:
            found.what = "stat";
            found.remarks.push_back({"", "whether a gateway is there is not followed"});
            return found;
        case mesh::TopicKind::protobuf:
            found.what = "protobuf";
            // Beside JSON it is the same once more.
            found.is_unremarkable = topic->gateway && of_json_.contains(*topic->gateway);
            found.refused = mesh::protobuf_refusal();
            return found;
        case mesh::TopicKind::json: break;
    }
    // What the hub itself says to gateways comes back to it.
    if (!topic->gateway && topic->channel == "mqtt") {
        found.is_unremarkable = true;
        return found;
    }
    if (topic->gateway && of_json_.size() < gateways_most) of_json_.insert(*topic->gateway);
    return read_packet(heard, devices);
}

Interpretation MeshtasticInputs::read_packet(const Heard& heard, const Devices& devices) {
    Interpretation found;
    found.format = Format::meshtastic;
    const auto reading = mesh::read(heard.payload);
    if (!reading) {
        found.refused = reading.error();
        return found;
    }
    const mesh::Packet& packet = reading->packet;
    found.what = mesh::type_of(packet.payload);
    found.is_degraded = !reading->degraded.empty();
    found.remarks = reading->degraded;
    const Device* device = devices.of_node(packet.from.number);
    if (device == nullptr) {
        // Strangers in the same network are no fault of anybody's.
        found.remarks.push_back({"from", "node " + mesh::text_of(packet.from) +
                                             " is nobody's here; if a unit carries it, devices.toml says so: "
                                             "[[device]] unit = \"...\" meshtastic = \"" +
                                             mesh::text_of(packet.from) + "\""});
        return found;
    }
    found.client = device->unit;
    found.is_sign_of_life = true;
    // A gateway that cannot decode a packet says nothing of it; another one may.
    const bool says_something = !std::holds_alternative<mesh::Unknown>(packet.payload);
    if (says_something && seen_.see(packet, heard.now) != mesh::Sighting::first) {
        found.is_repeat = true;
        found.remarks.push_back({"", "it came by another gateway already"});
        return found;
    }
    NodePacket(heard, devices, *device, packet, found).take();
    return found;
}

}  // namespace paraat::foreign
