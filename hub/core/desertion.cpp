#include "hub/core/desertion.hpp"

#include <algorithm>
#include <set>

#include "hub/core/absences.hpp"
#include "hub/core/escalation.hpp"
#include "hub/core/telling.hpp"

namespace paraat::core {
namespace {

// Who acknowledged it last, or changed it.
ClientName taken_by(const Incident& incident) {
    const Escalation* newest = nullptr;
    for (const Escalation& call : incident.escalations) {
        const bool is_newer = newest == nullptr || newest->acked_at <= call.acked_at;
        if (!call.acked_by.empty() && is_newer) newest = &call;
    }
    return newest != nullptr ? newest->acked_by : ClientName{incident.changed_by_person.by};
}

// Whether people are called for it now, or will be at once because an acknowledgement lapses.
bool calls_by_itself(const Incident& incident) {
    if (incident.pauses.contains(PauseKind::silenced)) return false;
    return std::any_of(incident.escalations.begin(), incident.escalations.end(), [&](const Escalation& call) {
        return call.is_running || (incident.waits_for_deeds() && call.ack_ends != never);
    });
}

// Who left it last, and how.
struct Leaving {
    ClientName unit;             // empty = a team
    bool is_by_another = false;  // a person took it off
    bool is_going_home = false;
};

Leaving leaving_of(const Situation& situation, const IncidentId& id) {
    Leaving leaving;
    std::set<ClientName> home;
    for (const Event& event : situation.outcome.events) {
        const auto* status = std::get_if<StatusReported>(&event.body);
        if (status != nullptr && status->status == UnitStatus::off_duty) home.insert(status->unit);
        if (const auto* shift = std::get_if<ShiftEnded>(&event.body)) home.insert(shift->client);
        const auto* progress = std::get_if<UnitProgressed>(&event.body);
        const bool has_left = progress != nullptr && progress->incident == id && progress->state == UnitState::left;
        if (has_left) leaving = {progress->unit, false, false};
        const auto* off = std::get_if<Unassigned>(&event.body);
        if (off != nullptr && off->incident == id)
            leaving = {off->unit, event.by != the_hub && event.by != off->unit, false};
    }
    const bool is_team_at_home = leaving.unit.empty() && !leaving.is_by_another;
    leaving.is_going_home = is_team_at_home || home.contains(leaving.unit);
    return leaving;
}

// Whether it is in hand of somebody who is on duty.
bool is_in_hand(const Situation& situation, const Incident& incident) {
    return std::any_of(incident.escalations.begin(), incident.escalations.end(), [&](const Escalation& call) {
        return !call.acked_by.empty() && !situation.state.is_off_duty(call.acked_by);
    });
}

// What somebody took who is at home since, and nothing came of. False when there is no such call.
bool call_anew(Situation& situation, const Incident& deserted) {
    Draft draft(situation, deserted);
    bool calls = false;
    for (const Escalation& call : deserted.escalations) {
        const bool is_nobodys = !call.is_running && !call.acked_by.empty() &&
                                situation.state.is_off_duty(call.acked_by) &&
                                !is_offered(situation.state, call.acked_by, deserted.id);
        if (!is_nobodys) continue;
        lapse(draft, call, true);
        calls = true;
    }
    return calls;
}

void tell(Situation& situation, const Incident& deserted, bool was_there, const Leaving& leaving,
          const ClientName& taker) {
    Order order = about(deserted);
    if (taker != leaving.unit) order.to.name = taker.text;
    const std::string title = "\"" + deserted.title + "\"";
    const std::string what =
        was_there ? "Nobody is there any more at " + title + ": " : "Nobody is on the way to " + title + " any more: ";
    order.text = what + (leaving.unit.empty() ? "its team left." : leaving.unit.text + " was the last.");
    tell_somebody(situation, "deserted/" + deserted.id.text() + "/" + std::to_string(situation.now.ms), order,
                  deserted.divisions.front());
}

}  // namespace

void follow_desertion(Situation& situation) {
    std::set<IncidentId> touched;
    for (const Event& event : situation.outcome.events) touched.insert(incident_of(event.body));
    for (const IncidentId& id : touched) {
        const Incident* before = situation.state.incident(id);
        if (before == nullptr || !before->takes_reports() || before->is_deserted()) continue;
        Incident after = *before;
        for (const Event& event : situation.outcome.events) {
            if (incident_of(event.body) == id) apply(after, event.body, event.at, event.by);
        }
        if (!after.is_deserted() || calls_by_itself(after)) continue;
        const Leaving leaving = leaving_of(situation, id);
        const ClientName taker = taken_by(after);
        if (!is_in_hand(situation, after) && after.waits_for_deeds() && call_anew(situation, after)) continue;
        const bool is_at_home = situation.state.is_off_duty(taker);
        const bool was_there = before->status == IncidentStatus::on_scene ||
                               std::any_of(before->units.begin(), before->units.end(),
                                           [](const auto& unit) { return unit.second.state == UnitState::on_scene; });
        // Who leaves a place and stays on duty did there what was to be done; who takes somebody off knows.
        const bool is_in_order = leaving.is_by_another || (was_there && !leaving.is_going_home);
        const bool is_known = is_in_order && !is_at_home && taker != leaving.unit;
        if (taker.empty() || is_known) continue;
        tell(situation, after, was_there, leaving, is_at_home ? ClientName{} : taker);
    }
}

}  // namespace paraat::core
