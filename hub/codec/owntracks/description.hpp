#pragma once

#include <array>
#include <string_view>
#include <type_traits>

#include "hub/codec/json_fields.hpp"
#include "hub/codec/owntracks/message.hpp"

// Each field of each message, once: given a JsonFields it is read, given a JsonObject it is written, in this order.
namespace paraat::codec::owntracks {

inline constexpr std::size_t name_most = 256;          // bytes of names and other short texts
inline constexpr std::size_t image_most = 48 * 1'024;  // characters of base64
inline constexpr std::size_t waypoints_most = 512;
inline constexpr std::size_t regions_most = 64;

inline constexpr Bounds latitudes{-90, 90};
inline constexpr Bounds longitudes{-180, 180};
inline constexpr Bounds lengths{0, 100'000'000, -1};  // metres; iOS writes -1 for what it does not know
inline constexpr Bounds counts{0, 1e12};

inline constexpr std::array<std::string_view, 3> connection_words{"w", "o", "m"};
inline constexpr std::array<std::string_view, 2> crossing_words{"enter", "leave"};
inline constexpr std::array<std::string_view, 10> action_words{
    "action",   "clearWaypoints",   "dump",         "reportLocation", "reportSteps",
    "response", "setConfiguration", "setWaypoints", "status",         "waypoints"};
inline constexpr std::array<std::string_view, 3> asked_words{"tour", "tours", "untour"};

template <class Fields>
inline constexpr bool reads = std::is_same_v<Fields, JsonFields>;

// A place is both numbers, and not 0,0, which devices send without a fix.
template <class Fields, class Placed>
void describe_place(Fields& f, Placed& it) {
    f.number("lat", it.lat, latitudes);
    f.number("lon", it.lon, longitudes);
    if constexpr (reads<Fields>) {
        if (it.lat && it.lon && *it.lat == 0.0 && *it.lon == 0.0) {
            f.remark("lat", "with lon is 0,0, which is no position");
            it.lat.reset();
        }
        if (!it.lat || !it.lon) {
            it.lat.reset();
            it.lon.reset();
        }
    }
}

template <class Fields, class Car>
void describe_vehicle(Fields& f, Car& it) {
    f.text("imei", it.imei, name_most);
    f.text("vin", it.vin, name_most);
    f.text("name", it.name, name_most);
    f.text("plate", it.plate, name_most);
    f.text("driver", it.driver, name_most);
    f.number("odometer", it.odometer_km, counts);
    f.number("trip", it.trip_m, counts);
    f.number("uext", it.external_volts, {-1'000, 1'000});
    f.number("ubatt", it.battery_volts, {-1'000, 1'000});
    f.number("flvl", it.fuel_percent, {0, 100});
    f.number("don", it.since_ignition_on_s, counts);
    f.number("doff", it.since_ignition_off_s, counts);
    f.flag("ign", it.ignition);
    f.flag("motion", it.motion);
    f.flag("tow", it.tow);
}

template <class Fields, class It>
void describe_location(Fields& f, It& it) {
    f.constant("_type", "location");
    f.text("_id", it.correlation, name_most);
    f.number("acc", it.accuracy_m, lengths);
    f.number("alt", it.altitude_m, {-20'000, 100'000});
    f.number("batt", it.battery, {0, 100, -1});
    f.code("bs", it.charging, {1, 3, 0});
    f.text("BSSID", it.bssid, name_most);
    f.number("cog", it.course, {0, 360, -1});
    f.word("conn", it.connection, connection_words);
    f.time("created_at", it.created_at, ZeroTime::is_wrong);
    f.number("dist", it.distance_m, counts);
    f.base64("image", it.image, image_most);
    f.text("imagename", it.image_name, name_most);
    f.texts("inregions", it.regions, regions_most, name_most);
    f.texts("inrids", it.region_ids, regions_most, name_most);
    describe_place(f, it);
    f.code("m", it.monitoring, {-1, 2});
    f.texts("motionactivities", it.activities, regions_most, name_most);
    f.number("p", it.pressure_kpa, {0, 1'000});
    f.text("poi", it.poi, name_most);
    f.number("rad", it.radius_m, lengths);
    f.text("SSID", it.ssid, name_most);
    f.text("t", it.trigger, 1);
    f.text("tag", it.tag, name_most);
    f.text("tid", it.tracker_id, name_most);
    f.time("tst", it.at, ZeroTime::is_wrong);
    f.number("vac", it.vertical_accuracy_m, lengths);
    f.number("vel", it.speed_kmh, {0, 100'000, -1});
    describe_vehicle(f, it.vehicle);
    for (const char* key : {"lat", "lon", "tst"}) f.require(key);
}

template <class Fields, class It>
void describe_lwt(Fields& f, It& it) {
    f.constant("_type", "lwt");
    f.text("tid", it.tracker_id, name_most);
    f.time("tst", it.connected_at, ZeroTime::is_wrong);
    f.require("tst");
}

template <class Fields, class It>
void describe_transition(Fields& f, It& it) {
    f.constant("_type", "transition");
    f.text("_id", it.correlation, name_most);
    f.number("acc", it.accuracy_m, lengths);
    f.time("created_at", it.created_at, ZeroTime::is_wrong);
    f.text("desc", it.name, name_most);
    f.word("event", it.crossing, crossing_words);
    describe_place(f, it);
    f.text("rid", it.region_id, name_most);
    f.text("t", it.trigger, 1);
    f.text("tid", it.tracker_id, name_most);
    f.time("tst", it.at, ZeroTime::is_wrong);
    f.time("wtst", it.waypoint_at, ZeroTime::is_wrong);
    for (const char* key : {"acc", "event", "lat", "lon", "tst", "wtst"}) f.require(key);
}

template <class Fields, class It>
void describe_waypoint(Fields& f, It& it) {
    f.constant("_type", "waypoint");
    f.text("_id", it.correlation, name_most);
    f.text("desc", it.name, name_most);
    describe_place(f, it);
    f.integer("major", it.major, {0, 65'535});
    f.integer("minor", it.minor, {0, 65'535});
    f.number("rad", it.radius_m, {-100'000'000, 100'000'000});
    f.text("rid", it.region_id, name_most);
    f.text("tid", it.tracker_id, name_most);
    f.time("tst", it.at, ZeroTime::is_wrong);
    f.text("uuid", it.uuid, name_most);
}

template <class Fields, class It>
void describe_waypoints(Fields& f, It& it) {
    f.constant("_type", "waypoints");
    f.list("waypoints", it.waypoints, waypoints_most, [](auto& inner, auto& one) { describe_waypoint(inner, one); });
}

// All but the action, without which there is no command.
template <class Fields, class It>
void describe_command(Fields& f, It& it) {
    f.constant("_type", "cmd");
    f.constant("action", action_words[static_cast<std::size_t>(it.action)]);
    f.time("from", it.from, ZeroTime::is_wrong);
    f.time("to", it.to, ZeroTime::is_wrong);
    f.object("waypoints", it.waypoints, [](auto& inner, auto& list) { describe_waypoints(inner, list); });
    f.raw("configuration", it.configuration);
    f.word("request", it.asked, asked_words);
    f.integer("status", it.status, {-1e9, 1e9});
    f.raw("tour", it.tour);
    f.raw("tours", it.tours);
    f.integer("ntours", it.tour_count, {0, 1e6});
    f.text("uuid", it.uuid, name_most);
}

template <class Fields, class It>
void describe_card(Fields& f, It& it) {
    f.constant("_type", "card");
    f.text("name", it.name, name_most);
    f.base64("face", it.face, image_most);
    f.text("tid", it.tracker_id, name_most);
}

template <class Fields, class It>
void describe_status(Fields& f, It& it) {
    f.constant("_type", "status");
    f.raw("iOS", it.ios);
    f.raw("android", it.android);
}

template <class Fields, class It>
void describe_steps(Fields& f, It& it) {
    f.constant("_type", "steps");
    f.time("tst", it.at, ZeroTime::is_wrong);
    f.time("from", it.from, ZeroTime::is_wrong);
    f.time("to", it.to, ZeroTime::is_wrong);
    if constexpr (reads<Fields>) {
        f.integer("steps", it.steps, {0, 1e9, -1});
    } else {
        f.integer("steps", std::optional<std::int64_t>(it.steps.value_or(-1)), {});
    }
    f.integer("distance", it.distance_m, counts);
    f.integer("floorsup", it.floors_up, counts);
    f.integer("floorsdown", it.floors_down, counts);
    for (const char* key : {"from", "steps", "to", "tst"}) f.require(key);
}

template <class Fields, class It>
void describe_beacon(Fields& f, It& it) {
    f.constant("_type", "beacon");
    f.text("desc", it.name, name_most);
    f.text("uuid", it.uuid, name_most);
    f.integer("major", it.major, {0, 65'535});
    f.integer("minor", it.minor, {0, 65'535});
    f.time("tst", it.at, ZeroTime::is_wrong);
    f.number("acc", it.distance_m, lengths);
    f.integer("rssi", it.rssi_dbm, {-200, 100});
    f.code("prox", it.proximity, {0, 3});
    f.text("tid", it.tracker_id, name_most);
}

template <class Fields, class It>
void describe_request(Fields& f, It& it) {
    f.constant("_type", "request");
    f.constant("request", asked_words[static_cast<std::size_t>(it.asked)]);
    f.raw("tour", it.tour);
    f.text("uuid", it.uuid, name_most);
}

template <class Fields, class It>
void describe_encrypted(Fields& f, It& it) {
    f.constant("_type", "encrypted");
    f.base64("data", it.data, image_most * 2);
}

}  // namespace paraat::codec::owntracks
