#include "hub/core/surroundings.hpp"

#include <algorithm>

#include "hub/core/clearance.hpp"

namespace paraat::core {
namespace {

UnitSeen seen(const Situation& situation, const Incident& judged, const Account& account) {
    UnitSeen unit{account.name, account.team, situation.organisation.division_of(account.name), {}, {}, {}, {}, false};
    if (const Unit* known = situation.state.unit(account.name)) {
        unit.status = known->status;
        unit.presence = known->presence;
    }
    const auto progress = judged.units.find(account.name);
    unit.is_assigned = progress != judged.units.end() && progress->second.state != UnitState::left;
    const ObservedUnit* observed = situation.observed.unit(account.name);
    if (observed != nullptr && observed->position && judged.position) {
        unit.metres = metres_between(*observed->position, *judged.position);
        if (observed->position_at) unit.position_age = situation.now - *observed->position_at;
    }
    return unit;
}

// What is_within() will look at.
void call_up(const Incident& incident) {
    for (const void* part :
         {static_cast<const void*>(&incident), static_cast<const void*>(&incident.compartment),
          static_cast<const void*>(&incident.status), static_cast<const void*>(&incident.newest_report_at)}) {
        __builtin_prefetch(part);
    }
}

}  // namespace

bool DraftSurroundings::is_within(const Incident& other, const Window& window) const {
    const Incident& judged = draft_.incident();
    return may_see(judged.compartment, other.compartment) && other.is_exercise == judged.is_exercise &&
           (window.includes_closed || other.takes_reports()) && !draft_.leaves_out(other.id) &&
           draft_.situation().now - other.newest_report_at <= window.span;
}

bool DraftSurroundings::add(Found& found, const Incident& other, const Window& window) const {
    if (!is_within(other, window)) return true;
    found.is_cut = found.incidents.size() == found_most;
    if (!found.is_cut) found.incidents.push_back(&other);
    return !found.is_cut;
}

Surroundings::Found DraftSurroundings::nearby(std::int64_t metres, const Window& window) const {
    Found found;
    const Incident& judged = draft_.incident();
    if (!judged.position) return found;
    add(found, judged, window);
    const State& state = draft_.situation().state;
    const std::vector<CellGrid::Found> all = state.grid.within(*judged.position, metres);
    // Incidents lie scattered in memory: asked for all at once they are waited for once.
    for (const CellGrid::Found& near : all) call_up(*near.incident);
    for (const CellGrid::Found& near : all) {
        if (near.id != judged.id && !add(found, *near.incident, window)) break;
    }
    return found;
}

Surroundings::Found DraftSurroundings::marked(Mark mark, const std::string& name, const Window& window) const {
    Found found;
    if (name.empty()) return found;
    const Incident& judged = draft_.incident();
    const State& state = draft_.situation().state;
    std::set<IncidentId> ids = state.marks.find(mark, name);
    const std::vector<std::string> own = marks_of(judged, mark);
    if (std::find(own.begin(), own.end(), name) != own.end()) ids.insert(judged.id);
    for (const IncidentId& id : ids) {
        if (!add(found, id == judged.id ? judged : *state.incident(id), window)) break;
    }
    return found;
}

std::vector<UnitSeen> DraftSurroundings::units() const {
    std::vector<UnitSeen> units;
    const Situation& situation = draft_.situation();
    for (const auto& [name, account] : situation.organisation.accounts) {
        const bool is_shown = may_show(situation.organisation, name, draft_.incident().compartment);
        if (account.is_unit && is_shown) units.push_back(seen(situation, draft_.incident(), account));
    }
    return units;
}

}  // namespace paraat::core
