#include "hub/app/tak_desk.hpp"

#include <algorithm>

#include "hub/core/clearance.hpp"

namespace paraat::app {
namespace {

constexpr std::size_t own_alarms_most = 8;

bool is_past(const core::Alert& alert) {
    return alert.status == core::IncidentStatus::closed || alert.status == core::IncidentStatus::moved;
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
    if (stands) incident.by_topic.insert_or_assign(word.topic, Call{*word.alert, word.panic_of});
    if (!stands) incident.by_topic.erase(word.topic);
    const bool is_silent = std::any_of(incident.by_topic.begin(), incident.by_topic.end(),
                                       [](const auto& said) { return said.second.alert.silent; });
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

const TakDesk::Call* TakDesk::seen_call(const Seat& seat, const core::IncidentId& id) const {
    const auto incident = incidents_.find(id);
    if (incident == incidents_.end()) return nullptr;
    for (const auto& [topic, call] : incident->second.by_topic) {
        if (seat.rights.may_read(topic)) return &call;
    }
    return nullptr;
}

}  // namespace paraat::app
