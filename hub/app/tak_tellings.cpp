// What the desk tells each session.
#include <algorithm>

#include "hub/app/tak_desk.hpp"
#include "hub/app/tak_events.hpp"
#include "hub/codec/cot/builders.hpp"
#include "hub/codec/cot/chat.hpp"
#include "hub/foreign/tak_message_id.hpp"
#include "hub/foreign/tak_topic.hpp"

namespace paraat::app {
namespace {

namespace cot = codec::cot;

std::shared_ptr<const cot::Event> shared(cot::Event event) {
    return std::make_shared<const cot::Event>(std::move(event));
}

// What took an order from its people, and not what they did.
bool was_taken_away(core::InstructionState state) {
    return state == core::InstructionState::withdrawn || state == core::InstructionState::superseded ||
           state == core::InstructionState::expired;
}

}  // namespace

std::vector<TakDesk::Telling> TakDesk::due(Instant now) {
    std::vector<Telling> out;
    for (auto& [session, seat] : seats_) {
        if (!seat.is_greeted) out.push_back({session, shared(tak_contact(now))});
        seat.is_greeted = true;
        std::vector<core::ClientName> now_due;
        while (!seat.units_due.empty() && now_due.size() < positions_a_round) {
            now_due.push_back(std::move(seat.units_due.extract(seat.units_due.begin()).value()));
        }
        for (const core::IncidentId& id : std::exchange(seat.incidents_due, {})) {
            tell_incident(session, seat, id, now, out);
        }
        tell_answers(session, seat, now, out);
        tell_words(session, seat, now, out);
        for (const core::ClientName& name : now_due) tell_unit(session, seat, name, now, out);
        repeat(session, seat, now, out);
    }
    ended_orders_.clear();
    answers_.clear();
    return out;
}

bool TakDesk::has_more() const {
    return std::any_of(seats_.begin(), seats_.end(), [](const auto& one) { return !one.second.units_due.empty(); });
}

// Whoever stands beside the one who pressed silently may see its device: it shows and says nothing of that, and no chat
// sounds on it until people closed the call.
bool TakDesk::must_be_quiet(const Seat& seat) const {
    return std::any_of(silent_.begin(), silent_.end(), [&](const core::IncidentId& id) {
        const Call* call = seen_call(seat, id);
        return call != nullptr && call->is_silent_of(seat.account);
    });
}

void TakDesk::tell_incident(tak::SessionId session, Seat& seat, const core::IncidentId& id, Instant now,
                            std::vector<Telling>& out) {
    const Call* call = seen_call(seat, id);
    const bool is_shown = call != nullptr && !call->is_silent_of(seat.account);
    const core::Alert* alert = is_shown ? &call->alert : nullptr;
    const bool is_on_map = alert != nullptr && alert->position;
    if (!is_on_map && seat.incidents_shown.erase(id) > 0) {
        out.push_back({session, shared(tak_incident_gone(id, now)), tak_uid(id)});
    }
    if (is_on_map) {
        seat.incidents_shown.insert(id);
        out.push_back({session, shared(tak_incident(*alert, now)), tak_uid(id)});
    } else if (alert != nullptr && !must_be_quiet(seat)) {
        // Nowhere on the map: in words, each time that it asks for attention.
        write_to(session, seat, tak_uid(id) + "-" + std::to_string(alert->raised), tak_text(*alert), now, out);
    }
}

void TakDesk::tell_answers(tak::SessionId session, Seat& seat, Instant now, std::vector<Telling>& out) {
    if (must_be_quiet(seat)) return;
    for (const TakAnswer& answer : answers_) {
        if (answer.account != seat.account) continue;
        // Of the hub's time, since an app knows the ids from before a start.
        const std::string id = "paraat-a-" + std::to_string(now.ms) + "-" + std::to_string(answered_);
        write_to(session, seat, id, answer.text, now, out);
    }
}

void TakDesk::tell_words(tak::SessionId session, Seat& seat, Instant now, std::vector<Telling>& out) {
    if (seat.uid.empty() || must_be_quiet(seat)) return;
    for (const std::string& topic : std::exchange(seat.words_due, {})) {
        if (!is_for(seat, topic)) continue;
        if (const auto order = orders_.find(topic); order != orders_.end()) {
            const std::string id = foreign::tak_message_id(order->second.instruction);
            write_to(session, seat, id, tak_text(order->second), now, out);
        } else if (const auto ended = ended_orders_.find(topic); ended != ended_orders_.end()) {
            const std::string id = foreign::tak_message_id(ended->second.instruction);
            const bool is_news = seat.told.contains(id) && was_taken_away(ended->second.state);
            if (is_news) write_to(session, seat, id + "-end", tak_text_of_end(ended->second), now, out);
        } else if (const auto call = calls_.find(topic); call != calls_.end()) {
            const std::string id = foreign::tak_message_id(foreign::TakNotice{call->second.incident, call->second.rev});
            write_to(session, seat, id, tak_text(call->second), now, out);
        }
    }
}

void TakDesk::write_to(tak::SessionId session, Seat& seat, const std::string& id, const std::string& text, Instant now,
                       std::vector<Telling>& out) const {
    if (seat.uid.empty() || !seat.told.insert(id)) return;
    cot::ChatMessage message;
    message.id = id;
    message.sender_uid = std::string(foreign::tak_contact_uid);
    message.sender_callsign = std::string(foreign::tak_contact_callsign);
    message.to = seat.uid;
    message.to_callsign = seat.callsign;
    message.text = text;
    out.push_back({session, shared(cot::chat_message(message, now))});
}

void TakDesk::tell_unit(tak::SessionId session, Seat& seat, const core::ClientName& name, Instant now,
                        std::vector<Telling>& out) {
    const core::UnitView* unit = seen_unit(seat, name);
    // Its own place and need it knows, and would see twice.
    if (name == seat.account) return tell_own_need(session, seat, unit != nullptr && unit->panic, now, out);
    const bool is_on_map = unit != nullptr && unit->position;
    if (is_on_map) {
        seat.units_shown.insert(name);
        out.push_back({session, shared(tak_unit(*unit, now)), tak_uid(name)});
    } else if (seat.units_shown.erase(name) > 0) {
        out.push_back({session, shared(tak_unit_gone(name, now)), tak_uid(name)});
    }
    const bool is_in_need = unit != nullptr && unit->panic;
    if (is_in_need && !seat.alarms.contains(name)) {
        seat.alarms[name] = now;
        out.push_back({session, shared(tak_emergency(*unit, now))});
    } else if (!is_in_need && seat.alarms.erase(name) > 0) {
        out.push_back({session, shared(tak_emergency_over(name, now))});
    }
}

// A device goes on calling until it is told that a person ended it.
void TakDesk::tell_own_need(tak::SessionId session, Seat& seat, bool is_in_need, Instant now,
                            std::vector<Telling>& out) {
    const bool is_over = std::exchange(seat.is_in_need, is_in_need) && !is_in_need;
    if (!is_over) return;
    for (const std::string& uid : std::exchange(seat.own_alarms, {})) {
        cot::Alarm alarm;
        alarm.device_uid = seat.uid;
        alarm.callsign = seat.callsign;
        cot::Event event = cot::emergency_cancel(alarm, now);
        event.uid = uid;
        out.push_back({session, shared(std::move(event))});
    }
}

void TakDesk::repeat(tak::SessionId session, Seat& seat, Instant now, std::vector<Telling>& out) const {
    for (auto& [name, told_at] : seat.alarms) {
        if (now - told_at < repeat_alarms) continue;
        told_at = now;
        if (const core::UnitView* unit = seen_unit(seat, name)) {
            out.push_back({session, shared(tak_emergency(*unit, now)), "alarm " + tak_uid(name)});
        }
    }
}

}  // namespace paraat::app
