#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/codec/meshtastic/node.hpp"
#include "hub/core/position.hpp"

// The packets of a Meshtastic mesh as its gateways publish them in JSON. Absent is nullopt or empty; firmware leaves
// out what is zero. Times are whole seconds of a radio's clock, and claims.
namespace paraat::codec::meshtastic {

struct Text {
    std::string text;

    bool operator==(const Text&) const = default;
};

struct Position {
    std::optional<core::Position> position;
    std::optional<std::int64_t> altitude_m;
    std::optional<Instant> at;      // when it was sent
    std::optional<Instant> fix_at;  // of the fix
    std::optional<double> ground_speed_ms;
    std::optional<double> ground_track;  // degrees from north
    std::optional<std::int64_t> satellites;
    std::optional<double> pdop;
    std::optional<double> hdop;
    std::optional<double> vdop;
    std::optional<std::int64_t> precision_bits;  // 0 to 32, as the radio's owner lets it be told

    bool operator==(const Position&) const = default;
};

// How far the place may be off because of so many bits, in metres; nullopt when it is told in full (32) or not at all.
std::optional<double> accuracy_m(std::int64_t precision_bits);

struct DeviceMetrics {
    std::optional<double> battery;  // percent; absent on external power
    bool is_on_external_power = false;
    std::optional<double> volts;
    std::optional<double> channel_utilization;  // percent
    std::optional<double> air_time;             // percent
    std::optional<std::int64_t> uptime_s;

    bool operator==(const DeviceMetrics&) const = default;
};

struct EnvironmentMetrics {
    std::optional<double> temperature_c;
    std::optional<double> humidity;  // percent
    std::optional<double> pressure_hpa;
    std::optional<double> gas_resistance;
    std::optional<double> volts;
    std::optional<double> current_ma;
    std::optional<double> lux;
    std::optional<double> air_quality;  // an index
    std::optional<double> distance_mm;
    std::optional<double> wind_direction;  // degrees
    std::optional<double> wind_speed_ms;
    std::optional<double> wind_gust_ms;
    std::optional<double> wind_lull_ms;
    std::optional<double> weight_kg;
    std::optional<double> radiation;

    bool operator==(const EnvironmentMetrics&) const = default;
};

inline constexpr std::size_t power_channels = 8;

struct PowerMetrics {
    std::array<std::optional<double>, power_channels> volts;
    std::array<std::optional<double>, power_channels> current_ma;

    bool operator==(const PowerMetrics&) const = default;
};

// Particles, in micrograms per cubic metre: standard, and as the surroundings are.
struct AirMetrics {
    std::optional<double> pm10;
    std::optional<double> pm25;
    std::optional<double> pm100;
    std::optional<double> pm10_here;
    std::optional<double> pm25_here;
    std::optional<double> pm100_here;
    std::optional<double> co2_ppm;

    bool operator==(const AirMetrics&) const = default;
};

struct NodeInfo {
    std::optional<NodeId> node;
    std::string long_name;
    std::string short_name;
    std::optional<std::int64_t> hardware;  // the protocol's number of the model
    std::optional<std::int64_t> role;      // the protocol's number: 5 a tracker, 7 and 10 of TAK, ...

    bool operator==(const NodeInfo&) const = default;
};

struct Waypoint {
    std::optional<std::int64_t> id;
    std::string name;
    std::string description;
    std::optional<Instant> expires_at;
    std::optional<NodeId> locked_to;  // who alone may change it
    std::optional<core::Position> position;

    bool operator==(const Waypoint&) const = default;
};

struct Neighbor {
    std::optional<NodeId> node;
    std::optional<double> snr_db;

    bool operator==(const Neighbor&) const = default;
};

struct NeighborInfo {
    std::optional<NodeId> node;
    std::optional<NodeId> last_sent_by;
    std::optional<std::int64_t> interval_s;
    std::vector<Neighbor> neighbors;

    bool operator==(const NeighborInfo&) const = default;
};

struct Traceroute {
    std::vector<std::string> route;  // names, "Unknown" among them
    std::vector<std::string> route_back;
    std::string snr_towards;  // JSON
    std::string snr_back;     // JSON

    bool operator==(const Traceroute&) const = default;
};

// Of a sensor at a door, or of movement.
struct Detection {
    std::string text;

    bool operator==(const Detection&) const = default;
};

struct Paxcounter {
    std::optional<std::int64_t> wifi;
    std::optional<std::int64_t> bluetooth;
    std::optional<std::int64_t> uptime_s;

    bool operator==(const Paxcounter&) const = default;
};

struct Gpios {
    bool is_answer = false;  // to a question, or they changed
    std::optional<std::int64_t> value;
    std::optional<std::int64_t> mask;

    bool operator==(const Gpios&) const = default;
};

// Of a type that nobody here knows, or that the gateway could not put into JSON: then without a type or a payload.
struct Unknown {
    std::string type;
    std::string payload;  // JSON

    bool operator==(const Unknown&) const = default;
};

using Payload = std::variant<Unknown, Text, Position, DeviceMetrics, EnvironmentMetrics, PowerMetrics, AirMetrics,
                             NodeInfo, Waypoint, NeighborInfo, Traceroute, Detection, Paxcounter, Gpios>;

struct Packet {
    NodeId from;                      // the author
    std::optional<NodeId> to;         // or `everybody`
    std::optional<std::uint32_t> id;  // with `from` it names the packet, whoever publishes it
    std::optional<std::int64_t> channel;
    std::optional<NodeId> gateway;       // `sender`: who published it
    std::optional<Instant> received_at;  // by the gateway
    std::optional<double> rssi_dbm;
    std::optional<double> snr_db;
    std::optional<std::int64_t> hop_start;
    std::optional<std::int64_t> hops_away;
    Payload payload;

    bool operator==(const Packet&) const = default;
};

// The word of its kind on the wire.
std::string_view type_of(const Payload& payload);

}  // namespace paraat::codec::meshtastic
