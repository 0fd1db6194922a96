#include <algorithm>

#include "hub/core/absences.hpp"
#include "hub/core/behind.hpp"
#include "hub/core/deliberation.hpp"
#include "hub/core/exercises.hpp"
#include "hub/core/judgement.hpp"
#include "hub/core/telling.hpp"

namespace paraat::core {
namespace {

std::string unknown_unit(const Organisation& organisation, const ClientName& asker, const ClientName& name) {
    std::vector<std::string> units;
    for (const auto& [known, account] : organisation.accounts) {
        if (known_unit(organisation, asker, known) != nullptr) units.push_back(known.text);
    }
    return "unknown unit \"" + name.text + "\"" + did_you_mean(name.text, units);
}

// The team or unit that a command names, as a target; nullopt with a refusal.
std::optional<Target> named_target(const Deliberation& on) {
    const Organisation& organisation = on.situation.organisation;
    if (on.command.team.has_value() == on.command.unit.has_value()) {
        on.refuse(Reason::bad_value, "team", "name either a team or a unit");
        return std::nullopt;
    }
    if (on.command.team) {
        if (organisation.teams.contains(*on.command.team)) return Target{Target::Kind::team, on.command.team->text};
        on.refuse(Reason::unknown_team, "team", unknown("team", on.command.team->text, organisation.teams));
        return std::nullopt;
    }
    if (known_unit(organisation, on.client, *on.command.unit) == nullptr) {
        on.refuse(Reason::unknown_unit, "unit", unknown_unit(organisation, on.client, *on.command.unit));
        return std::nullopt;
    }
    return Target{Target::Kind::unit, on.command.unit->text};
}

// The same, of one that is to work on the incident: a unit that may know of it, and be seen in it.
std::optional<Target> able_target(const Deliberation& on) {
    const auto target = named_target(on);
    if (target && target->kind == Target::Kind::team &&
        is_at_home(on.situation, TeamName{target->name}, on.incident.compartment)) {
        refuse_nobody(on.situation, "team", *target);
        return std::nullopt;
    }
    if (!target || target->kind != Target::Kind::unit) return target;
    const ClientName unit{target->name};
    if (must_stay_out(on.situation, unit, on.incident, "unit")) return std::nullopt;
    if (on.situation.state.is_off_duty(unit)) {
        on.refuse(Reason::nobody_there, "unit", unit.text + " is off duty");
        return std::nullopt;
    }
    if (!takes_part(on.situation.state, unit, on.incident)) {
        on.refuse(Reason::nobody_there, "unit", unit.text + " takes no part in the exercise");
        return std::nullopt;
    }
    if (is_cleared_for(on.situation.organisation, unit, on.incident.compartment)) return target;
    refuse_nobody(on.situation, "unit", *target);
    return std::nullopt;
}

// Brings the incident to a division that a person names; the rules look at it anew there.
void bring(Draft& draft, const Deliberation& on, const DivisionName& division) {
    if (division.empty() || draft.incident().is_with(division)) return;
    route(draft, on.client, division, {}, because_of(on.client, "assign"));
    judge_again(draft);
}

void assign_to(Draft& draft, const Deliberation& on, const Target& target, const DivisionName& division,
               bool is_dispatch) {
    bring(draft, on, division);
    Assigned assigned{on.incident.id, division, {}, {}, is_dispatch};
    if (target.kind == Target::Kind::team) assigned.team = TeamName{target.name};
    if (target.kind == Target::Kind::unit) {
        assigned.unit = ClientName{target.name};
        assigned.member_of = on.situation.organisation.account(assigned.unit)->team;
    }
    draft.happen(on.client, assigned);
}

// Sent to it by another order as well, that stands.
bool is_sent_besides(const State& state, const ClientName& client, const Instruction& dispatch) {
    return std::any_of(state.instructions.begin(), state.instructions.end(), [&](const auto& entry) {
        const Instruction& other = entry.second;
        if (other.id == dispatch.id || !other.is_dispatch || other.incident != dispatch.incident) return false;
        const auto said = other.answers.find(client);
        const bool said_no = said != other.answers.end() && said->second.answer == Answer::declined;
        return !other.has_ended() && other.is_for(client) && !other.left.contains(client) && !said_no;
    });
}

// Nobody reads what nobody's device gets: who sends them must know.
void tell_of_silent_devices(const Deliberation& on, const Order& dispatch) {
    if (is_somebody_there(on.situation, dispatch)) return;
    Order word = dispatch;
    word.is_dispatch = false;
    word.to = {Target::Kind::unit, on.client.text};
    word.text = "No device of " + dispatch.to.text() + " is heard: it does not know yet that it is sent to \"" +
                on.incident.title + "\".";
    tell_somebody(on.situation, "silent/" + on.fresh_instruction.text(), word, on.incident.divisions.front());
}

DivisionName division_of(const Deliberation& on, const Target& target) {
    return on.command.division.value_or(division_behind(on.situation.organisation, target));
}

}  // namespace

bool is_known_division(const Deliberation& on, const DivisionName& division) {
    const Organisation& organisation = on.situation.organisation;
    if (organisation.divisions.contains(division)) return true;
    on.refuse(Reason::unknown_division, "division", unknown("division", division.text, organisation.divisions));
    return false;
}

void assign(const Deliberation& on) {
    if (on.command.division && !is_known_division(on, *on.command.division)) return;
    Draft draft(on.situation, on.incident);
    if (on.command.division && !on.command.team && !on.command.unit) return bring(draft, on, *on.command.division);
    const auto target = able_target(on);
    if (target) assign_to(draft, on, *target, division_of(on, *target), false);
}

void dispatch(const Deliberation& on) {
    const auto target = able_target(on);
    if (!target || (on.command.division && !is_known_division(on, *on.command.division))) return;
    if (!may_instruct(on.situation.organisation, on.client, *target)) {
        return on.refuse(Reason::not_allowed, on.command.team ? "team" : "unit",
                         "\"" + on.client.text + "\" may not instruct " + target->text());
    }
    Draft draft(on.situation, on.incident);
    assign_to(draft, on, *target, division_of(on, *target), true);
    Order order;
    order.to = *target;
    order.incident = on.incident.id;
    order.compartment = on.incident.compartment;
    order.text = on.command.text.empty() ? on.incident.title : on.command.text;
    order.priority = draft.incident().priority;
    order.exercise = on.incident.is_exercise;
    order.is_dispatch = true;
    std::vector<InstructionId> older = standing_orders(on, *target);
    // What else it was told about the incident stands.
    std::erase_if(older, [&](const InstructionId& id) { return !on.situation.state.instruction(id)->is_dispatch; });
    if (!issue(on.situation, on.client, on.fresh_instruction, order)) {
        return refuse_nobody(on.situation, on.command.team ? "team" : "unit", *target);
    }
    for (const InstructionId& id : older) on.happen(InstructionSuperseded{id, on.fresh_instruction});
    on.situation.outcome.instruction = on.fresh_instruction;
    tell_of_silent_devices(on, order);
}

void unassign(const Deliberation& on) {
    const auto target = named_target(on);
    if (!target) return;
    const TeamName team = on.command.team.value_or(TeamName{});
    const ClientName unit = on.command.unit.value_or(ClientName{});
    const auto& teams = on.incident.teams;
    if (std::find(teams.begin(), teams.end(), team) == teams.end() && !on.incident.units.contains(unit)) {
        return on.refuse(Reason::not_found, on.command.team ? "team" : "unit", target->text() + " is not assigned");
    }
    on.happen(Unassigned{on.incident.id, team, unit});
    for (const InstructionId& id : standing_orders(on, *target)) on.happen(InstructionWithdrawn{id, {}});
}

void call_off(Situation& situation, const ClientName& by, const Instruction& dispatch) {
    const Incident* incident = dispatch.incident ? situation.state.incident(*dispatch.incident) : nullptr;
    const auto target = Target::parse(dispatch.to);
    if (!dispatch.is_dispatch || incident == nullptr || incident->is_closed() || !target) return;
    bool has_set_out = false;
    for (const ClientName& client : dispatch.addressees) {
        const auto work = incident->units.find(client);
        if (work == incident->units.end() || work->second.state == UnitState::left) continue;
        if (work->second.state > UnitState::accepted) {
            has_set_out = true;  // it is told by the order's last revision, and says itself what becomes of it
        } else if (!is_sent_besides(situation.state, client, dispatch)) {
            situation.happen(by, Unassigned{incident->id, {}, client});
        }
    }
    const TeamName team = target->kind == Target::Kind::team ? TeamName{target->name} : TeamName{};
    const bool is_assigned = std::count(incident->teams.begin(), incident->teams.end(), team) > 0;
    if (is_assigned && !has_set_out) situation.happen(by, Unassigned{incident->id, team, {}});
}

std::vector<InstructionId> standing_orders(const Deliberation& on, const std::optional<Target>& target) {
    std::vector<InstructionId> standing;
    for (const auto& [id, instruction] : on.situation.state.instructions) {
        // People whom rules ask for a place and a time are wanted there whatever becomes of the incident that was one
        // too many.
        const bool is_of_place = instruction.deployment && !instruction.rule.empty();
        const bool is_meant =
            instruction.incident == on.incident.id && !is_of_place && (!target || instruction.to == target->text());
        if (is_meant && !instruction.has_ended()) standing.push_back(id);
    }
    return standing;
}

}  // namespace paraat::core
