#include "hub/foreign/glance.hpp"

#include <algorithm>
#include <charconv>
#include <initializer_list>

#include "hub/codec/owntracks/topic.hpp"
#include "hub/foreign/spoken.hpp"
#include "hub/foreign/tak_topic.hpp"

namespace paraat::foreign {
namespace {

constexpr std::string_view blanks = " \t\r\n";

// What stands behind a name in JSON and its colon, at the name's first place from `from` on; moves that behind it.
std::optional<std::string_view> value_behind(std::string_view text, std::string_view quoted, std::size_t& from) {
    while ((from = text.find(quoted, from)) != std::string_view::npos) {
        from += quoted.size();
        const auto colon = text.find_first_not_of(blanks, from);
        if (colon == std::string_view::npos || text[colon] != ':') continue;
        const auto value = text.find_first_not_of(blanks, colon + 1);
        if (value != std::string_view::npos) return text.substr(value);
    }
    return std::nullopt;
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// Somewhere in it, whatever its case. An empty sign is nobody's.
bool has_sign(const std::string& text, const std::string& sign) {
    const std::string wanted = plain(sign);
    return !wanted.empty() && text.find(wanted) != std::string::npos;
}

// Any letter of a sign may be written so.
bool has_escapes(std::string_view json) {
    return json.find("\\u") != std::string_view::npos;
}

// An entity that may be a letter: line breaks and tabs are none, and are written so as a matter of course.
bool has_spelt_letters(std::string_view xml) {
    for (auto at = xml.find("&#"); at != std::string_view::npos; at = xml.find("&#", at + 1)) {
        const std::string_view number = xml.substr(at + 2);
        const auto is = [&](std::string_view one) { return number.starts_with(one); };
        const bool is_break =
            is("10;") || is("13;") || is("9;") || is("xA;") || is("xa;") || is("xD;") || is("xd;") || is("x9;");
        if (!is_break) return true;
    }
    return false;
}

// An emergency that is no cancel, or a chat with the word in it; entities can spell either.
bool event_may_call(std::string_view event, const PanicSigns& signs) {
    constexpr std::string_view cancel = "b-a-o-can";
    for (auto at = event.find("b-a"); at != std::string_view::npos; at = event.find("b-a", at + 1)) {
        if (!event.substr(at).starts_with(cancel)) return true;
    }
    const bool is_chat = event.find("b-t-f") != std::string_view::npos;
    return (is_chat && has_sign(plain(event), signs.text)) || has_spelt_letters(event);
}

bool phone_may_call(std::string_view json, const std::string& rest, const PanicSigns& signs) {
    const bool may_mark = rest == "waypoint" && !signs.waypoint.empty();
    if (has_any(json, {"\"encrypted\""})) return may_mark || signs.manual_report;
    if (rest == "waypoint")
        return !signs.waypoint.empty() && (has_sign(plain(json), signs.waypoint) || has_escapes(json));
    if (!signs.manual_report) return false;
    std::size_t from = 0;
    while (const auto trigger = value_behind(json, "\"t\"", from)) {
        if (trigger->starts_with("\"u\"") || trigger->starts_with("\"\\u")) return true;
    }
    return false;
}

Glance at_phone(const Heard& heard, const Devices& devices, const core::Organisation& organisation) {
    Glance seen{Format::owntracks};
    const auto topic = codec::owntracks::topic_in(heard.topic, devices.owntracks_root);
    if (!topic || topic->rest == "cmd") return seen;
    const Device* device = devices.of_owntracks(topic->user, topic->device);
    seen.unit = device != nullptr ? device->unit : core::ClientName{topic->user};
    if (organisation.account(seen.unit) == nullptr) return {Format::owntracks};
    if (device == nullptr) device = devices.of_unit(seen.unit);
    seen.may_call = phone_may_call(heard.payload, topic->rest, devices.panic_of(device));
    return seen;
}

// As a number or as "!0a1b2c3d".
const Device* author_of(std::string_view json, const Devices& devices) {
    std::size_t from = 0;
    while (auto value = value_behind(json, "\"from\"", from)) {
        const bool is_named = value->starts_with("\"!");
        if (is_named) value->remove_prefix(2);
        std::uint32_t node = 0;
        std::from_chars(value->data(), value->data() + value->size(), node, is_named ? 16 : 10);
        if (const Device* device = devices.of_node(node)) return device;
    }
    return nullptr;
}

Glance at_packet(const Heard& heard, const Devices& devices) {
    Glance seen{Format::meshtastic};
    const Device* device = author_of(heard.payload, devices);
    if (device == nullptr) return seen;
    seen.unit = device->unit;
    const PanicSigns& signs = devices.panic_of(device);
    const std::string text = plain(heard.payload);
    const bool has_signs = !signs.text.empty() || !signs.waypoint.empty();
    seen.may_call =
        has_sign(text, signs.text) || has_sign(text, signs.waypoint) || (has_signs && has_escapes(heard.payload));
    return seen;
}

}  // namespace

Glance glance_at(const Heard& heard, const Devices& devices, const core::Organisation& organisation) {
    const auto account = account_of_tak_topic(heard.topic);
    if (account || !heard.sender.empty()) {
        const core::ClientName& speaker = account ? *account : heard.sender;
        return {Format::cot, speaker, event_may_call(heard.payload, devices.panic_of(devices.of_unit(speaker)))};
    }
    if (is_below(heard.topic, devices.owntracks_root)) return at_phone(heard, devices, organisation);
    return at_packet(heard, devices);
}

}  // namespace paraat::foreign
