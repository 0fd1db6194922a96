#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace paraat::codec::owntracks {

// `ROOT/USER/DEVICE`, or with one level more.
struct Topic {
    std::string user;
    std::string device;
    std::string rest;  // event, waypoint, waypoints, cmd, info, status, step, beacon, dump; empty on the base topic

    bool operator==(const Topic&) const = default;
};

// The root has any number of levels ("owntracks", "city/phones"). Nullopt: not below it, another number of levels, an
// empty user or device, another word at the end. Pure.
std::optional<Topic> topic_in(std::string_view topic, std::string_view root);

// Where commands to that device go.
std::string command_topic(std::string_view root, std::string_view user, std::string_view device);

}  // namespace paraat::codec::owntracks
