#pragma once

#include <cmath>
#include <type_traits>

#include "hub/codec/json_fields.hpp"
#include "hub/codec/meshtastic/packet.hpp"

// Each field of each packet, once: given a JsonFields it is read, given a JsonObject it is written.
namespace paraat::codec::meshtastic {

inline constexpr std::size_t name_most = 256;          // bytes; the protocol allows less
inline constexpr std::size_t text_taken_most = 1'024;  // bytes; a packet holds 233
inline constexpr std::size_t hops_most = 64;
inline constexpr std::size_t neighbors_most = 256;

inline constexpr Bounds any_number{-1e12, 1e12};
inline constexpr Bounds counts{0, 4'294'967'295};
inline constexpr Bounds percents{0, 1'000};  // of air time, which radios tell above 100 when they are wrong

template <class Fields>
inline constexpr bool reads = std::is_same_v<Fields, JsonFields>;

// A number of 32 bits, that firmware before 2.2.0 writes with a sign.
template <class Fields, class Number>
void describe_number32(Fields& f, const char* key, Number& it) {
    if constexpr (reads<Fields>) {
        std::optional<std::int64_t> read;
        f.integer(key, read, {-2'147'483'648.0, 4'294'967'295.0});
        if (read) it = static_cast<std::uint32_t>(*read);
    } else {
        f.integer(key, it ? std::optional<std::int64_t>(*it) : std::nullopt, {});
    }
}

template <class Fields, class Node>
void describe_node(Fields& f, const char* key, Node& it) {
    std::optional<std::uint32_t> number;
    if constexpr (!reads<Fields>) {
        if (it) number = it->number;
    }
    describe_number32(f, key, number);
    if constexpr (reads<Fields>) {
        if (number) it = NodeId{*number};
    }
}

// As "!7efeee00".
template <class Fields, class Node>
void describe_node_text(Fields& f, const char* key, Node& it) {
    if constexpr (reads<Fields>) {
        std::string text;
        f.text(key, text, name_most);
        it = node_in(text);
        if (!text.empty() && !it) f.remark(key, "is no id of a node");
    } else {
        f.text(key, it ? text_of(*it) : std::string(), name_most);
    }
}

// A whole number of parts, `parts` to the unit.
template <class Fields, class Number>
void describe_scaled(Fields& f, const char* key, Number& it, double parts, double most) {
    std::optional<std::int64_t> whole;
    if constexpr (reads<Fields>) {
        f.integer(key, whole, {0, std::round(most * parts)});
        if (whole) it = static_cast<double>(*whole) / parts;
    } else {
        if (it) whole = std::llround(*it * parts);
        f.integer(key, whole, {});
    }
}

template <class Fields, class Place>
void describe_place(Fields& f, Place& it) {
    std::optional<std::int64_t> lat;
    std::optional<std::int64_t> lon;
    if constexpr (reads<Fields>) {
        f.integer("latitude_i", lat, {-900'000'000, 900'000'000});
        f.integer("longitude_i", lon, {-1'800'000'000, 1'800'000'000});
        f.require("latitude_i");
        f.require("longitude_i");
        if (lat == 0 && lon == 0) {
            f.remark("latitude_i", "with longitude_i is 0,0, which is no position");
        } else if (lat && lon) {
            it = core::Position{static_cast<std::int32_t>(*lat), static_cast<std::int32_t>(*lon)};
        }
    } else {
        if (it) lat = it->lat_e7;
        if (it) lon = it->lon_e7;
        f.integer("latitude_i", lat, {});
        f.integer("longitude_i", lon, {});
    }
}

template <class Fields, class It>
void describe_position(Fields& f, It& it) {
    describe_place(f, it.position);
    f.integer("altitude", it.altitude_m, {-20'000, 100'000});
    f.time("time", it.at, ZeroTime::is_unknown);
    f.time("timestamp", it.fix_at, ZeroTime::is_unknown);
    f.number("ground_speed", it.ground_speed_ms, {0, 100'000});
    describe_scaled(f, "ground_track", it.ground_track, 100'000, 360);
    f.integer("sats_in_view", it.satellites, {0, 1'000});
    describe_scaled(f, "PDOP", it.pdop, 100, 10'000'000);
    describe_scaled(f, "HDOP", it.hdop, 100, 10'000'000);
    describe_scaled(f, "VDOP", it.vdop, 100, 10'000'000);
    f.integer("precision_bits", it.precision_bits, {0, 32});
}

template <class Fields, class It>
void describe_device(Fields& f, It& it) {
    // Above 100 percent is no percentage: a cable.
    std::optional<double> level;
    if constexpr (!reads<Fields>) level = it.is_on_external_power ? std::optional(101.0) : it.battery;
    f.number("battery_level", level, {0, 255});
    std::optional<double> volts;
    if constexpr (!reads<Fields>) volts = it.volts;
    f.number("voltage", volts, {-1'000, 1'000});
    if constexpr (reads<Fields>) {
        it.is_on_external_power = level && *level > 100.0;
        if (level && *level <= 100.0) it.battery = level;
        // A radio that cannot measure says 0, or -0.001.
        if (volts && *volts > 0.0) it.volts = volts;
        if (it.battery == 0.0 && volts && !it.volts) {
            f.remark("battery_level", "and voltage are 0, which is unknown");
            it.battery.reset();
        }
    }
    f.number("channel_utilization", it.channel_utilization, percents);
    f.number("air_util_tx", it.air_time, percents);
    f.integer("uptime_seconds", it.uptime_s, counts);
}

template <class Fields, class It>
void describe_environment(Fields& f, It& it) {
    f.number("temperature", it.temperature_c, {-273.15, 10'000});
    f.number("relative_humidity", it.humidity, {0, 200});
    f.number("barometric_pressure", it.pressure_hpa, {0, 100'000});
    f.number("gas_resistance", it.gas_resistance, any_number);
    f.number("voltage", it.volts, any_number);
    f.number("current", it.current_ma, any_number);
    f.number("lux", it.lux, any_number);
    f.number("iaq", it.air_quality, any_number);
    f.number("distance", it.distance_mm, any_number);
    f.number("wind_direction", it.wind_direction, {0, 360});
    f.number("wind_speed", it.wind_speed_ms, {0, 1'000});
    f.number("wind_gust", it.wind_gust_ms, {0, 1'000});
    f.number("wind_lull", it.wind_lull_ms, {0, 1'000});
    f.number("weight", it.weight_kg, any_number);
    f.number("radiation", it.radiation, any_number);
}

inline constexpr std::array<const char*, power_channels> voltage_keys{"voltage_ch1", "voltage_ch2", "voltage_ch3",
                                                                      "voltage_ch4", "voltage_ch5", "voltage_ch6",
                                                                      "voltage_ch7", "voltage_ch8"};
inline constexpr std::array<const char*, power_channels> current_keys{"current_ch1", "current_ch2", "current_ch3",
                                                                      "current_ch4", "current_ch5", "current_ch6",
                                                                      "current_ch7", "current_ch8"};

template <class Fields, class It>
void describe_power(Fields& f, It& it) {
    for (std::size_t i = 0; i < power_channels; ++i) {
        f.number(voltage_keys[i], it.volts[i], any_number);
        f.number(current_keys[i], it.current_ma[i], any_number);
    }
}

inline constexpr std::array<const char*, 7> air_keys{"pm10", "pm25", "pm100", "pm10_e", "pm25_e", "pm100_e", "co2"};

template <class Fields, class It>
void describe_air(Fields& f, It& it) {
    std::size_t i = 0;
    for (auto* value : {&it.pm10, &it.pm25, &it.pm100, &it.pm10_here, &it.pm25_here, &it.pm100_here, &it.co2_ppm}) {
        f.number(air_keys[i++], *value, {0, 1e9});
    }
}

template <class Fields, class It>
void describe_node_info(Fields& f, It& it) {
    describe_node_text(f, "id", it.node);
    f.text("longname", it.long_name, name_most);
    f.text("shortname", it.short_name, name_most);
    f.integer("hardware", it.hardware, counts);
    f.integer("role", it.role, counts);
}

template <class Fields, class It>
void describe_waypoint(Fields& f, It& it) {
    f.integer("id", it.id, counts);
    f.text("name", it.name, name_most);
    f.text("description", it.description, text_taken_most);
    f.time("expire", it.expires_at, ZeroTime::is_unknown);
    describe_node(f, "locked_to", it.locked_to);
    describe_place(f, it.position);
}

template <class Fields, class It>
void describe_neighbors(Fields& f, It& it) {
    describe_node(f, "node_id", it.node);
    f.integer("node_broadcast_interval_secs", it.interval_s, counts);
    describe_node(f, "last_sent_by_id", it.last_sent_by);
    if constexpr (reads<Fields>) {
        std::optional<std::int64_t> said;  // and the list is what counts
        f.integer("neighbors_count", said, counts);
    } else {
        f.integer("neighbors_count", std::optional(static_cast<std::int64_t>(it.neighbors.size())), {});
    }
    f.list("neighbors", it.neighbors, neighbors_most, [](auto& inner, auto& one) {
        describe_node(inner, "node_id", one.node);
        inner.number("snr", one.snr_db, any_number);
    });
}

template <class Fields, class It>
void describe_traceroute(Fields& f, It& it) {
    f.texts("route", it.route, hops_most, name_most);
    f.texts("route_back", it.route_back, hops_most, name_most);
    f.raw("snr_towards", it.snr_towards);
    f.raw("snr_back", it.snr_back);
}

template <class Fields, class It>
void describe_detection(Fields& f, It& it) {
    f.text("text", it.text, text_taken_most);
}

template <class Fields, class It>
void describe_paxcounter(Fields& f, It& it) {
    f.integer("wifi_count", it.wifi, counts);
    f.integer("ble_count", it.bluetooth, counts);
    f.integer("uptime", it.uptime_s, counts);
}

template <class Fields, class It>
void describe_gpios(Fields& f, It& it) {
    f.integer("gpio_value", it.value, {0, 9e15});
    f.integer("gpio_mask", it.mask, {0, 9e15});
}

// All but author, type and payload.
template <class Fields, class It>
void describe_envelope(Fields& f, It& it) {
    describe_number32(f, "id", it.id);
    f.integer("channel", it.channel, {0, 4'294'967'295});
    describe_node(f, "to", it.to);
    describe_node_text(f, "sender", it.gateway);
    f.time("timestamp", it.received_at, ZeroTime::is_unknown);
    f.number("rssi", it.rssi_dbm, {-1'000, 1'000});
    f.number("snr", it.snr_db, {-1'000, 1'000});
    f.integer("hop_start", it.hop_start, {0, 255});
    f.integer("hops_away", it.hops_away, {-1, 255});
    f.require("id");
}

}  // namespace paraat::codec::meshtastic
