#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hub/codec/cot/event.hpp"

// Events that we write. Nothing here has a clock: `now` is their time and their start.
namespace paraat::codec::cot {

// An event of that kind at that moment, which counts as long as such ones do (stale.hpp).
Event event_of(std::string uid, std::string type, std::string how, Instant now);

struct SeenUnit {
    std::string uid;
    std::string callsign;
    std::string type = "a-f-G-U-C";
    std::string group;  // a colour; empty = none
    std::string role = "Team Member";
    std::optional<Point> point;
    std::optional<int> battery;  // per cent
};
// Where a unit is, as it would say it itself.
Event unit_position(const SeenUnit& unit, Instant now);

struct SeenIncident {
    std::string uid;
    std::string category;  // a word of the organisation; what is not known gets a general type
    std::string title;
    std::string text;
    std::optional<Point> point;
};
Event incident_marker(const SeenIncident& incident, Instant now);
std::string_view incident_type(std::string_view category);

struct Alarm {
    std::string device_uid;  // whose it is; its event is named after it: "<device uid>-9-1-1"
    std::string device_type = "a-f-G-U-C";
    std::string callsign;
    std::string type = "b-a-o-tbl";
    std::optional<Point> point;
};
Event emergency(const Alarm& alarm, Instant now);
Event emergency_cancel(const Alarm& alarm, Instant now);

}  // namespace paraat::codec::cot
