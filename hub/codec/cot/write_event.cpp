#include "hub/codec/cot/write_event.hpp"

#include "hub/codec/cot/checks.hpp"
#include "hub/codec/cot/moment.hpp"
#include "hub/codec/cot/number.hpp"
#include "hub/codec/cot/raw.hpp"
#include "hub/codec/xml/escape.hpp"

namespace paraat::codec::cot {
namespace {

// An element with the attributes that are not empty, what is beside them, and what is in it (XML).
std::string element(const std::string& name, const Attributes& attributes, const Rest& rest = {},
                    const std::string& inside = "") {
    std::string out = "<" + name;
    for (const auto& one : attributes) {
        if (!one.second.empty()) out += written_attributes({one});
    }
    out += written_attributes(rest.attributes);
    const std::string all = inside + rest.inside;
    return all.empty() ? out + "/>" : out + ">" + all + "</" + name + ">";
}

std::string decimal_or_nothing(const std::optional<double>& value) {
    return value ? written_decimal(*value) : "";
}

std::string written_point(const std::optional<Point>& point) {
    const Point said = point.value_or(Point{});
    return element("point", {{"lat", written_decimal(said.lat)},
                             {"lon", written_decimal(said.lon)},
                             {"hae", written_decimal(said.hae.value_or(unknown_metres))},
                             {"ce", written_decimal(said.ce.value_or(unknown_metres))},
                             {"le", written_decimal(said.le.value_or(unknown_metres))}});
}

std::string written_chat(const Chat& chat) {
    Attributes group = {{"id", chat.group_id}};
    for (std::size_t i = 0; i < chat.participants.size(); ++i) {
        group.emplace_back("uid" + std::to_string(i), chat.participants[i]);
    }
    // The participants stay even where one of them is empty: the next would not be read.
    std::string head = "<chatgrp" + written_attributes(group) + written_attributes(chat.group_rest.attributes);
    head += chat.group_rest.inside.empty() ? "/>" : ">" + chat.group_rest.inside + "</chatgrp>";
    const bool has_group = !chat.group_id.empty() || !chat.participants.empty() || !chat.group_rest.is_empty();
    return element("__chat",
                   {{"parent", chat.parent},
                    {"groupOwner", chat.group_owner},
                    {"messageId", chat.message_id},
                    {"chatroom", chat.chatroom},
                    {"id", chat.id},
                    {"senderCallsign", chat.sender_callsign}},
                   chat.rest, has_group ? head : "");
}

std::string written_negotiation(const Negotiation& negotiation) {
    std::string inside;
    for (const int version : negotiation.supported) {
        inside += element("TakProtocolSupport", {{"version", std::to_string(version)}});
    }
    if (negotiation.requested) inside += element("TakRequest", {{"version", std::to_string(*negotiation.requested)}});
    if (negotiation.granted) inside += element("TakResponse", {{"status", *negotiation.granted ? "true" : "false"}});
    return element("TakControl", {}, {}, inside);
}

std::string written_destinations(const std::vector<Destination>& destinations) {
    std::string inside;
    for (const Destination& one : destinations) {
        inside += element("dest", {{"callsign", one.callsign}, {"uid", one.uid}, {"mission", one.mission}}, one.rest);
    }
    return inside.empty() ? "" : element("marti", {}, {}, inside);
}

std::string written_note(const Note& note) {
    const std::string time = note.time ? written_moment(*note.time) : "";
    return element("remarks", {{"source", note.source}, {"to", note.to}, {"time", time}}, note.rest,
                   xml::escaped_text(note.text));
}

std::string written_emergency(const Emergency& emergency) {
    const std::string cancel = emergency.is_cancel ? "true" : "";
    return element("emergency", {{"type", emergency.type}, {"cancel", cancel}}, emergency.rest,
                   xml::escaped_text(emergency.text));
}

// Those that have a place of their own in the protobuf.
std::string written_person(const Detail& detail, const LeftOut& left_out) {
    std::string out;
    if (detail.takv && !left_out.takv) {
        const Takv& takv = *detail.takv;
        out += element(
            "takv", {{"device", takv.device}, {"platform", takv.platform}, {"os", takv.os}, {"version", takv.version}},
            takv.rest);
    }
    if (detail.contact && !left_out.contact) {
        const Contact& contact = *detail.contact;
        out += element("contact",
                       {{"endpoint", contact.endpoint}, {"phone", contact.phone}, {"callsign", contact.callsign}},
                       contact.rest);
    }
    if (detail.group && !left_out.group) {
        out += element("__group", {{"name", detail.group->name}, {"role", detail.group->role}}, detail.group->rest);
    }
    if (detail.status && !left_out.status) {
        const auto& battery = detail.status->battery;
        out += element("status", {{"battery", battery ? std::to_string(*battery) : ""}}, detail.status->rest);
    }
    if (detail.track && !left_out.track) {
        const Track& track = *detail.track;
        out +=
            element("track", {{"speed", decimal_or_nothing(track.speed)}, {"course", decimal_or_nothing(track.course)}},
                    track.rest);
    }
    if (detail.precision && !left_out.precision) {
        const PrecisionLocation& precision = *detail.precision;
        out += element("precisionlocation", {{"geopointsrc", precision.geopointsrc}, {"altsrc", precision.altsrc}},
                       precision.rest);
    }
    return out;
}

}  // namespace

std::string write_detail(const Detail& detail, const LeftOut& left_out) {
    std::string out = written_person(detail, left_out);
    if (detail.droid) out += element("uid", {{"Droid", detail.droid->name}}, detail.droid->rest);
    if (detail.emergency) out += written_emergency(*detail.emergency);
    if (detail.chat) out += written_chat(*detail.chat);
    for (const Link& link : detail.links) {
        out += element("link", {{"uid", link.uid}, {"type", link.type}, {"relation", link.relation}}, link.rest);
    }
    if (detail.note) out += written_note(*detail.note);
    if (detail.argb) out += element("color", {{"argb", std::to_string(*detail.argb)}});
    if (detail.is_archived) out += "<archive/>";
    if (detail.negotiation) out += written_negotiation(*detail.negotiation);
    out += written_destinations(detail.destinations);
    if (!detail.flow_tags.empty()) out += "<_flow-tags_" + written_attributes(detail.flow_tags) + "/>";
    return out + detail.others;
}

std::string write_event(const Event& event) {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<event version=\"2.0\"";
    const Attributes said = {{"uid", event.uid},
                             {"type", event.type},
                             {"how", event.how},
                             {"time", written_moment(event.time)},
                             {"start", written_moment(event.start)},
                             {"stale", written_moment(event.stale)},
                             {"access", event.access},
                             {"qos", event.qos},
                             {"opex", event.opex}};
    for (const auto& one : said) {
        if (!one.second.empty()) out += written_attributes({one});
    }
    out += written_attributes(event.others) + ">" + written_point(event.point);
    return out + "<detail" + written_attributes(event.detail.attributes) + ">" + write_detail(event.detail) +
           "</detail></event>";
}

}  // namespace paraat::codec::cot
