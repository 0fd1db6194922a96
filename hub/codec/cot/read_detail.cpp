#include "hub/codec/cot/read_detail.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "hub/codec/cot/checks.hpp"
#include "hub/codec/cot/moment.hpp"
#include "hub/codec/cot/number.hpp"
#include "hub/codec/cot/raw.hpp"

namespace paraat::codec::cot {
namespace {

using xml::Element;

// One reader of an element: false when it is none of its, and is to be passed on.
using Take = bool (*)(const Element& element, Detail& detail, Remarks& remarks);

std::string word(const Element& element, const char* name) {
    return element.attribute(name).value_or("");
}

// Blanks between elements are none of it.
std::string text_of(const Element& element) {
    return element.has_text() || element.children().empty() ? element.text() : "";
}

bool take_contact(const Element& element, Detail& detail, Remarks&) {
    if (detail.contact) return false;
    detail.contact = {word(element, "callsign"), word(element, "endpoint"), word(element, "phone"),
                      rest_of(element, {"callsign", "endpoint", "phone"})};
    return true;
}

bool take_group(const Element& element, Detail& detail, Remarks&) {
    if (detail.group) return false;
    detail.group = {word(element, "name"), word(element, "role"), rest_of(element, {"name", "role"})};
    return true;
}

bool take_status(const Element& element, Detail& detail, Remarks& remarks) {
    if (detail.status) return false;
    Status status{std::nullopt, rest_of(element, {"battery"})};
    if (const auto said = element.attribute("battery")) {
        const auto battery = read_whole(*said, 0, 100);
        if (battery) status.battery = static_cast<int>(*battery);
        if (!battery) remarks.push_back({"status.battery", "is no per cent"});
    }
    detail.status = std::move(status);
    return true;
}

bool take_takv(const Element& element, Detail& detail, Remarks&) {
    if (detail.takv) return false;
    detail.takv = {word(element, "device"), word(element, "platform"), word(element, "os"), word(element, "version"),
                   rest_of(element, {"device", "platform", "os", "version"})};
    return true;
}

std::optional<double> decimal(const Element& element, const char* name, const std::string& field, Remarks& remarks) {
    const auto said = element.attribute(name);
    if (!said) return std::nullopt;
    const auto value = read_decimal(*said);
    if (!value) remarks.push_back({field, "is no number"});
    return finite(value, field, remarks);
}

bool take_track(const Element& element, Detail& detail, Remarks& remarks) {
    if (detail.track) return false;
    detail.track = {decimal(element, "speed", "track.speed", remarks),
                    decimal(element, "course", "track.course", remarks), rest_of(element, {"speed", "course"})};
    return true;
}

bool take_precision(const Element& element, Detail& detail, Remarks&) {
    if (detail.precision) return false;
    detail.precision = {word(element, "geopointsrc"), word(element, "altsrc"),
                        rest_of(element, {"geopointsrc", "altsrc"})};
    return true;
}

bool take_droid(const Element& element, Detail& detail, Remarks&) {
    if (detail.droid) return false;
    detail.droid = {word(element, "Droid"), rest_of(element, {"Droid"})};
    return true;
}

bool take_link(const Element& element, Detail& detail, Remarks&) {
    detail.links.push_back({word(element, "uid"), word(element, "type"), word(element, "relation"),
                            rest_of(element, {"uid", "type", "relation"})});
    return true;
}

bool take_note(const Element& element, Detail& detail, Remarks& remarks) {
    if (detail.note) return false;
    Note note{text_of(element), word(element, "source"), word(element, "to"), std::nullopt,
              rest_of(element, {"source", "to", "time"}, Inside::elements)};
    if (const auto said = element.attribute("time")) {
        const auto moment = read_moment(*said);
        if (moment) note.time = moment->at;
        if (!moment) remarks.push_back({"remarks.time", "is no time"});
    }
    detail.note = std::move(note);
    return true;
}

bool take_marti(const Element& element, Detail& detail, Remarks&) {
    const bool is_plain = rest_of(element, {}, Inside::nothing).is_empty();
    for (const Element& child : element.children()) {
        if (child.name() != "dest") return false;
    }
    if (!is_plain || element.has_text()) return false;
    for (const Element& child : element.children()) {
        detail.destinations.push_back({word(child, "callsign"), word(child, "uid"), word(child, "mission"),
                                       rest_of(child, {"callsign", "uid", "mission"})});
    }
    return true;
}

bool take_flow_tags(const Element& element, Detail& detail, Remarks&) {
    if (!detail.flow_tags.empty() || !rest_of(element, {}).inside.empty()) return false;
    detail.flow_tags = element.attributes();
    return true;
}

bool take_emergency(const Element& element, Detail& detail, Remarks&) {
    if (detail.emergency) return false;
    const std::string cancel = word(element, "cancel");
    detail.emergency = {word(element, "type"), cancel == "true" || cancel == "1", text_of(element),
                        rest_of(element, {"type", "cancel"}, Inside::elements)};
    return true;
}

void take_participants(const Element& element, Chat& chat) {
    std::vector<std::string> names = {"id"};
    chat.group_id = word(element, "id");
    for (std::size_t i = 0;; ++i) {
        const auto uid = element.attribute("uid" + std::to_string(i));
        if (!uid) break;
        chat.participants.push_back(*uid);
        names.push_back("uid" + std::to_string(i));
    }
    chat.group_rest = rest_of(element, {});
    std::erase_if(chat.group_rest.attributes,
                  [&](const auto& one) { return std::find(names.begin(), names.end(), one.first) != names.end(); });
}

bool take_chat(const Element& element, Detail& detail, Remarks&) {
    if (detail.chat) return false;
    Chat chat;
    chat.id = word(element, "id");
    chat.chatroom = word(element, "chatroom");
    chat.sender_callsign = word(element, "senderCallsign");
    chat.parent = word(element, "parent");
    chat.group_owner = word(element, "groupOwner");
    chat.message_id = word(element, "messageId");
    chat.rest =
        rest_of(element, {"id", "chatroom", "senderCallsign", "parent", "groupOwner", "messageId"}, Inside::nothing);
    bool is_group_read = false;
    for (const Element& child : element.children()) {
        if (child.name() != "chatgrp" || std::exchange(is_group_read, true)) {
            chat.rest.inside += raw(child);
        } else {
            take_participants(child, chat);
        }
    }
    detail.chat = std::move(chat);
    return true;
}

bool take_archive(const Element& element, Detail& detail, Remarks&) {
    detail.is_archived = true;
    return rest_of(element, {}).is_empty();
}

// In ARGB with its sign, as Android has it.
bool take_color(const Element& element, Detail& detail, Remarks& remarks) {
    const auto said = element.attribute("argb");
    if (detail.argb || !said || !rest_of(element, {"argb"}).is_empty()) return false;
    const auto argb = read_whole(*said, INT32_MIN, UINT32_MAX);
    if (!argb) remarks.push_back({"color.argb", "is no colour"});
    if (argb) detail.argb = static_cast<std::int32_t>(static_cast<std::uint32_t>(*argb));
    return true;
}

bool take_negotiation(const Element& element, Detail& detail, Remarks& remarks) {
    if (detail.negotiation) return false;
    Negotiation negotiation;
    for (const Element& child : element.children()) {
        const auto version = read_whole(word(child, "version"), 0, INT32_MAX);
        if (child.name() == "TakProtocolSupport" && version) {
            negotiation.supported.push_back(static_cast<int>(*version));
        } else if (child.name() == "TakRequest" && version) {
            negotiation.requested = static_cast<int>(*version);
        } else if (child.name() == "TakResponse" && child.attribute("status")) {
            negotiation.granted = word(child, "status") == "true";
        } else {
            remarks.push_back({"TakControl", "says something that is not understood"});
        }
    }
    detail.negotiation = std::move(negotiation);
    return true;
}

struct Known {
    std::string_view name;
    Take take;
};
constexpr std::array known = {Known{"contact", take_contact},
                              Known{"__group", take_group},
                              Known{"status", take_status},
                              Known{"takv", take_takv},
                              Known{"track", take_track},
                              Known{"precisionlocation", take_precision},
                              Known{"uid", take_droid},
                              Known{"link", take_link},
                              Known{"remarks", take_note},
                              Known{"marti", take_marti},
                              Known{"_flow-tags_", take_flow_tags},
                              Known{"emergency", take_emergency},
                              Known{"__chat", take_chat},
                              Known{"archive", take_archive},
                              Known{"color", take_color},
                              Known{"TakControl", take_negotiation}};

}  // namespace

Detail read_detail(const Element& element, Remarks& remarks) {
    Detail detail;
    detail.attributes = element.attributes();
    if (element.has_text()) remarks.push_back({"detail", "holds text outside of its elements, which was left out"});
    for (const Element& child : element.children()) {
        const auto* one =
            std::find_if(known.begin(), known.end(), [&](const Known& k) { return k.name == child.name(); });
        if (one == known.end() || !one->take(child, detail, remarks)) detail.others += raw(child);
    }
    return detail;
}

}  // namespace paraat::codec::cot
