#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/codec/cap/moment.hpp"
#include "hub/codec/cap/reference.hpp"
#include "hub/codec/cap/shape.hpp"
#include "hub/codec/cap/words.hpp"

// A CAP message, element by element, in the words of the standard (OASIS CAP 1.2, section 3.2). An empty text is an
// element that was not there, or was empty.
namespace paraat::codec::cap {

struct NamedValue {
    std::string name;
    std::string value;

    bool operator==(const NamedValue&) const = default;
};

struct Resource {
    std::string description;  // resourceDesc
    std::string mime_type;
    std::optional<std::int64_t> size;  // bytes, approximately
    std::string uri;
    std::string content;  // derefUri, in base64
    std::string digest;   // SHA-1

    bool operator==(const Resource&) const = default;
};

struct Area {
    std::string description;  // areaDesc
    std::vector<Polygon> polygons;
    std::vector<Circle> circles;
    std::vector<NamedValue> geocodes;
    std::optional<double> altitude_ft;  // above mean sea level
    std::optional<double> ceiling_ft;

    bool operator==(const Area&) const = default;
};

// What is said in one language: an "info".
struct AlertBlock {
    std::string language = {};  // empty = en-US
    std::vector<Category> categories = {};
    std::string event = {};
    std::vector<Response> responses = {};
    Urgency urgency = Urgency::unknown;
    Severity severity = Severity::unknown;
    Certainty certainty = Certainty::unknown;
    std::string audience = {};
    std::vector<NamedValue> event_codes = {};
    std::optional<Moment> effective = {};
    std::optional<Moment> onset = {};
    std::optional<Moment> expires = {};
    std::string sender_name = {};
    std::string headline = {};
    std::string description = {};
    std::string instruction = {};
    std::string web = {};
    std::string contact = {};
    std::vector<NamedValue> parameters = {};
    std::vector<Resource> resources = {};
    std::vector<Area> areas = {};

    bool operator==(const AlertBlock&) const = default;
};

// An element that CAP does not have at its place.
struct OtherElement {
    std::string place;  // "alert", "info[0].area[1]"
    std::string name;
    std::string text;

    bool operator==(const OtherElement&) const = default;
};

enum class Version : std::uint8_t { v1_0, v1_1, v1_2 };

struct Alert {
    Version version = Version::v1_2;
    std::string identifier;
    std::string sender;
    Moment sent;
    std::optional<Status> status;  // absent = not said, or no word of it: then it is not for people
    MessageType type = MessageType::alert;
    std::string source;
    std::optional<Scope> scope;  // likewise
    std::string restriction;
    std::vector<std::string> addresses;
    std::vector<std::string> codes;
    std::string note;
    std::vector<MessageReference> references;
    std::vector<std::string> incidents;
    std::vector<AlertBlock> blocks;
    bool is_signed = false;  // has an XML-DSig signature, which only the original bytes can prove
    std::vector<OtherElement> others;

    bool operator==(const Alert&) const = default;
};

// The block to show in the Netherlands: in Dutch, else in English, else the first; nullptr of none.
const AlertBlock* block_to_show(const Alert& alert);

}  // namespace paraat::codec::cap
