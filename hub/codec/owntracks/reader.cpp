#include "hub/codec/owntracks/reader.hpp"

#include <algorithm>

#include "hub/base/nearest_word.hpp"
#include "hub/base/utf8.hpp"
#include "hub/codec/json_tree.hpp"
#include "hub/codec/owntracks/description.hpp"
#include "hub/codec/owntracks/schema.hpp"

namespace paraat::codec::owntracks {
namespace {

using Tree = nlohmann::ordered_json;

constexpr std::size_t owntracks_keys_most = 4'096;

const std::string* text_at(const Tree& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() ? nullptr : found->get_ptr<const std::string*>();
}

// Well said in a sentence for a person, whatever the text is.
std::string quoted(std::string text) {
    std::replace(text.begin(), text.end(), '\0', ' ');
    return "\"" + shortened(text) + "\"";
}

template <class Word>
Result<Word> word_at(const Tree& object, const char* key, std::span<const std::string_view> words) {
    const std::string* text = text_at(object, key);
    if (text == nullptr) return Error{"bad_value", key, std::string(key) + " must be one of its words"};
    const auto found = std::find(words.begin(), words.end(), *text);
    if (found != words.end()) return static_cast<Word>(found - words.begin());
    return Error{"bad_value", key,
                 "unknown " + std::string(key) + " " + quoted(*text) +
                     did_you_mean(*text, std::vector<std::string>(words.begin(), words.end()))};
}

template <class Kind, class Describe>
Result<Message> described(const Tree& object, Notes& notes, Kind kind, Describe describe) {
    JsonFields fields(object, "", notes);
    std::string of_transport;
    fields.text("topic", of_transport, name_most * 2);
    describe(fields, kind);
    fields.note_ignored();
    return Message(std::move(kind));
}

Result<Message> command_of(const Tree& object, Notes& notes) {
    const auto action = word_at<Action>(object, "action", action_words);
    if (!action) return action.error();
    Command command;
    command.action = *action;
    return described(object, notes, command, [](auto& f, auto& it) { describe_command(f, it); });
}

Result<Message> request_of(const Tree& object, Notes& notes) {
    const auto asked = word_at<Asked>(object, "request", asked_words);
    if (!asked) return asked.error();
    Request request;
    request.asked = *asked;
    return described(object, notes, request, [](auto& f, auto& it) { describe_request(f, it); });
}

Result<Message> encrypted_of(const Tree& object, Notes& notes) {
    const std::string* data = text_at(object, "data");
    if (data == nullptr || data->empty() || !looks_like_base64(*data)) {
        return Error{"bad_value", "data", "data must be base64"};
    }
    return described(object, notes, Encrypted{}, [](auto& f, auto& it) { describe_encrypted(f, it); });
}

// The app tells its settings as they are; none of them is the hub's business.
Result<Message> configuration_of(const Tree& object, Notes& notes) {
    Tree settings = object;
    settings.erase("topic");
    if (settings["_type"] != "configuration") notes.remark("_type", "is taken for \"configuration\"");
    settings["_type"] = "configuration";
    return Message(Configuration{settings.dump()});
}

Result<Message> message_of(const std::string& type, const Tree& object, Notes& notes) {
    if (type == "location") {
        return described(object, notes, Location{}, [](auto& f, auto& it) { describe_location(f, it); });
    }
    if (type == "lwt") return described(object, notes, Lwt{}, [](auto& f, auto& it) { describe_lwt(f, it); });
    if (type == "transition") {
        return described(object, notes, Transition{}, [](auto& f, auto& it) { describe_transition(f, it); });
    }
    if (type == "waypoint") {
        return described(object, notes, Waypoint{}, [](auto& f, auto& it) { describe_waypoint(f, it); });
    }
    if (type == "waypoints") {
        return described(object, notes, Waypoints{}, [](auto& f, auto& it) { describe_waypoints(f, it); });
    }
    if (type == "cmd") return command_of(object, notes);
    if (type == "card") return described(object, notes, Card{}, [](auto& f, auto& it) { describe_card(f, it); });
    if (type == "status") return described(object, notes, Status{}, [](auto& f, auto& it) { describe_status(f, it); });
    if (type == "steps") return described(object, notes, Steps{}, [](auto& f, auto& it) { describe_steps(f, it); });
    if (type == "beacon") return described(object, notes, Beacon{}, [](auto& f, auto& it) { describe_beacon(f, it); });
    // Older apps answer `dump` with a message of that name.
    if (type == "configuration" || type == "dump") return configuration_of(object, notes);
    if (type == "request") return request_of(object, notes);
    if (type == "encrypted") return encrypted_of(object, notes);
    static const std::vector<std::string> known = {"beacon",     "card",     "cmd",      "configuration", "encrypted",
                                                   "location",   "lwt",      "request",  "status",        "steps",
                                                   "transition", "waypoint", "waypoints"};
    return Error{"bad_value", "_type", "unknown _type " + quoted(type) + did_you_mean(type, known)};
}

Result<Reading> reading_of(const Tree& tree) {
    if (!tree.is_object()) return Error{"unreadable", "", "a message is a JSON object"};
    const std::string* type = text_at(tree, "_type");
    if (type == nullptr) return Error{"bad_value", "_type", "_type must be a text"};
    Notes notes;
    auto message = message_of(*type, tree, notes);
    if (!message) return message.error();
    if (auto fault = fault_in(tree); fault && notes.degraded.empty()) notes.remark(fault->field, fault->message);
    Reading reading{std::move(*message), std::move(notes.degraded), std::move(notes.ignored), {}};
    if (const std::string* topic = text_at(tree, "topic"); topic != nullptr && is_utf8(*topic)) {
        reading.topic = cut(*topic, name_most * 2);
    }
    return reading;
}

}  // namespace

std::vector<Result<Reading>> read(std::string_view payload) {
    const auto tree = read_json_tree(payload, owntracks_keys_most);
    if (!tree) return {Result<Reading>(tree.error())};
    if (!tree->is_array()) return {reading_of(*tree)};
    if (tree->size() > messages_most) {
        return {Result<Reading>(Error{"too_long", "", "a list has at most 256 messages"})};
    }
    std::vector<Result<Reading>> readings;
    for (std::size_t i = 0; i < tree->size(); ++i) {
        readings.push_back(reading_of((*tree)[i]));
        if (readings.back()) continue;
        Error& error = readings.back().error();
        error.field = "[" + std::to_string(i) + "]" + (error.field.empty() ? "" : "." + error.field);
    }
    return readings;
}

}  // namespace paraat::codec::owntracks
