#include "hub/core/absences.hpp"

#include <algorithm>

#include "hub/core/escalation.hpp"
#include "hub/core/shifts.hpp"
#include "hub/core/telling.hpp"

namespace paraat::core {
namespace {

// Who offers it and goes leaves it to the next for as long as the offer stands.
bool is_offered(const State& state, const ClientName& from, const IncidentId& incident) {
    const auto offer = state.handovers.find(from);
    return offer != state.handovers.end() && offer->second.incidents.contains(incident);
}

// What was asked of it, and not answered, waits for it no more; where nobody else is left, who gave the order is told.
void leave_orders(Situation& situation, const ClientName& client) {
    for (const auto& [id, instruction] : situation.state.instructions) {
        if (!instruction.waits_for(client)) continue;
        const AddresseeLeft leaves{id, client};
        Instruction without = instruction;
        apply(without, leaves, situation.now, the_hub);
        situation.happen(the_hub, leaves);
        const bool is_of_the_hub = instruction.from == the_hub;
        if (!without.has_ended() || (is_of_the_hub && instruction.rule.empty())) continue;
        Order order;
        order.to = {Target::Kind::unit, is_of_the_hub ? "" : instruction.from.text};
        order.incident = instruction.incident;
        order.compartment = instruction.compartment;
        order.exercise = instruction.is_exercise;
        order.priority = instruction.priority;
        order.text = client.text + " went off duty: nobody is left to do \"" + instruction.text + "\".";
        tell_somebody(situation, "left/" + id.text(), order, instruction.division);
    }
}

// Where it was the last of its team, the team is sent nowhere any more. True when that was so anywhere.
bool leave_with_team(Situation& situation, const ClientName& client) {
    const Account* account = situation.organisation.account(client);
    const TeamName team = account != nullptr ? account->team : TeamName{};
    if (team.empty() || !is_at_home(situation, team)) return false;
    bool has_left = false;
    for (const auto& [id, incident] : situation.state.incidents) {
        const auto& teams = incident.teams;
        if (incident.is_closed() || std::find(teams.begin(), teams.end(), team) == teams.end()) continue;
        situation.happen(the_hub, Unassigned{id, team, {}});
        has_left = true;
    }
    return has_left;
}

void follow(Situation& situation, const ClientName& client) {
    const Unit& unit = *situation.state.unit(client);
    const bool is_off = unit.duty == Duty::off;
    if (is_off && leave_with_team(situation, client)) return;  // the rest with that in the state
    for (const auto& [from, offer] : situation.state.handovers) {
        if (is_off && offer.to == client) end_offer(situation, from, "went off duty, and did not take over");
    }
    if (is_off) leave_orders(situation, client);
    for (const IncidentId& id : unit.concerned) {
        const Incident* incident = situation.state.incident(id);
        if (incident == nullptr || incident->is_closed()) continue;
        Draft draft(situation, *incident);
        if (is_off && incident->notice_of(client) != nullptr) draft.happen(the_hub, NoticeTakenBack{id, client});
        const bool leaves_it = is_off && !is_offered(situation.state, client, id);
        if (leaves_it && incident->claimed_by == client) draft.happen(the_hub, Released{id});
        if (leaves_it && incident->waits_for_deeds()) {
            for (const Escalation& call : incident->escalations) {
                if (!call.is_running && call.acked_by == client) lapse(draft, call, true);
            }
        }
        go_on_without(draft, client);
    }
    situation.happen(the_hub, AbsenceFollowed{client});
}

}  // namespace

bool is_at_home(const Situation& situation, const TeamName& team) {
    const std::vector<ClientName> members = situation.organisation.members_of(team);
    return std::all_of(members.begin(), members.end(),
                       [&](const ClientName& member) { return situation.state.is_off_duty(member); });
}

void follow_absence(Situation& situation) {
    if (!situation.state.gone.empty()) follow(situation, *situation.state.gone.begin());
}

}  // namespace paraat::core
