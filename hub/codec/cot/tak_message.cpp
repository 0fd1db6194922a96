#include "hub/codec/cot/tak_message.hpp"

#include <algorithm>
#include <bit>

#include "hub/base/utf8.hpp"
#include "hub/codec/cot/checks.hpp"
#include "hub/codec/cot/read_detail.hpp"
#include "hub/codec/cot/wire.hpp"
#include "hub/codec/cot/write_event.hpp"

// The numbers of the fields are those of the published definitions of TAK's messages: TakMessage, TakControl, CotEvent,
// Detail, Contact, Group, PrecisionLocation, Status, Takv, Track. Numbers 16 and 17 of CotEvent are TAK Server's own.
namespace paraat::codec::cot {
namespace {

constexpr std::size_t message_most = 256UL << 10;  // bytes, as of XML
constexpr std::size_t fields_most = 2'000;         // of one message, as nodes of XML
constexpr Instant latest_in_message{253'402'300'799'999};

Error broken(const std::string& field) {
    return {"unreadable", field, "is no message of the TAK protocol, version 1"};
}

// Gives each field of a message to `take`, which says whether it is of the kind that it has to be. The last one counts
// where a field stands twice.
template <class Take>
Result<void> each_field(std::string_view bytes, const std::string& name, Take take) {
    WireReader reader(bytes);
    std::size_t fields = 0;
    while (const auto field = reader.next()) {
        if (++fields > fields_most) return Error{"too_long", name, "has more than 2,000 fields"};
        if (!take(*field)) return broken(name);
    }
    if (!reader.is_whole()) return broken(name);
    return {};
}

// What XML cannot say is none of it: nobody could pass it on.
bool is_sayable(std::string_view text) {
    const bool has_controls = std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<std::uint8_t>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    });
    return is_utf8(text) && !has_controls && text.find("\xEF\xBF\xBE") == std::string_view::npos &&
           text.find("\xEF\xBF\xBF") == std::string_view::npos;
}

bool take_text(const WireField& field, std::string& into) {
    if (field.kind != WireField::Kind::bytes || !is_sayable(field.bytes)) return false;
    into = std::string(field.bytes);
    return true;
}

bool take_decimal(const WireField& field, std::optional<double>& into) {
    if (field.kind == WireField::Kind::fixed64) into = std::bit_cast<double>(field.number);
    return field.kind == WireField::Kind::fixed64;
}

// Milliseconds; 0 is proto3's "absent".
bool take_time(const WireField& field, std::optional<Instant>& into) {
    if (field.kind != WireField::Kind::varint) return false;
    const bool is_time = field.number > 0 && field.number <= static_cast<std::uint64_t>(latest_in_message.ms);
    into = is_time ? std::optional(Instant{static_cast<std::int64_t>(field.number)}) : std::nullopt;
    return true;
}

// A message of nothing but texts: the field of each number, in order.
bool take_texts(const WireField& outer, std::initializer_list<std::string*> places) {
    if (outer.kind != WireField::Kind::bytes) return false;
    return each_field(outer.bytes, "",
                      [&](const WireField& field) {
                          return field.id > places.size() || take_text(field, **(places.begin() + field.id - 1));
                      })
        .has_value();
}

bool take_battery(const WireField& outer, Detail& detail, Remarks& remarks) {
    std::uint64_t battery = 0;
    const auto read = each_field(outer.bytes, "", [&](const WireField& field) {
        if (field.id == 1) battery = field.number;
        return field.id != 1 || field.kind == WireField::Kind::varint;
    });
    detail.status = Status{};
    if (battery <= 100) detail.status->battery = static_cast<int>(battery);
    if (battery > 100) remarks.push_back({"status.battery", "is no per cent"});
    return outer.kind == WireField::Kind::bytes && read;
}

bool take_track(const WireField& outer, Detail& detail, Remarks& remarks) {
    std::optional<double> speed = 0;
    std::optional<double> course = 0;
    const auto read = each_field(outer.bytes, "", [&](const WireField& field) {
        return field.id > 2 || take_decimal(field, field.id == 1 ? speed : course);
    });
    detail.track = {finite(speed, "track.speed", remarks), finite(course, "track.course", remarks), {}};
    return outer.kind == WireField::Kind::bytes && read;
}

// `typed` has what stands beside the XML.
bool take_part(const WireField& field, Detail& typed, std::string& in_xml, Remarks& remarks) {
    switch (field.id) {
        case 1: return take_text(field, in_xml);
        case 2: typed.contact.emplace(); return take_texts(field, {&typed.contact->endpoint, &typed.contact->callsign});
        case 3: typed.group.emplace(); return take_texts(field, {&typed.group->name, &typed.group->role});
        case 4:
            typed.precision.emplace();
            return take_texts(field, {&typed.precision->geopointsrc, &typed.precision->altsrc});
        case 5: return take_battery(field, typed, remarks);
        case 6:
            typed.takv.emplace();
            return take_texts(field,
                              {&typed.takv->device, &typed.takv->platform, &typed.takv->os, &typed.takv->version});
        case 7: return take_track(field, typed, remarks);
        default: return true;
    }
}

// Where something stands in both, what the XML says counts.
void merge(Detail& detail, Detail typed) {
    if (!detail.contact) detail.contact = std::move(typed.contact);
    if (!detail.group) detail.group = std::move(typed.group);
    if (!detail.precision) detail.precision = std::move(typed.precision);
    if (!detail.status) detail.status = std::move(typed.status);
    if (!detail.takv) detail.takv = std::move(typed.takv);
    if (!detail.track) detail.track = std::move(typed.track);
}

Result<Detail> read_detail_message(std::string_view bytes, Remarks& remarks) {
    Detail typed;
    Detail detail;
    std::string in_xml;
    auto read =
        each_field(bytes, "detail", [&](const WireField& field) { return take_part(field, typed, in_xml, remarks); });
    if (!read) return read.error();
    if (!in_xml.empty()) {
        const auto document = xml::read("<detail>" + in_xml + "</detail>");
        if (!document) return document.error();
        remarks.insert(remarks.end(), document->remarks().begin(), document->remarks().end());
        detail = read_detail(document->root(), remarks);
    }
    merge(detail, std::move(typed));
    return detail;
}

// What a CotEvent says before it is looked at.
struct Said {
    SaidTimes times;
    SaidPoint point{0, 0, 0, 0, 0};  // what is 0 is left out
    std::string_view detail;
    std::string caveat;
    std::string releasable_to;
};

bool take_event_field(const WireField& field, Event& event, Said& said) {
    switch (field.id) {
        case 1: return take_text(field, event.type);
        case 2: return take_text(field, event.access);
        case 3: return take_text(field, event.qos);
        case 4: return take_text(field, event.opex);
        case 5: return take_text(field, event.uid);
        case 6: return take_time(field, said.times.time);
        case 7: return take_time(field, said.times.start);
        case 8: return take_time(field, said.times.stale);
        case 9: return take_text(field, event.how);
        case 10: return take_decimal(field, said.point.lat);
        case 11: return take_decimal(field, said.point.lon);
        case 12: return take_decimal(field, said.point.hae);
        case 13: return take_decimal(field, said.point.ce);
        case 14: return take_decimal(field, said.point.le);
        case 15: said.detail = field.bytes; return field.kind == WireField::Kind::bytes;
        case 16: return take_text(field, said.caveat);
        case 17: return take_text(field, said.releasable_to);
        default: return true;
    }
}

Result<Reading> read_event_message(std::string_view bytes, Instant received) {
    Reading reading;
    Event& event = reading.event;
    Said said;
    auto read =
        each_field(bytes, "event", [&](const WireField& field) { return take_event_field(field, event, said); });
    if (!read) return read.error();
    if (auto good = check_identity(event); !good) return good.error();
    if (event.how.empty()) reading.degraded.push_back({"how", "is missing"});
    take_times(said.times, received, event, reading.degraded);
    event.point = checked_point(said.point, reading.degraded);
    auto detail = read_detail_message(said.detail, reading.degraded);
    if (!detail) return detail.error();
    event.detail = std::move(*detail);
    if (!said.caveat.empty()) event.others.emplace_back("caveat", said.caveat);
    if (!said.releasable_to.empty()) event.others.emplace_back("releaseableTo", said.releasable_to);
    return reading;
}

WireWriter texts(std::initializer_list<std::string_view> values) {
    WireWriter out;
    std::uint32_t id = 0;
    for (const std::string_view value : values) out.text(++id, value);
    return out;
}

WireWriter written_details(const Detail& detail) {
    // An element that stands there twice stays in the XML both times: there it would count alone.
    const auto is_once = [&](const std::string& name) {
        for (const char* end : {" ", "/", ">"}) {
            if (detail.others.find("<" + name + end) != std::string::npos) return false;
        }
        return true;
    };
    const auto is_plain = [&](const auto& part, const char* name) {
        return part && part->rest.is_empty() && is_once(name);
    };
    LeftOut typed;
    typed.contact = is_plain(detail.contact, "contact") && detail.contact->phone.empty();
    typed.group = is_plain(detail.group, "__group");
    typed.status = is_plain(detail.status, "status") && detail.status->battery;
    typed.takv = is_plain(detail.takv, "takv");
    typed.track = is_plain(detail.track, "track") && detail.track->speed && detail.track->course;
    typed.precision = is_plain(detail.precision, "precisionlocation");
    WireWriter out;
    out.text(1, write_detail(detail, typed));
    if (typed.contact) out.message(2, texts({detail.contact->endpoint, detail.contact->callsign}));
    if (typed.group) out.message(3, texts({detail.group->name, detail.group->role}));
    if (typed.precision) out.message(4, texts({detail.precision->geopointsrc, detail.precision->altsrc}));
    if (typed.status) {
        WireWriter status;
        status.number(1, static_cast<std::uint64_t>(*detail.status->battery));
        out.message(5, status);
    }
    if (typed.takv) {
        const Takv& takv = *detail.takv;
        out.message(6, texts({takv.device, takv.platform, takv.os, takv.version}));
    }
    if (typed.track) {
        WireWriter track;
        track.decimal(1, *detail.track->speed);
        track.decimal(2, *detail.track->course);
        out.message(7, track);
    }
    return out;
}

std::string other_attribute(const Event& event, std::string_view name) {
    const auto found =
        std::find_if(event.others.begin(), event.others.end(), [&](const auto& one) { return one.first == name; });
    return found == event.others.end() ? "" : found->second;
}

std::uint64_t milliseconds_of(Instant at) {
    return static_cast<std::uint64_t>(std::clamp(at, Instant{}, latest_in_message).ms);
}

}  // namespace

Result<TakMessage> read_tak_message(std::string_view bytes, Instant received) {
    if (bytes.size() > message_most) return Error{"too_long", "", "a message of more than 256 KiB"};
    TakMessage message;
    std::optional<std::string_view> event;
    auto read = each_field(bytes, "", [&](const WireField& field) {
        if (field.id > 2) return true;  // submission and creation time, of a server
        if (field.kind != WireField::Kind::bytes) return false;
        if (field.id == 2) {
            event = field.bytes;
            return true;
        }
        message.control.emplace();
        return each_field(field.bytes, "control",
                          [&](const WireField& one) {
                              if (one.id > 2) return true;
                              auto& version = one.id == 1 ? message.control->least : message.control->most;
                              version = std::max(
                                  1U, static_cast<std::uint32_t>(std::min<std::uint64_t>(one.number, UINT32_MAX)));
                              return one.kind == WireField::Kind::varint;
                          })
            .has_value();
    });
    if (!read) return read.error();
    if (!event) return message;
    auto reading = read_event_message(*event, received);
    if (!reading) return reading.error();
    message.event = std::move(*reading);
    return message;
}

std::string write_tak_message(const Event& event) {
    const Point point = event.point.value_or(Point{});
    WireWriter out;
    out.text(1, event.type);
    out.text(2, event.access);
    out.text(3, event.qos);
    out.text(4, event.opex);
    out.text(5, event.uid);
    out.number(6, milliseconds_of(event.time));
    out.number(7, milliseconds_of(event.start));
    out.number(8, milliseconds_of(event.stale));
    out.text(9, event.how);
    out.decimal(10, point.lat);
    out.decimal(11, point.lon);
    out.decimal(12, point.hae.value_or(unknown_metres_in_protobuf));
    out.decimal(13, point.ce.value_or(unknown_metres_in_protobuf));
    out.decimal(14, point.le.value_or(unknown_metres_in_protobuf));
    const WireWriter detail = written_details(event.detail);
    if (!detail.bytes().empty()) out.message(15, detail);
    out.text(16, other_attribute(event, "caveat"));
    out.text(17, other_attribute(event, "releaseableTo"));
    WireWriter message;
    message.message(2, out);
    return message.bytes();
}

}  // namespace paraat::codec::cot
