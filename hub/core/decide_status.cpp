#include <algorithm>

#include "hub/core/decide.hpp"
#include "hub/core/escalation.hpp"
#include "hub/core/judgement.hpp"

namespace paraat::core {
namespace {

bool is_old_news(const Unit* unit, const StatusUpdate& update) {
    return unit != nullptr && update.sent_at && unit->status_sent_at && *update.sent_at < *unit->status_sent_at;
}

// The incident that the update is about: the one it names, else the only one that the unit is assigned to.
std::optional<IncidentId> worked_on(const Unit* unit, const StatusUpdate& update) {
    if (update.incident) return update.incident;
    if (unit != nullptr && unit->assigned.size() == 1) return *unit->assigned.begin();
    return std::nullopt;
}

// How far a status brings its unit with an incident; empty when it says nothing of it.
std::string progress_of(UnitStatus status) {
    switch (status) {
        case UnitStatus::en_route: return "en_route";
        case UnitStatus::on_scene: return "on_scene";
        case UnitStatus::returning:
        case UnitStatus::available:
        case UnitStatus::off_duty: return "left";
        case UnitStatus::busy:
        case UnitStatus::unavailable: break;
    }
    return {};
}

void progress(Situation& situation, const ClientName& client, const Incident& incident, UnitStatus status) {
    const std::string state = progress_of(status);
    const auto known = incident.units.find(client);
    if (state.empty() || incident.is_closed()) return;
    if (known == incident.units.end() && state == "left") return;
    if (known != incident.units.end() && known->second.state == state) return;
    // Assigned and free is the beginning, not the end.
    if (known != incident.units.end() && known->second.state == "assigned" && status == UnitStatus::available) return;
    situation.happen(client, UnitProgressed{incident.id, client, state});
}

void raise_panic(Situation& situation, const ClientInput& input, const StatusUpdate& update) {
    const Organisation& organisation = situation.organisation;
    const Category* category = organisation.category(organisation.panic);
    const Unit* unit = situation.state.unit(input.client);
    const Incident* standing = unit != nullptr && unit->panic ? situation.state.incident(*unit->panic) : nullptr;
    if (standing != nullptr && !standing->is_closed()) {
        if (input.is_beacon) return;  // beacons repeat it all the time
        Draft draft(situation, *standing);
        draft.happen(input.client, PanicRaised{standing->id, input.client});
        // Pressed again after somebody took it: the call begins again.
        const Escalation* ran = draft.incident().escalation(category->escalate);
        const EscalationPolicy* policy = situation.rules.policy(category->escalate);
        if (ran != nullptr && !ran->is_running && policy != nullptr) {
            start_escalation(draft, the_hub, *policy, {}, {"panic was raised again", "panic_again", {}});
        }
        situation.outcome.incident = standing->id;
        situation.outcome.joined = true;
        return;
    }
    Report report;
    report.sent_at = update.sent_at;
    report.category = category->name;
    report.text = "Noodknop: " + input.client.text;
    report.position = update.position;
    report.accuracy_m = update.accuracy_m;
    const ObservedUnit* seen = situation.observed.unit(input.client);
    if (!report.position && seen != nullptr) {
        report.position = seen->position;
        report.accuracy_m = seen->accuracy_m;
    }
    Draft draft(situation, Incident{});
    open_incident(draft, input, report, *category, {});
    draft.happen(input.client, PanicRaised{draft.incident().id, input.client});
    judge(draft, report, input.client);
    situation.outcome.incident = draft.incident().id;
    situation.outcome.joined = false;
}

}  // namespace

void decide_status(Situation& situation, const ClientInput& input, const StatusUpdate& update) {
    const Account* account = situation.organisation.account(input.client);
    if (account == nullptr || !account->is_unit) {
        return situation.refuse(Reason::not_a_unit, "",
                                "\"" + input.client.text + "\" is not a unit of the organisation");
    }
    const Unit* unit = situation.state.unit(input.client);
    const Incident* incident = nullptr;
    if (const auto id = worked_on(unit, update)) {
        incident = situation.state.incident(*id);
        const bool may_know = incident != nullptr && (may_read(situation.organisation, input.client, *incident) ||
                                                      incident->units.contains(input.client));
        // Panic is never held back by a wrong incident.
        if (!may_know && !input.is_beacon && !update.panic) {
            return situation.refuse(Reason::not_found, "incident", "no such incident is known");
        }
        if (!may_know) incident = nullptr;
    }
    if (!is_old_news(unit, update)) {
        StatusReported reported{input.client, update.status, {}, {}, update.position, update.accuracy_m};
        // A device whose clock is ahead must not outdate what it says once it is set right.
        if (update.sent_at) reported.sent_at = std::min(*update.sent_at, situation.now);
        if (incident != nullptr && !incident->is_closed()) reported.incident = incident->id;
        const bool is_news =
            unit == nullptr || (update.status && update.status != unit->status) || reported.incident != unit->incident;
        if (!input.is_beacon || is_news) situation.happen(input.client, std::move(reported));
        if (incident != nullptr && update.status) progress(situation, input.client, *incident, *update.status);
    }
    if (incident != nullptr) situation.outcome.incident = incident->id;
    if (update.panic) raise_panic(situation, input, update);
}

void decide_presence(Situation& situation, const ClientInput& input, const PresenceUpdate& update) {
    if (situation.organisation.account(input.client) == nullptr) return;
    const Unit* unit = situation.state.unit(input.client);
    const PresenceState known = unit != nullptr ? unit->presence : PresenceState::unknown;
    const std::int64_t session = unit != nullptr ? unit->session : 0;
    if (update.online) {
        if (known != PresenceState::online || update.session != session) {
            situation.happen(input.client, PresenceChanged{input.client, PresenceState::online, update.session});
        }
        return;
    }
    // The broker's word makes it late at once; only the lease makes it lost. A last will that comes after the client is
    // back belongs to an older session.
    if (update.session == session && known == PresenceState::online) {
        situation.happen(input.client, PresenceChanged{input.client, PresenceState::late, 0});
    }
}

}  // namespace paraat::core
