#include "hub/app/tak_desk.hpp"

#include <algorithm>

#include "hub/app/tak_events.hpp"
#include "hub/codec/cot/builders.hpp"
#include "hub/codec/cot/chat.hpp"
#include "hub/core/clearance.hpp"
#include "hub/foreign/tak_message_id.hpp"
#include "hub/foreign/tak_topic.hpp"

namespace paraat::app {
namespace {

namespace cot = codec::cot;

constexpr std::size_t own_alarms_most = 8;
// Messages of which a session remembers that it got them; more come again, which an app sees by their ids.
constexpr std::size_t told_most = 10'000;

std::shared_ptr<const cot::Event> shared(cot::Event event) {
    return std::make_shared<const cot::Event>(std::move(event));
}

bool is_past(const core::Alert& alert) {
    return alert.status == core::IncidentStatus::closed || alert.status == core::IncidentStatus::moved;
}

// What took an order from its people, and not what they did.
bool was_taken_away(core::InstructionState state) {
    return state == core::InstructionState::withdrawn || state == core::InstructionState::superseded ||
           state == core::InstructionState::expired;
}

// The text is the core's own words for a panic button.
bool is_own_silent_call(const core::Alert& alert, const core::ClientName& account) {
    return alert.silent && alert.text == "Noodknop: " + account.text;
}

}  // namespace

TakDesk::TakDesk(core::Organisation organisation, projection::Topics topics)
    : organisation_(std::move(organisation)), topics_(std::move(topics)) {}

void TakDesk::reorganise(core::Organisation organisation) {
    organisation_ = std::move(organisation);
    for (auto& [session, seat] : seats_) {
        place(seat);
        all_due(seat);
    }
}

void TakDesk::place(Seat& seat) {
    const core::Account* account = organisation_.account(seat.account);
    seat.rights = ReadingRights(organisation_, topics_, seat.account);
    seat.team = account != nullptr ? account->team : core::TeamName{};
    seat.division = organisation_.division_of(seat.account);
}

void TakDesk::all_due(Seat& seat) const {
    for (const auto& [name, unit] : units_) seat.units_due.insert(name);
    for (const auto& [id, incident] : incidents_) seat.incidents_due.insert(id);
    for (const auto& [topic, order] : orders_) seat.words_due.insert(topic);
    for (const auto& [topic, call] : calls_) seat.words_due.insert(topic);
    // What was shown and does not stand any more is still on its map.
    seat.units_due.insert(seat.units_shown.begin(), seat.units_shown.end());
    seat.incidents_due.insert(seat.incidents_shown.begin(), seat.incidents_shown.end());
}

void TakDesk::enter(tak::SessionId session, const core::ClientName& account) {
    Seat& seat = seats_[session];
    seat.account = account;
    place(seat);
    all_due(seat);
}

void TakDesk::leave(tak::SessionId session) {
    seats_.erase(session);
}

void TakDesk::identify(tak::SessionId session, const std::string& uid, const std::string& callsign) {
    const auto found = seats_.find(session);
    if (found == seats_.end() || !found->second.uid.empty()) return;
    Seat& seat = found->second;
    seat.uid = uid;
    seat.callsign = callsign;
    all_due(seat);
}

void TakDesk::note_alarm(tak::SessionId session, const std::string& uid) {
    const auto found = seats_.find(session);
    if (found == seats_.end()) return;
    auto& alarms = found->second.own_alarms;
    const bool is_known = std::find(alarms.begin(), alarms.end(), uid) != alarms.end();
    if (!is_known && alarms.size() < own_alarms_most) alarms.push_back(uid);
}

void TakDesk::note_cancel(tak::SessionId session) {
    const auto found = seats_.find(session);
    if (found != seats_.end()) found->second.own_alarms.clear();
}

void TakDesk::take(const std::vector<TakWord>& words) {
    for (const TakWord& word : words) {
        std::visit([this](const auto& one) { take(one); }, word);
    }
}

void TakDesk::take(const TakUnit& word) {
    UnitEntry& unit = units_[word.name];
    if (word.view) unit.by_topic.insert_or_assign(word.topic, *word.view);
    if (!word.view) unit.by_topic.erase(word.topic);
    if (unit.by_topic.empty()) units_.erase(word.name);
    for (auto& [session, seat] : seats_) seat.units_due.insert(word.name);
}

void TakDesk::take(const TakAlert& word) {
    const auto ulid = Ulid::parse(std::string_view(word.topic).substr(word.topic.rfind('/') + 1));
    if (!ulid) return;
    const core::IncidentId id{*ulid};
    IncidentEntry& incident = incidents_[id];
    const bool stands = word.alert && !is_past(*word.alert);
    if (stands) incident.by_topic.insert_or_assign(word.topic, *word.alert);
    if (!stands) incident.by_topic.erase(word.topic);
    const bool is_silent = std::any_of(incident.by_topic.begin(), incident.by_topic.end(),
                                       [](const auto& said) { return said.second.silent; });
    if (incident.by_topic.empty()) incidents_.erase(id);
    for (auto& [session, seat] : seats_) seat.incidents_due.insert(id);
    if (is_silent) {
        silent_.insert(id);
    } else if (silent_.erase(id) > 0) {
        // What was held back meanwhile.
        for (auto& [session, seat] : seats_) all_due(seat);
    }
}

void TakDesk::take(const TakOrder& word) {
    const auto known = orders_.find(word.topic);
    if (word.is_over) {
        if (word.view) ended_orders_.insert_or_assign(word.topic, *word.view);
        if (!word.view && known != orders_.end()) ended_orders_.insert_or_assign(word.topic, known->second);
        orders_.erase(word.topic);
    } else if (word.view) {
        orders_.insert_or_assign(word.topic, *word.view);
    }
    for (auto& [session, seat] : seats_) seat.words_due.insert(word.topic);
}

void TakDesk::take(const TakCall& word) {
    if (word.notice) calls_.insert_or_assign(word.topic, *word.notice);
    if (!word.notice) calls_.erase(word.topic);
    for (auto& [session, seat] : seats_) seat.words_due.insert(word.topic);
}

void TakDesk::take(const TakAnswer& word) {
    answers_.push_back(word);
    ++answered_;
}

// Who reads a topic is not always who is meant: a coordinator reads the orders to each of the teams.
bool TakDesk::is_for(const Seat& seat, const std::string& topic) const {
    if (!seat.rights.may_read(topic)) return false;
    if (filter_holds(topics_.outputs_of(seat.account), topic)) return true;
    const auto own = [&](const core::CompartmentName& compartment) {
        if (seat.division.empty()) return false;
        const bool is_to_team =
            !seat.team.empty() && filter_holds(topics_.instructions(compartment, seat.division, seat.team), topic);
        return is_to_team || filter_holds(topics_.instructions(compartment, seat.division), topic);
    };
    return own({}) || own(core::covert_compartment);
}

const core::UnitView* TakDesk::seen_unit(const Seat& seat, const core::ClientName& name) const {
    const auto unit = units_.find(name);
    if (unit == units_.end()) return nullptr;
    for (const auto& [topic, view] : unit->second.by_topic) {
        if (seat.rights.may_read(topic)) return &view;
    }
    return nullptr;
}

const core::Alert* TakDesk::seen_alert(const Seat& seat, const core::IncidentId& id) const {
    const auto incident = incidents_.find(id);
    if (incident == incidents_.end()) return nullptr;
    for (const auto& [topic, alert] : incident->second.by_topic) {
        if (seat.rights.may_read(topic)) return &alert;
    }
    return nullptr;
}

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
        const core::Alert* alert = seen_alert(seat, id);
        return alert != nullptr && is_own_silent_call(*alert, seat.account);
    });
}

void TakDesk::tell_incident(tak::SessionId session, Seat& seat, const core::IncidentId& id, Instant now,
                            std::vector<Telling>& out) {
    const core::Alert* alert = seen_alert(seat, id);
    if (alert != nullptr && is_own_silent_call(*alert, seat.account)) alert = nullptr;
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
    if (seat.uid.empty() || !seat.told.insert(id).second) return;
    if (seat.told.size() > told_most) seat.told.erase(seat.told.begin());
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
