#include "tests/property/model/incident.hpp"

#include <algorithm>
#include <utility>

#include "tests/property/model/call.hpp"
#include "tests/property/model/deeds.hpp"
#include "tests/property/model/instruction.hpp"

namespace paraat::test::model {

using namespace std::chrono_literals;
using core::IncidentStatus;
using core::UnitState;

bool may_read(const Incident& incident, const Name& client) {
    if (incident.is_covert && !is_cleared(client)) return false;
    for (const auto& [policy, call] : incident.calls) {
        if (call.ever_asked.contains(client)) return true;
    }
    return std::any_of(incident.divisions.begin(), incident.divisions.end(),
                       [&](const Name& division) { return reads(client, division); });
}

bool may_command(const Incident& incident, const Name& client) {
    if (!may_read(incident, client)) return false;
    return commands_all(client) || std::any_of(incident.divisions.begin(), incident.divisions.end(),
                                               [&](const Name& division) { return coordinates(client, division); });
}

void raise(Incident& incident) {
    incident.is_raised = true;
    incident.is_seen = false;
    end_rests(incident);
}

void renew_claim(const Night& night, Incident& incident, const Name& client) {
    if (client == incident.claimed_by) incident.claimed_until = std::max(incident.claimed_until, night.now + 10min);
}

void changed_by(Night& night, Incident& incident, const Name& client) {
    incident.is_changed = true;
    renew_claim(night, incident, client);
}

void release(Incident& incident) {
    incident.claimed_by.clear();
    incident.claimed_until = never;
}

void add_division(Incident& incident, const Name& division) {
    incident.removed.erase(division);
    if (!incident.divisions.insert(division).second) return;
    raise(incident);
    if (incident.status == IncidentStatus::fresh && division != tray) incident.status = IncidentStatus::open;
}

void call_anew(Night& night, Incident& incident) {
    for (auto& [policy, call] : incident.calls) {
        if (!call.runs && !call.taken_by.empty()) begin(night, incident, policy);
    }
}

void set_priority(Night& night, Incident& incident, int priority) {
    const bool was_urgent = incident.priority == 1;
    if (priority < incident.priority) raise(incident);
    incident.priority = priority;
    if (priority != 1 || was_urgent || !incident.takes_reports()) return;
    incident.became_urgent = true;
    call_anew(night, incident);
}

void set_severity(Incident& incident, core::Severity severity) {
    if (severity > incident.severity) raise(incident);
    incident.severity = severity;
}

int usual_priority(const Incident& incident) {
    return std::min(category(incident.category)->priority, priority_of(incident.severity));
}

// The highest that a report named.
std::optional<core::Severity> named_severity(const Incident& incident) {
    std::optional<core::Severity> highest;
    for (const Told& one : incident.told) highest = std::max(highest, one.named);
    return highest;
}

void judge(Night& night, Incident& incident) {
    const Category& kind = *category(incident.category);
    Names wanted{kind.division};
    if (kind.division.empty()) {
        wanted = {tray};
        const Person* owner = person(incident.opened_by);
        if (owner != nullptr && !owner->division.empty()) wanted.insert(owner->division);
    }
    for (const Name& division : wanted) {
        if (!incident.removed.contains(division)) add_division(incident, division);
    }
    incident.became_urgent = false;
    if (!incident.takes_reports()) return;  // what is done calls nobody
    if (!kind.policy.empty() && !incident.calls.contains(kind.policy)) begin(night, incident, kind.policy);
}

// Who came of a team since it was sent has left again.
static bool came_and_left(const Incident& incident, const Name& team) {
    bool has_left = false;
    for (const auto& [unit, state] : incident.units) {
        if (people().at(unit).team != team) continue;
        if (state != UnitState::left) return false;
        has_left = has_left || incident.unit_since.at(unit) >= incident.team_since.at(team);
    }
    return has_left;
}

bool is_manned(const Incident& incident) {
    const bool has_unit = std::any_of(incident.units.begin(), incident.units.end(),
                                      [](const auto& unit) { return unit.second != UnitState::left; });
    return has_unit || std::any_of(incident.teams.begin(), incident.teams.end(),
                                   [&](const Name& team) { return !came_and_left(incident, team); });
}

bool is_underway(const Incident& incident) {
    return std::any_of(incident.units.begin(), incident.units.end(), [](const auto& unit) {
        return unit.second != UnitState::left && unit.second != UnitState::assigned;
    });
}

bool is_not_taken_up(const Incident& incident) {
    return incident.status <= IncidentStatus::dispatched && !is_underway(incident);
}

bool waits_for_deeds(const Incident& incident) {
    return incident.status <= IncidentStatus::open && !is_manned(incident);
}

void open_if_deserted(Incident& incident) {
    const bool was_sent = incident.status == IncidentStatus::dispatched || incident.status == IncidentStatus::en_route;
    if (was_sent && !is_manned(incident)) incident.status = IncidentStatus::open;
}

// The furthest that it got; on scene it stays when the work there is done.
void reach(Incident& incident, IncidentStatus status) {
    if (incident.takes_reports()) incident.status = std::max(incident.status, status);
}

void progress(Night& night, Incident& incident, const Name& unit, UnitState state) {
    incident.units[unit] = state;
    incident.unit_since[unit] = night.now;
    if (state == UnitState::accepted) reach(incident, IncidentStatus::dispatched);
    if (state == UnitState::en_route) reach(incident, IncidentStatus::en_route);
    if (state == UnitState::on_scene) reach(incident, IncidentStatus::on_scene);
    const auto known = night.units.find(unit);
    if (state == UnitState::left && known != night.units.end() && known->second.incident == incident.id) {
        known->second.incident.reset();
    }
    open_if_deserted(incident);
}

std::optional<core::IncidentId> open_panic_of(const Night& night, const Name& unit) {
    std::optional<core::IncidentId> newest;
    for (const auto& [id, incident] : night.incidents) {
        if (incident.panic_of == unit && !incident.is_closed()) newest = id;
    }
    return newest;
}

void close(Night& night, Incident& incident, const Name& by, core::Ending ending) {
    for (auto& [policy, call] : incident.calls) {
        if (call.runs) call.taken_by = by;
        end(call);
    }
    incident.is_seen = true;
    incident.status = IncidentStatus::closed;
    incident.ending = ending;
    incident.ended_at = night.now;
    incident.rests.clear();
    release(incident);
    for (auto& [name, unit] : night.units) {
        if (unit.incident == incident.id) unit.incident.reset();
        if (unit.panic == incident.id) unit.panic = open_panic_of(night, name);
    }
    withdraw_about(night, incident.id, {});
    offer_no_more(night, incident.id);
}

std::optional<core::Position> first_place(const std::vector<Told>& told) {
    for (const Told& one : told) {
        if (one.place) return one.place;
    }
    return std::nullopt;
}

Incident& open_with(Night& night, const core::IncidentId& id, const Name& kind, const std::vector<Told>& told) {
    Incident& made = night.incidents[id];
    made.id = id;
    made.category = kind;
    made.told = told;
    made.severity = told.front().named.value_or(category(kind)->severity);
    made.severity = std::max(made.severity, named_severity(made).value_or(made.severity));
    made.priority = usual_priority(made);
    made.place = first_place(told);
    made.opened_at = night.now;
    made.newest_report_at = told.back().at;
    made.opened_by = told.front().by;
    raise(made);
    return made;
}

Incident& open(Night& night, const Message& message, const core::Report& report, bool is_covert) {
    const Told told{message.client, message.id, report.category.text, report.severity, report.position, night.now};
    Incident& made = open_with(night, message.incident, report.category.text, {told});
    made.is_covert = is_covert;
    made.is_exercise = report.exercise;
    judge(night, made);
    return made;
}

namespace {

// Nobody stands further east or west than another in this night.
double metres_north(core::Position one, core::Position other) {
    return std::abs(one.lat_e7 - other.lat_e7) * 1e-7 * 111195.0;
}

Incident* joined_by(Night& night, const core::Report& report, bool is_covert) {
    Incident* found = nullptr;
    double nearest = 100.0;
    if (!report.position) return nullptr;
    for (auto& [id, incident] : night.incidents) {
        const auto& place = incident.place;
        if (!place || !incident.takes_reports() || incident.category != report.category.text) continue;
        if (incident.is_covert != is_covert || incident.is_exercise != report.exercise) continue;
        if (night.now - incident.newest_report_at > 30min || night.now - incident.opened_at >= 4h) continue;
        const double metres = metres_north(*place, *report.position);
        if (metres > nearest || (found != nullptr && metres == nearest)) continue;
        nearest = metres;
        found = &incident;
    }
    return found;
}

}  // namespace

Verdict take_report(Night& night, const Message& message, const core::Report& report) {
    if (category(report.category.text) == nullptr) return refused("unknown_category");
    Incident* known = joined_by(night, report, report.covert);
    const bool is_secret = report.covert && !is_cleared(message.client);
    if (known == nullptr || is_secret) {
        open(night, message, report, report.covert);
        return {{}, is_secret ? std::optional<bool>{} : false};
    }
    known->told.push_back({message.client, message.id, known->category, report.severity, report.position, night.now});
    if (!known->place) known->place = report.position;
    known->newest_report_at = night.now;
    known->is_priority_chosen = false;
    renew_claim(night, *known, message.client);
    const core::Severity severity = report.severity.value_or(category(known->category)->severity);
    set_severity(*known, std::max(severity, known->severity));
    if (usual_priority(*known) < known->priority) set_priority(night, *known, usual_priority(*known));
    judge(night, *known);
    return {{}, true};
}

}  // namespace paraat::test::model
