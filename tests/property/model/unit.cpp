#include <algorithm>

#include "tests/property/model/call.hpp"
#include "tests/property/model/deeds.hpp"
#include "tests/property/model/incident.hpp"

namespace paraat::test::model {
namespace {

using core::UnitState;
using core::UnitStatus;

Incident* incident_of(Night& night, const std::optional<core::IncidentId>& id) {
    const auto found = id ? night.incidents.find(*id) : night.incidents.end();
    return found == night.incidents.end() ? nullptr : &found->second;
}

bool works_on(const Incident& incident, const Name& name) {
    const auto unit = incident.units.find(name);
    return unit != incident.units.end() && unit->second != UnitState::left && !incident.is_closed();
}

// What a unit means that names no incident: the one that it is at, or else the only one that it is sent to. Who sets
// out from there is on its way to another.
Incident* meant_by(Night& night, const Name& name, UnitStatus status) {
    Incident* at = incident_of(night, night.units[name].incident);
    if (at != nullptr && works_on(*at, name) && status != UnitStatus::en_route) return at;
    std::vector<Incident*> all;
    for (auto& [id, incident] : night.incidents) {
        if (works_on(incident, name)) all.push_back(&incident);
    }
    return all.size() == 1 ? all.front() : nullptr;
}

// How far a status brings it; nullopt = where it was. Free, and yet to set out, is the beginning, not the end.
std::optional<UnitState> next_state(const Incident& incident, const Name& name, UnitStatus status) {
    const auto known = incident.units.find(name);
    if (status == UnitStatus::en_route) return UnitState::en_route;
    if (status == UnitStatus::on_scene) return UnitState::on_scene;
    const bool is_leaving =
        status == UnitStatus::available || status == UnitStatus::returning || status == UnitStatus::off_duty;
    if (!is_leaving || known == incident.units.end()) return {};
    const bool has_set_out = known->second != UnitState::assigned && known->second != UnitState::accepted;
    if (status != UnitStatus::off_duty && !has_set_out) return {};
    return UnitState::left;
}

void go_off_duty(Night& night, const Name& name) {
    Unit& unit = night.units[name];
    if (!unit.is_off_duty) unit.goes();
    unit.is_off_duty = true;
    for (auto& [id, incident] : night.incidents) {
        if (works_on(incident, name)) progress(night, incident, name, UnitState::left);
    }
    unit.incident.reset();
}

// Of what a unit speaks: an incident that it names, one that is over or not for it, or nothing. A beacon that repeats
// what was said says nothing of what came since.
struct Spoken {
    Incident* named = nullptr;
    bool is_over = false;
    bool is_repeat = false;
};

void say(Night& night, const Name& name, UnitStatus status, const Spoken& of) {
    Unit& unit = night.units[name];
    unit.status = status;
    if (status == UnitStatus::off_duty) return go_off_duty(night, name);
    come_on_duty(unit);
    Incident* work = of.is_over ? nullptr : of.named;
    if (work == nullptr && !of.is_over) work = meant_by(night, name, status);
    const bool keeps_working =
        status == UnitStatus::en_route || status == UnitStatus::on_scene || status == UnitStatus::busy;
    if (work == nullptr) {
        if (!keeps_working) unit.incident.reset();
        return;
    }
    const auto state = of.is_repeat ? std::nullopt : next_state(*work, name, status);
    unit.incident = work->id;
    const auto known = work->units.find(name);
    const bool is_other = known == work->units.end() || known->second != state;
    if (state && is_other) progress(night, *work, name, *state);  // who leaves is with it no more
}

// The button: a unit has one open panic, and each new press asks for attention anew.
void press(Night& night, const Message& message, const core::StatusUpdate& update, Verdict& verdict) {
    Incident* known = incident_of(night, night.units[message.client].panic);
    if (known != nullptr) {
        verdict.joins = true;
        raise(*known);
        if (!known->calls[category(panic_category)->policy].runs)
            begin(night, *known, category(panic_category)->policy);
        return;
    }
    core::Report report;
    report.category = core::CategoryName{panic_category};
    report.position = update.position;
    Incident& made = open(night, message, report, false);
    made.panic_of = message.client;
    night.units[message.client].panic = made.id;
    verdict.joins = false;
}

}  // namespace

void come_on_duty(Unit& unit) {
    unit.is_off_duty = false;
    if (unit.presence != core::PresenceState::lost) unit.goes(false);
}

void end_shift(Night& night, const Name& name) {
    go_off_duty(night, name);
    if (night.units[name].status) night.units[name].status = UnitStatus::off_duty;
}

Verdict take_status(Night& night, const Message& message, const core::StatusUpdate& update) {
    if (!is_unit(message.client)) return refused("not_a_unit");
    Incident* named = incident_of(night, update.incident);
    const bool may_know =
        named != nullptr && (may_read(*named, message.client) || named->units.contains(message.client));
    if (!may_know) named = nullptr;
    if (update.incident && named == nullptr && !update.panic && !message.is_beacon) return refused("not_found");
    Unit& unit = night.units[message.client];
    Verdict verdict;
    const bool is_new_press = update.panic && !(message.is_beacon && unit.is_pressing);
    unit.is_pressing = update.panic;
    Spoken of{named};
    of.is_over = update.incident.has_value() && (named == nullptr || named->is_closed());
    of.is_repeat =
        message.is_beacon && update.status == unit.status && (!update.incident || update.incident == unit.incident);
    Incident* panic = incident_of(night, unit.panic);
    const bool is_opened_again = is_new_press && panic != nullptr && panic->status == core::IncidentStatus::resolved;
    // Who is asked for a press is who was there before it.
    if (is_new_press) press(night, message, update, verdict);
    say(night, message.client, *update.status, of);
    if (is_opened_again) panic->status = core::IncidentStatus::open;
    return verdict;
}

}  // namespace paraat::test::model
