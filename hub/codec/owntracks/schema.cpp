#include "hub/codec/owntracks/schema.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

#include "hub/codec/json_fields.hpp"
#include "hub/codec/json_tree.hpp"
#include "hub/codec/owntracks/description.hpp"

namespace paraat::codec::owntracks {
namespace {

using Tree = nlohmann::ordered_json;
using Fault = std::optional<Error>;

constexpr std::size_t schema_keys_most = 4'096;

constexpr std::array<std::string_view, 12> type_words{"beacon",   "card",       "cmd",      "configuration",
                                                      "location", "lwt",        "request",  "status",
                                                      "steps",    "transition", "waypoint", "waypoints"};

Fault fault(const std::string& field, const std::string& must) {
    return Error{"bad_value", field, field + " must be " + must};
}

// In JSON Schema 8.0 is an integer.
bool is_integer(const Tree& value) {
    if (value.is_number_integer()) return true;
    return value.is_number_float() && value.get<double>() == std::trunc(value.get<double>());
}

bool is_base64(const Tree& value) {
    return value.is_string() && looks_like_base64(value.get_ref<const std::string&>());
}

bool is_said(const Tree& object, const char* key, std::string_view word) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() && found->get_ref<const std::string&>() == word;
}

// What is not there is not wrong.
template <class Is>
Fault unless(const Tree& object, const char* key, Is is, const char* must) {
    const auto found = object.find(key);
    return found == object.end() || is(*found) ? std::nullopt : fault(key, must);
}

Fault word_fault(const Tree& object, const char* key, std::span<const std::string_view> words) {
    return unless(
        object, key,
        [&](const Tree& value) {
            return value.is_string() &&
                   std::find(words.begin(), words.end(), value.get_ref<const std::string&>()) != words.end();
        },
        "one of its words");
}

Fault missing(const Tree& object, std::initializer_list<const char*> keys) {
    for (const char* key : keys) {
        if (!object.contains(key)) return Error{"bad_value", key, std::string(key) + " is missing"};
    }
    return std::nullopt;
}

// Rules for the values of any message, whatever its kind.
Fault common_fault(const Tree& object) {
    const auto is_number = [](const Tree& value) { return value.is_number(); };
    const auto is_count = [](const Tree& value) { return is_integer(value) && value.get<double>() >= 0.0; };
    if (auto f = missing(object, {"_type"})) return f;
    if (auto f = word_fault(object, "_type", type_words)) return f;
    if (auto f = word_fault(object, "action", action_words)) return f;
    if (auto f = word_fault(object, "request", asked_words)) return f;
    for (const char* key : {"lat", "lon"}) {
        if (auto f = unless(object, key, is_number, "a number")) return f;
    }
    if (auto f = unless(object, "tst", is_integer, "a whole number")) return f;
    if (auto f = unless(object, "ntours", is_count, "a whole number, 0 or more")) return f;
    if (auto f = unless(
            object, "tours", [](const Tree& v) { return v.is_array(); }, "a list"))
        return f;
    return unless(
        object, "uuid", [](const Tree& v) { return v.is_string(); }, "a text");
}

Fault kind_fault(const Tree& object) {
    const auto is_text = [](const Tree& value) { return value.is_string(); };
    if (is_said(object, "_type", "location")) return missing(object, {"lat", "lon", "tst"});
    if (is_said(object, "_type", "lwt")) return missing(object, {"tst"});
    if (is_said(object, "_type", "transition")) return missing(object, {"acc", "event", "lat", "lon", "tst", "wtst"});
    if (is_said(object, "_type", "cmd")) return missing(object, {"action"});
    if (is_said(object, "_type", "steps")) {
        for (const char* key : {"distance", "floorsdown", "floorsup", "from", "steps", "to"}) {
            if (auto f = unless(object, key, is_integer, "a whole number")) return f;
        }
        return missing(object, {"from", "steps", "to", "tst"});
    }
    if (is_said(object, "_type", "card")) {
        if (auto f = unless(object, "face", is_base64, "base64")) return f;
        return unless(object, "name", is_text, "a text");
    }
    return std::nullopt;
}

Fault message_fault(const Tree& object) {
    if (!object.is_object()) return Error{"bad_value", "", "a message is a JSON object"};
    if (auto f = common_fault(object)) return f;
    if (auto f = kind_fault(object)) return f;
    // A field `response` asks for a `request` even where no action is said: so the schema has it.
    const bool answers =
        object.contains("response") && (!object.contains("action") || is_said(object, "action", "response"));
    if (answers && !object.contains("request")) return missing(object, {"request"});
    return is_said(object, "request", "untour") ? missing(object, {"uuid"}) : std::nullopt;
}

Fault encryption_fault(const Tree& object) {
    if (!object.is_object()) return Error{"bad_value", "", "a message is a JSON object"};
    if (!is_said(object, "_type", "encrypted")) return fault("_type", "\"encrypted\"");
    if (auto f = missing(object, {"data"})) return f;
    return unless(object, "data", is_base64, "base64");
}

}  // namespace

std::optional<Error> fault_in(const Tree& object) {
    return is_said(object, "_type", "encrypted") ? encryption_fault(object) : message_fault(object);
}

std::optional<Error> schema_fault(std::string_view payload, Schema schema) {
    const auto tree = read_json_tree(payload, schema_keys_most);
    if (!tree) return tree.error();
    if (schema == Schema::encryption) return encryption_fault(*tree);
    if (schema == Schema::message || !tree->is_array()) return message_fault(*tree);
    for (const Tree& message : *tree) {
        if (auto f = message_fault(message)) return f;
    }
    return std::nullopt;
}

}  // namespace paraat::codec::owntracks
