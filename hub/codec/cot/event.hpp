#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/codec/remark.hpp"

// Cursor on Target: what one event says. Texts are UTF-8 and empty where they are absent; what is unknown is absent.
namespace paraat::codec::cot {

using Attributes = std::vector<std::pair<std::string, std::string>>;

// What an element holds beside what is known of it, so that it can be passed on: attributes, and XML within.
struct Rest {
    Attributes attributes;
    std::string inside;

    bool is_empty() const { return attributes.empty() && inside.empty(); }
    bool operator==(const Rest&) const = default;
};

// WGS 84. Degrees, lat -90..90 and lon -180..180; metres.
struct Point {
    double lat = 0;
    double lon = 0;
    std::optional<double> hae;  // height above the ellipsoid
    std::optional<double> ce;   // circular error
    std::optional<double> le;   // linear error

    bool operator==(const Point&) const = default;
};

struct Contact {
    std::string callsign;
    std::string endpoint;
    std::string phone;
    Rest rest;

    bool operator==(const Contact&) const = default;
};

struct Group {
    std::string name;  // a colour
    std::string role;
    Rest rest;

    bool operator==(const Group&) const = default;
};

struct Status {
    std::optional<int> battery;  // per cent, 0..100
    Rest rest;

    bool operator==(const Status&) const = default;
};

struct Takv {
    std::string device;
    std::string platform;
    std::string os;
    std::string version;
    Rest rest;

    bool operator==(const Takv&) const = default;
};

struct Track {
    std::optional<double> speed;   // m/s
    std::optional<double> course;  // degrees, as it was said: some say -108.9
    Rest rest;

    bool operator==(const Track&) const = default;
};

struct PrecisionLocation {
    std::string geopointsrc;
    std::string altsrc;
    Rest rest;

    bool operator==(const PrecisionLocation&) const = default;
};

struct Droid {
    std::string name;
    Rest rest;

    bool operator==(const Droid&) const = default;
};

// To another event; of relation "p-p" to whoever produced this one.
struct Link {
    std::string uid;
    std::string type;
    std::string relation;
    Rest rest;

    bool operator==(const Link&) const = default;
};

// <remarks>: the text of a person.
struct Note {
    std::string text;
    std::string source;
    std::string to;
    std::optional<Instant> time;
    Rest rest;

    bool operator==(const Note&) const = default;
};

// <marti><dest/>: for whom it is, by one of these.
struct Destination {
    std::string callsign;
    std::string uid;
    std::string mission;
    Rest rest;

    bool operator==(const Destination&) const = default;
};

struct Emergency {
    std::string type;  // "911 Alert"; empty on a cancel
    bool is_cancel = false;
    std::string text;  // whose it is, by callsign
    Rest rest;

    bool operator==(const Emergency&) const = default;
};

struct Chat {
    std::string id;
    std::string chatroom;
    std::string sender_callsign;
    std::string parent;
    std::string group_owner;
    std::string message_id;
    std::string group_id;                   // of <chatgrp>
    std::vector<std::string> participants;  // uid0, the sender's, uid1, ...
    Rest group_rest;
    Rest rest;

    bool operator==(const Chat&) const = default;
};

// <TakControl>: what is agreed about the encoding of a stream. One of these.
struct Negotiation {
    std::vector<int> supported;
    std::optional<int> requested;
    std::optional<bool> granted;

    bool operator==(const Negotiation&) const = default;
};

struct Detail {
    std::optional<Contact> contact;
    std::optional<Group> group;
    std::optional<Status> status;
    std::optional<Takv> takv;
    std::optional<Track> track;
    std::optional<PrecisionLocation> precision;
    std::optional<Droid> droid;
    std::vector<Link> links;
    std::optional<Note> note;
    std::vector<Destination> destinations;
    Attributes flow_tags;  // server to the time at which it passed
    std::optional<Emergency> emergency;
    std::optional<Chat> chat;
    bool is_archived = false;
    std::optional<std::int32_t> argb;  // of <color>
    std::optional<Negotiation> negotiation;
    std::string others;     // XML of all else, element after element
    Attributes attributes;  // of <detail> itself

    bool operator==(const Detail&) const = default;
};

struct Event {
    std::string uid;   // 1 to 256 bytes
    std::string type;  // "a-f-G-U-C"; see type.hpp
    std::string how;   // "m-g"
    Instant time;      // of the event by its sender's clock; start..stale is when it counts
    Instant start;
    Instant stale;
    std::string access;
    std::string qos;
    std::string opex;
    std::optional<Point> point;
    Detail detail;
    Attributes others;  // further ones of <event>

    bool operator==(const Event&) const = default;
};

// An event as it came, and what was wrong with it.
struct Reading {
    Event event;
    Remarks degraded;
};

}  // namespace paraat::codec::cot
