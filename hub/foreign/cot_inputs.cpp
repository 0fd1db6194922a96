#include "hub/foreign/cot_inputs.hpp"

#include <algorithm>
#include <cmath>

#include "hub/codec/cot/chat.hpp"
#include "hub/codec/cot/read_event.hpp"
#include "hub/codec/cot/tak_message.hpp"
#include "hub/codec/cot/type.hpp"
#include "hub/foreign/cot_report.hpp"
#include "hub/foreign/tak_message_id.hpp"
#include "hub/foreign/tak_topic.hpp"

namespace paraat::foreign {
namespace {

namespace cot = codec::cot;
constexpr Milliseconds clock_error_most = std::chrono::minutes{5};  // of a device, beyond which its words are old
constexpr Milliseconds replaced_after = std::chrono::seconds{150};  // as long as a lease

using Json = nlohmann::ordered_json;

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

// Without blanks, points and exclamation marks around it.
std::string word_of(const std::string& text) {
    constexpr std::string_view around = " \t\r\n.!";
    const auto begin = text.find_first_not_of(around);
    if (begin == std::string::npos) return {};
    return lower(text.substr(begin, text.find_last_not_of(around) - begin + 1));
}

void say(Interpretation& made, core::InputKind kind, const Json& json) {
    made.sayings.push_back({made.client, kind, json.dump()});
}

void nothing(Interpretation& made, std::string why) {
    made.remarks.push_back({"", std::move(why)});
}

Result<cot::Reading> read_bytes(const Heard& heard) {
    const auto first = heard.payload.find_first_not_of(" \t\r\n");
    const bool is_xml =
        first == std::string_view::npos || heard.payload[first] == '<' || heard.payload.starts_with("\xEF\xBB\xBF");
    if (is_xml) return cot::read_event(heard.payload, heard.now);
    auto message = cot::read_tak_message(heard.payload, heard.now);
    if (!message) return message.error();
    if (!message->event) return Error{"unreadable", "", "a TAK message without an event"};
    return std::move(*message->event);
}

bool passed(const cot::Event& event, const std::string& node) {
    const auto& tags = event.detail.flow_tags;
    return std::any_of(tags.begin(), tags.end(), [&](const auto& tag) { return tag.first == flow_tag_of(node); });
}

bool tells_of_something(std::string_view type) {
    return cot::is_of_kind(type, "a-.-X-i") || cot::is_of_kind(type, "b-l");
}

// In whole degrees 0..360; some say -108.9.
int heading(double course) {
    const double turned = std::fmod(course, 360.0);
    return static_cast<int>(std::lround(turned < 0 ? turned + 360.0 : turned));
}

void put_movement(const cot::Event& event, Json& json) {
    constexpr double speed_most = 1'000;  // m/s
    const auto& track = event.detail.track;
    if (track && track->speed && *track->speed >= 0 && *track->speed <= speed_most) json["speed_mps"] = *track->speed;
    if (track && track->course && std::abs(*track->course) <= 360) json["heading_deg"] = heading(*track->course);
    if (event.detail.status && event.detail.status->battery) json["battery_pct"] = *event.detail.status->battery;
}

std::string_view answer_of_task_reply(std::string_view type) {
    if (cot::is_of_kind(type, "y-a-w")) return "accepted";
    if (cot::is_of_kind(type, "y-a-r")) return "read";
    if (cot::is_of_kind(type, "y-c-f")) return "declined";
    if (cot::is_of_kind(type, "y-c")) return "done";
    return {};
}

void acknowledge(const TakMessageSubject& subject, std::string_view answer, Interpretation& made) {
    made.sayings.push_back({made.client, core::InputKind::ack, ack_to(subject, answer)});
}

// To a task that the hub gave: named by the reply's own uid, or by a link.
void take_task_reply(const cot::Event& event, Interpretation& made) {
    const std::string_view answer = answer_of_task_reply(event.type);
    auto subject = subject_of_tak_message(event.uid);
    for (const cot::Link& link : event.detail.links) {
        if (!subject) subject = subject_of_tak_message(link.uid);
    }
    if (!subject || answer.empty()) return nothing(made, "a reply to a task that is not the hub's");
    acknowledge(*subject, answer, made);
}

std::string why_nothing(std::string_view type) {
    if (cot::is_map_item(type)) return "things drawn on a shared map are not the hub's";
    if (cot::is_file_transfer(type)) return "files are not the hub's";
    if (cot::is_ping(type) || cot::is_pong(type) || cot::is_negotiation(type)) return "it is between two programs";
    if (cot::is_delete(type)) return "nobody takes anything of the hub's off a map";
    if (cot::is_position(type)) return "the place of something else: only a unit's own position is taken";
    return "the hub has no use for this type";
}

}  // namespace

Interpretation CotInputs::read(const Heard& heard, const Devices& devices, const core::Organisation& organisation) {
    Interpretation made;
    made.format = Format::cot;
    const auto account = account_of_tak_topic(heard.topic);
    made.client = account ? *account : heard.sender;
    auto reading = read_bytes(heard);
    if (!reading) {
        made.refused = reading.error();
        return made;
    }
    const cot::Event& event = reading->event;
    made.what = event.type;
    made.remarks = std::move(reading->degraded);
    made.is_degraded = !made.remarks.empty();
    if (passed(event, devices.hub_node)) {
        nothing(made, "it came round: this hub has sent it already");
        return made;
    }
    const Context context{event, organisation.account(made.client), devices.of_unit(made.client), devices, organisation,
                          heard};
    if (tells_of_something(event.type)) {
        say(made, core::InputKind::report, cot_report(event, category_of_cot(event.type, organisation)));
        return made;
    }
    if (heard.is_by_partner && cot::is_emergency(event.type)) {
        // Whoever of theirs is in need: no unit of ours, so no panic of a unit.
        Json report = cot_report(event, "other");
        report["severity"] = "extreme";
        say(made, core::InputKind::report, report);
        return made;
    }
    if (heard.is_by_partner) {
        nothing(made, why_nothing(event.type));
        return made;
    }
    // People closed what it had raised: what it says from now on is new.
    if (context.account != nullptr && context.account->is_unit && !heard.is_in_need) {
        emergencies_.end_all_of(made.client.text);
    }
    take(context, made);
    return made;
}

void CotInputs::take(const Context& context, Interpretation& made) {
    const std::string& type = context.event.type;
    if (cot::is_emergency(type) || cot::is_cancel(type)) return take_emergency(context, made);
    if (cot::is_position(type)) return take_position(context, made);
    if (cot::is_receipt(type)) return take_receipt(context, made);
    if (cot::is_chat(type)) return take_chat(context, made);
    if (cot::is_task_reply(type)) return take_task_reply(context.event, made);
    nothing(made, why_nothing(type));
}

// The device that devices.toml gives the unit; without one, the first that says where a friend on the ground is.
bool CotInputs::is_own(const Context& context, const core::ClientName& client) {
    const cot::Event& event = context.event;
    if (context.device != nullptr && !context.device->tak.empty()) return event.uid == context.device->tak;
    // What a person put on the map says nothing of the device that he holds.
    const bool is_measured = event.detail.takv || cot::is_of_kind(event.how, "m");
    if (!cot::is_of_kind(event.type, "a-f-G") || !is_measured) return false;
    const auto [known, is_first] = own_uids_.try_emplace(client, OwnDevice{event.uid, context.heard.now});
    OwnDevice& own = known->second;
    // One that is silent was replaced.
    if (own.uid != event.uid && context.heard.now - own.heard_at > replaced_after) own.uid = event.uid;
    if (own.uid == event.uid) own.heard_at = context.heard.now;
    return own.uid == event.uid;
}

void CotInputs::take_position(const Context& context, Interpretation& made) {
    const cot::Event& event = context.event;
    if (context.account == nullptr || !context.account->is_unit) {
        return nothing(made, "its account is no unit, whose position is shown");
    }
    if (!is_own(context, made.client)) return nothing(made, why_nothing(event.type));
    if (cot::is_of_kind(event.how, "m-s")) return nothing(made, "a simulated position");
    // By the length of its validity, since the clocks of devices differ from the hub's.
    const Milliseconds valid = std::max(event.stale - event.time, Milliseconds{0});
    if (event.time + valid + clock_error_most < context.heard.now)
        return nothing(made, "it was out of date when it came");
    if (event.stale < context.heard.now) {
        made.is_degraded = true;
        made.remarks.push_back({"stale", "by its device's clock it is out of date; the clock seems to be slow"});
    }
    Json beacon;
    beacon["sent_at"] = event.time.ms;
    put_point(event, beacon);
    put_movement(event, beacon);
    // A beacon without it would say that the button is let go.
    if (!emergencies_.open_of(made.client.text).empty()) beacon["panic"] = true;
    say(made, core::InputKind::beacon, beacon);
}

void CotInputs::take_emergency(const Context& context, Interpretation& made) {
    using Outcome = cot::Emergencies::Outcome;
    const cot::Event& event = context.event;
    // Of a name that nobody has there may be any number, so nothing is remembered of it: by its uid it is told once.
    if (context.account == nullptr) {
        if (!cot::is_emergency(event.type)) return nothing(made, "its account is nobody's of the organisation");
        Json report = cot_report(event, context.organisation.panic.text);
        report["id"] = cot_id_of_uid(event);
        return say(made, core::InputKind::report, report);
    }
    // A start forgets what a device said. What goes on since before it, by the journal, is said again.
    const bool goes_on = !emergencies_.knows(made.client.text) && context.heard.is_in_need &&
                         context.heard.press_before_start.covers(event.time);
    const auto told = emergencies_.take(made.client.text, event);
    const bool is_unit = context.account->is_unit;
    const bool is_again = told.outcome == Outcome::raised && goes_on;
    Json json;
    switch (is_again ? Outcome::repeated : told.outcome) {
        case Outcome::raised:
        case Outcome::untracked: {
            if (!is_unit) {
                Json report = cot_report(event, context.organisation.panic.text);
                return say(made, core::InputKind::report, report);
            }
            json["id"] = cot_id(event);
            json["sent_at"] = event.time.ms;
            json["panic"] = true;
            put_point(event, json);
            return say(made, core::InputKind::status, json);
        }
        case Outcome::repeated:
            made.is_repeat = true;
            if (!is_unit) return;
            // As a radio's beacons say it while its button is pressed.
            json["sent_at"] = event.time.ms;
            json["panic"] = true;
            put_point(event, json);
            return say(made, core::InputKind::beacon, json);
        case Outcome::late: made.is_repeat = true; return;
        case Outcome::cancelled:
        case Outcome::nothing_open:
            if (!is_unit) return nothing(made, "only people end an alarm, and this one is no unit's");
            json["id"] = cot_id(event);
            json["sent_at"] = event.time.ms;
            say(made, core::InputKind::status, json);
            // Whoever holds the device can do that: it is told to those who look after it, and ends nothing.
            made.sayings.back().takes_back = true;
            return;
    }
}

void CotInputs::take_chat(const Context& context, Interpretation& made) {
    const cot::Event& event = context.event;
    const cot::ChatMessage chat = cot::chat_of(event);
    const std::string word = word_of(chat.text);
    const std::string panic = lower(context.devices.panic_of(context.device).text);
    if (context.account != nullptr && context.account->is_unit && !panic.empty() && word == panic) {
        Json status;
        status["id"] = cot_id(event);
        status["sent_at"] = event.time.ms;
        status["panic"] = true;
        put_point(event, status);
        return say(made, core::InputKind::status, status);
    }
    const bool is_to_hub =
        chat.to == tak_contact_uid || chat.to == tak_contact_callsign || chat.to_callsign == tak_contact_callsign;
    if (!is_to_hub) {
        return nothing(made, "a chat between people: what is said to \"" + std::string(tak_contact_callsign) +
                                 "\" becomes a report");
    }
    if (chat.text.empty()) return nothing(made, "a chat without words");
    if (context.account != nullptr && answers_.take(word, context.heard, made)) return;
    Json report = cot_report(event, "other");
    say(made, core::InputKind::report, report);
}

void CotInputs::take_receipt(const Context& context, Interpretation& made) {
    const auto subject = subject_of_tak_message(cot::receipt_of(context.event).message_id);
    if (!subject) return nothing(made, "the receipt of a message between people");
    acknowledge(*subject, cot::is_read(context.event.type) ? "read" : "delivered", made);
}

}  // namespace paraat::foreign
