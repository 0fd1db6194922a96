#include "hub/codec/cot/read_event.hpp"

#include <algorithm>
#include <array>

#include "hub/base/utf8.hpp"
#include "hub/codec/cot/checks.hpp"
#include "hub/codec/cot/moment.hpp"
#include "hub/codec/cot/number.hpp"
#include "hub/codec/cot/raw.hpp"
#include "hub/codec/cot/read_detail.hpp"

namespace paraat::codec::cot {
namespace {

constexpr std::array event_attributes = {"version", "uid",   "type",   "how", "time",
                                         "start",   "stale", "access", "qos", "opex"};

// What is no event, said so that a person knows what it is instead.
Error no_event(std::string_view name) {
    std::string what = "XML, but no event: its root is <" + shortened(name) + ">";
    if (name == "MissionPackageManifest")
        what = "the list of contents of a data package: send the events that it names";
    if (name == "auth") what = "a login by password: here a certificate says who somebody is";
    if (name == "events") what = "a collection: send one event after another";
    return {"unreadable", "", what};
}

std::optional<Instant> moment_of(const xml::Element& root, const char* name, Remarks& remarks) {
    const auto said = root.attribute(name);
    if (!said) return std::nullopt;
    const auto moment = read_moment(*said);
    if (!moment) {
        remarks.push_back({name, "is no time: \"" + shortened(*said) + "\""});
        return std::nullopt;
    }
    if (moment->is_without_zone) remarks.push_back({name, "names no zone: UTC was taken"});
    return moment->at;
}

SaidPoint said_point(const xml::Element& point, Remarks& remarks) {
    const auto number = [&](const char* name) -> std::optional<double> {
        const auto said = point.attribute(name);
        if (!said) return std::nullopt;
        const auto value = read_decimal(*said);
        if (!value) remarks.push_back({std::string("point.") + name, "is no number: \"" + shortened(*said) + "\""});
        return value;
    };
    return {number("lat"), number("lon"), number("hae"), number("ce"), number("le")};
}

void take_children(const xml::Element& root, Reading& reading) {
    bool has_point = false;
    bool has_detail = false;
    for (const xml::Element& child : root.children()) {
        const bool is_point = child.local() == "point" && !has_point;
        const bool is_detail = child.local() == "detail" && !has_detail;
        if (is_point) reading.event.point = checked_point(said_point(child, reading.degraded), reading.degraded);
        if (is_detail) reading.event.detail = read_detail(child, reading.degraded);
        has_point = has_point || is_point;
        has_detail = has_detail || is_detail;
        if (!is_point && !is_detail) {
            reading.degraded.push_back({shortened(child.name()), "does not belong into an event, and was left out"});
        }
    }
    if (!has_point) reading.degraded.push_back({"point", "is missing"});
}

}  // namespace

Result<Reading> read_event(std::string_view bytes, Instant received) {
    auto document = xml::read(bytes);
    if (!document) return document.error();
    const xml::Element root = document->root();
    if (root.local() != "event") return no_event(root.name());

    Reading reading{{}, document->remarks()};
    Event& event = reading.event;
    const auto word = [&](const char* name) { return root.attribute(name).value_or(""); };
    event.uid = word("uid");
    event.type = word("type");
    if (auto good = check_identity(event); !good) return good.error();
    event.how = word("how");
    if (event.how.empty()) reading.degraded.push_back({"how", "is missing"});
    if (word("version") != "2.0") reading.degraded.push_back({"version", "is not 2.0"});
    event.access = word("access");
    event.qos = word("qos");
    event.opex = word("opex");
    SaidTimes said;
    said.time = moment_of(root, "time", reading.degraded);
    said.start = moment_of(root, "start", reading.degraded);
    said.stale = moment_of(root, "stale", reading.degraded);
    take_times(said, received, event, reading.degraded);
    for (auto& [name, value] : root.attributes()) {
        const bool is_known =
            std::find(event_attributes.begin(), event_attributes.end(), name) != event_attributes.end();
        if (!is_known) event.others.emplace_back(name, value);
    }
    take_children(root, reading);
    return reading;
}

}  // namespace paraat::codec::cot
