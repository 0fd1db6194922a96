#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "hub/base/time.hpp"

// The messages of the OwnTracks apps for phones and of car trackers that speak like them. Absent is nullopt or empty;
// what an app writes for "I do not know" is absent. Times are whole seconds of the device's clock, and claims.
namespace paraat::codec::owntracks {

enum class Charging { unplugged = 1, charging = 2, full = 3 };
enum class Monitoring { quiet = -1, manual = 0, significant = 1, move = 2 };
enum class Connection { wifi, offline, mobile };
enum class Crossing { enter, leave };
enum class Proximity { unknown = 0, immediate = 1, near = 2, far = 3 };

// What a car tracker adds to a location.
struct Vehicle {
    std::string imei;
    std::string vin;
    std::string name;
    std::string plate;
    std::string driver;
    std::optional<double> odometer_km;
    std::optional<double> trip_m;
    std::optional<double> external_volts;
    std::optional<double> battery_volts;
    std::optional<double> fuel_percent;
    std::optional<double> since_ignition_on_s;
    std::optional<double> since_ignition_off_s;
    std::optional<bool> ignition;
    std::optional<bool> motion;
    std::optional<bool> tow;

    bool operator==(const Vehicle&) const = default;
};

struct Location {
    std::optional<double> lat;  // degrees; both or neither
    std::optional<double> lon;
    std::optional<Instant> at;  // of the fix; of a ping it is when it was sent
    std::optional<Instant> created_at;
    std::optional<double> accuracy_m;
    std::optional<double> vertical_accuracy_m;
    std::optional<double> altitude_m;
    std::optional<double> speed_kmh;
    std::optional<double> course;   // degrees from north
    std::optional<double> battery;  // percent
    std::optional<double> pressure_kpa;
    std::optional<double> radius_m;    // of the region that was entered or left
    std::optional<double> distance_m;  // since the last location
    std::optional<Charging> charging;
    std::optional<Connection> connection;
    std::optional<Monitoring> monitoring;
    std::string tracker_id;
    std::string trigger;  // one character; empty: automatic
    std::vector<std::string> regions;
    std::vector<std::string> region_ids;
    std::vector<std::string> activities;
    std::string poi;
    std::string tag;
    std::string image;  // base64
    std::string image_name;
    std::string ssid;
    std::string bssid;
    std::string correlation;  // `_id`
    Vehicle vehicle;

    bool operator==(const Location&) const = default;
};

// Whether a person sent it by hand, as opposed to a timer, a region or an answer.
inline bool is_by_hand(const Location& location) {
    return location.trigger == "u";
}

// The will of a connection.
struct Lwt {
    std::optional<Instant> connected_at;  // when it FIRST connected, not when it was lost
    std::string tracker_id;

    bool operator==(const Lwt&) const = default;
};

// The place may be the fix before, kilometres away.
struct Transition {
    std::optional<Crossing> crossing;
    std::string name;
    std::string region_id;
    std::optional<Instant> waypoint_at;  // when the region was made
    std::optional<Instant> at;
    std::optional<Instant> created_at;
    std::optional<double> lat;
    std::optional<double> lon;
    std::optional<double> accuracy_m;
    std::string trigger;
    std::string tracker_id;
    std::string correlation;

    bool operator==(const Transition&) const = default;
};

// A region by its place, or by a beacon (uuid, major, minor).
struct Waypoint {
    std::string name;
    std::optional<double> lat;
    std::optional<double> lon;
    std::optional<double> radius_m;  // negative: the app moves the region along
    std::optional<Instant> at;       // when it was made
    std::string region_id;
    std::string uuid;
    std::optional<std::int64_t> major;
    std::optional<std::int64_t> minor;
    std::string tracker_id;
    std::string correlation;

    bool operator==(const Waypoint&) const = default;
};

struct Waypoints {
    std::vector<Waypoint> waypoints;

    bool operator==(const Waypoints&) const = default;
};

// `action` is the app's word that nobody could tell the meaning of; it stands in the app's own schema.
enum class Action {
    action,
    clear_waypoints,
    dump,
    report_location,
    report_steps,
    response,
    set_configuration,
    set_waypoints,
    status,
    waypoints
};
enum class Asked { tour, tours, untour };

// To a phone. `response` answers a Request.
struct Command {
    Action action = Action::report_location;
    std::optional<Instant> from;  // of report_steps
    std::optional<Instant> to;
    std::optional<Waypoints> waypoints;  // of set_waypoints
    std::string configuration;           // of set_configuration; JSON
    std::optional<Asked> asked;          // of response, as are those below
    std::optional<std::int64_t> status;
    std::string tour;   // JSON
    std::string tours;  // JSON
    std::optional<std::int64_t> tour_count;
    std::string uuid;

    bool operator==(const Command&) const = default;
};

// Who carries the device.
struct Card {
    std::string name;
    std::string face;  // base64 of a picture
    std::string tracker_id;

    bool operator==(const Card&) const = default;
};

// What the system lets the app do; the objects are the systems' own.
struct Status {
    std::string ios;      // JSON
    std::string android;  // JSON

    bool operator==(const Status&) const = default;
};

struct Steps {
    std::optional<Instant> at;
    std::optional<Instant> from;
    std::optional<Instant> to;
    std::optional<std::int64_t> steps;  // absent: the device cannot count them
    std::optional<std::int64_t> distance_m;
    std::optional<std::int64_t> floors_up;
    std::optional<std::int64_t> floors_down;

    bool operator==(const Steps&) const = default;
};

// A beacon that the phone hears.
struct Beacon {
    std::string name;
    std::string uuid;
    std::optional<std::int64_t> major;
    std::optional<std::int64_t> minor;
    std::optional<Instant> at;
    std::optional<double> distance_m;
    std::optional<std::int64_t> rssi_dbm;
    std::optional<Proximity> proximity;
    std::string tracker_id;

    bool operator==(const Beacon&) const = default;
};

// The settings of the app, which hold passwords: for nobody's log.
struct Configuration {
    std::string settings;  // the whole message; JSON

    bool operator==(const Configuration&) const = default;
};

// A phone asks for a link by which others follow it.
struct Request {
    Asked asked = Asked::tours;
    std::string tour;  // JSON
    std::string uuid;

    bool operator==(const Request&) const = default;
};

// See encryption.hpp.
struct Encrypted {
    std::string data;  // base64 of a nonce and a box

    bool operator==(const Encrypted&) const = default;
};

using Message = std::variant<Location, Lwt, Transition, Waypoint, Waypoints, Command, Card, Status, Steps, Beacon,
                             Configuration, Request, Encrypted>;

// Its `_type`.
std::string_view type_of(const Message& message);

}  // namespace paraat::codec::owntracks
