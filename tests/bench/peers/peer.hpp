#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>

namespace paraat::bench {

// How the hub is set up that stands behind a broker.
struct HubSettings {
    std::string client = "mqtt311";   // broker.client
    std::int64_t beacon_rate = 0;     // limits.beacon_rate
    std::size_t units = 0;            // accounts in its organisation beside those that are shipped
    std::size_t crowd = 0;            // likewise, of a Crowd
    std::filesystem::path past = {};  // a journal that it has; it works on a copy. Empty = none
};

// As long as the hub's own are, so that a relay publishes as much; in bytes.
struct ReportSizes {
    std::size_t alert = 700;
    std::size_t receipt = 250;
};

// The least that could be there instead: for each report one message that is retained on a topic of its own and one
// that is not, both QoS 1; nothing is decided, and but for `syncing` nothing is kept.
struct Relay {
    enum class By {
        mosquitto,  // the bare one, on libmosquitto
        syncing,    // the same, that writes each report to a file and syncs it before it passes it on
        paho,       // the naive one, that publishes from the callback
        node_red
    };
    By by = By::mosquitto;
    std::optional<ReportSizes> reports = ReportSizes{};  // none = it passes beacons on, QoS 0; Node-RED does not
};

// The broker alone.
struct Nobody {};

// Who stands behind the broker.
using Peer = std::variant<Nobody, Relay, HubSettings>;

// As in the tables: "hub mqtt311".
std::string name_of(const Peer& peer);

// Whether `./dev bench --node-red` put it there.
bool is_node_red_installed();

}  // namespace paraat::bench
