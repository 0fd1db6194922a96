#include <algorithm>

#include "hub/base/nearest_word.hpp"
#include "hub/core/decide.hpp"
#include "hub/core/escalation.hpp"
#include "hub/core/judgement.hpp"

namespace paraat::core {
namespace {

// One command about one incident, after the checks that all have in common.
struct Deliberation {
    Situation& situation;
    const ClientName& client;
    const Command& command;
    const Incident& incident;
    InstructionId fresh_instruction;

    void refuse(Reason reason, std::string field, std::string sentence) const {
        situation.refuse(reason, std::move(field), std::move(sentence));
    }
    void happen(EventBody body) const { situation.happen(client, std::move(body)); }
};

template <class Map>
std::string unknown(const std::string& what, const std::string& name, const Map& known) {
    std::vector<std::string> names;
    for (const auto& [known_name, unused] : known) names.push_back(known_name.text);
    return "unknown " + what + " \"" + name + "\"" + did_you_mean(name, names);
}

Because because_of(const ClientName& client, const std::string& deed) {
    return {deed + " by " + client.text, deed, {{"by", client.text}}};
}

void triage(const Deliberation& on) {
    const Organisation& organisation = on.situation.organisation;
    if (!on.command.division) return on.refuse(Reason::bad_value, "division", "triage names the division");
    if (!organisation.divisions.contains(*on.command.division)) {
        return on.refuse(Reason::unknown_division, "division",
                         unknown("division", on.command.division->text, organisation.divisions));
    }
    const Category* category = nullptr;
    if (on.command.category) {
        category = organisation.category(*on.command.category);
        if (category == nullptr) {
            return on.refuse(Reason::unknown_category, "category",
                             unknown("category", on.command.category->text, organisation.categories));
        }
    }
    Draft draft(on.situation, on.incident);
    Triaged triaged{on.incident.id, {}, {}, on.command.text};
    if (category != nullptr && category->name != on.incident.category) {
        triaged.category = category->name;
        triaged.title = title_of(*category);
    }
    draft.happen(on.client, triaged);
    route(draft, on.client, *on.command.division, {}, because_of(on.client, "triage"));
    if (on.command.priority && *on.command.priority != draft.incident().priority) {
        draft.happen(on.client,
                     PriorityChanged{on.incident.id, *on.command.priority, {}, because_of(on.client, "triage")});
    }
    // The tray holds what has no division yet; a panic stays with the centre all the same.
    const bool leaves_tray = *on.command.division != organisation.sector && on.incident.is_with(organisation.sector) &&
                             on.incident.category != organisation.panic;
    if (leaves_tray) draft.happen(on.client, DivisionRemoved{on.incident.id, organisation.sector, {}});
    judge_again(draft);
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
    const Account* account = organisation.account(*on.command.unit);
    if (account != nullptr && account->is_unit) return Target{Target::Kind::unit, on.command.unit->text};
    on.refuse(Reason::unknown_unit, "unit", unknown("unit", on.command.unit->text, organisation.accounts));
    return std::nullopt;
}

bool assign_in(Draft& draft, const Deliberation& on, const Target& target) {
    const Organisation& organisation = on.situation.organisation;
    DivisionName division = division_behind(organisation, target);
    if (on.command.division) {
        if (!organisation.divisions.contains(*on.command.division)) {
            on.refuse(Reason::unknown_division, "division",
                      unknown("division", on.command.division->text, organisation.divisions));
            return false;
        }
        division = *on.command.division;
    }
    const bool is_new_there = !division.empty() && !draft.incident().is_with(division);
    if (is_new_there) route(draft, on.client, division, {}, because_of(on.client, "assign"));
    Assigned assigned{on.incident.id, division, {}, {}};
    if (target.kind == Target::Kind::team) assigned.team = TeamName{target.name};
    if (target.kind == Target::Kind::unit) assigned.unit = ClientName{target.name};
    draft.happen(on.client, assigned);
    if (is_new_there) judge_again(draft);
    return true;
}

void assign(const Deliberation& on) {
    const auto target = named_target(on);
    if (!target) return;
    Draft draft(on.situation, on.incident);
    assign_in(draft, on, *target);
}

void dispatch(const Deliberation& on) {
    const auto target = named_target(on);
    if (!target) return;
    Draft draft(on.situation, on.incident);
    if (!assign_in(draft, on, *target)) return;
    Order order;
    order.to = *target;
    order.incident = on.incident.id;
    order.compartment = on.incident.compartment;
    order.text = on.command.text.empty() ? on.incident.title : on.command.text;
    order.priority = on.incident.priority;
    order.exercise = on.incident.is_exercise;
    issue(on.situation, on.client, on.fresh_instruction, order);
    on.situation.outcome.instruction = on.fresh_instruction;
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
}

void escalate(const Deliberation& on) {
    const Category* category = on.situation.organisation.category(on.incident.category);
    PolicyName name = on.command.policy.value_or(category != nullptr ? category->escalate : PolicyName{});
    if (name.empty()) {
        return on.refuse(Reason::bad_value, "policy", "the category has no escalation of its own: name the policy");
    }
    const EscalationPolicy* policy = on.situation.rules.policy(name);
    if (policy == nullptr) {
        return on.refuse(
            Reason::unknown_policy, "policy",
            "unknown policy \"" + name.text + "\"" + did_you_mean(name.text, on.situation.rules.policy_names()));
    }
    Draft draft(on.situation, on.incident);
    start_escalation(draft, on.client, *policy, {}, because_of(on.client, "escalate"));
}

void remove_division(const Deliberation& on) {
    if (!on.command.division) return on.refuse(Reason::bad_value, "division", "name the division");
    if (!on.incident.is_with(*on.command.division)) {
        return on.refuse(Reason::not_found, "division", "the incident is not with " + on.command.division->text);
    }
    if (on.incident.divisions.size() == 1) {
        return on.refuse(Reason::bad_value, "division",
                         "it is the only division: triage the incident to another first, or close it");
    }
    Draft draft(on.situation, on.incident);
    draft.happen(on.client, DivisionRemoved{on.incident.id, *on.command.division, on.command.text});
    judge_again(draft);
}

void resolve(const Deliberation& on) {
    if (on.incident.status == IncidentStatus::resolved) return;
    on.happen(Resolved{on.incident.id, on.command.text});
}

void reopen(const Deliberation& on) {
    if (on.incident.takes_reports()) return on.refuse(Reason::not_closed, "incident", "the incident is open");
    on.happen(Reopened{on.incident.id, on.command.text});
}

void close(const Deliberation& on) {
    Draft draft(on.situation, on.incident);
    if (!on.incident.is_acked()) {
        if (!on.command.acknowledge) {
            return on.refuse(Reason::unacknowledged, "acknowledge",
                             "nobody acknowledged it yet; acknowledge it first, or close with \"acknowledge\":true");
        }
        std::vector<PolicyName> ended;
        for (const Escalation& escalation : on.incident.escalations) {
            if (escalation.is_running) ended.push_back(escalation.policy.name);
        }
        draft.happen(on.client, Acknowledged{on.incident.id, on.incident.rev, ended, {}});
    }
    draft.happen(on.client, Closed{on.incident.id, on.command.text});
}

void note(const Deliberation& on) {
    if (on.command.text.empty()) return on.refuse(Reason::bad_value, "text", "a note has a text");
    on.happen(NoteAdded{on.incident.id, on.command.text});
}

void claim(const Deliberation& on) {
    if (!on.incident.claimed_by.empty() && on.incident.claimed_by != on.client) {
        return on.refuse(Reason::not_allowed, "incident", on.incident.claimed_by.text + " is on it");
    }
    if (on.incident.claimed_by.empty()) on.happen(Claimed{on.incident.id});
}

void release(const Deliberation& on) {
    if (on.incident.claimed_by.empty()) return;
    on.happen(Released{on.incident.id});
}

void withdraw(Situation& situation, const ClientInput& input, const Command& command) {
    const Instruction* instruction = command.instruction ? situation.state.instruction(*command.instruction) : nullptr;
    const Organisation& organisation = situation.organisation;
    if (instruction == nullptr || !is_cleared_for(organisation, input.client, instruction->compartment)) {
        return situation.refuse(Reason::not_found, "instruction", "no such instruction is known");
    }
    if (instruction->from != input.client && !organisation.commands_all(input.client) &&
        !organisation.coordinates(input.client, instruction->division)) {
        return situation.refuse(Reason::not_allowed, "instruction", "it is not yours to withdraw");
    }
    if (instruction->has_ended()) {
        return situation.refuse(Reason::already_ended, "instruction",
                                "the instruction is " + std::string(word(instruction->state)));
    }
    situation.outcome.instruction = instruction->id;
    situation.happen(input.client, InstructionWithdrawn{instruction->id, command.text});
}

bool is_allowed(const Situation& situation, const ClientName& client, Deed deed, const Incident& incident) {
    if (deed == Deed::note) return may_read(situation.organisation, client, incident);
    return may_command(situation.organisation, client, incident);
}

void carry_out(const Deliberation& on) {
    switch (on.command.deed) {
        case Deed::triage: return triage(on);
        case Deed::assign: return assign(on);
        case Deed::unassign: return unassign(on);
        case Deed::dispatch: return dispatch(on);
        case Deed::escalate: return escalate(on);
        case Deed::claim: return claim(on);
        case Deed::release: return release(on);
        case Deed::note: return note(on);
        case Deed::remove_division: return remove_division(on);
        case Deed::resolve: return resolve(on);
        case Deed::reopen: return reopen(on);
        case Deed::close: return close(on);
        case Deed::merge:
        case Deed::split:
        case Deed::silence:
        case Deed::withdraw:
        case Deed::shift_start:
        case Deed::shift_end:
        case Deed::handover:
        case Deed::shelve: break;
    }
    on.refuse(Reason::not_supported, "do",
              "this hub cannot \"" + std::string(word(on.command.deed)) + "\" yet; nothing was changed");
}

}  // namespace

void decide_command(Situation& situation, const ClientInput& input, const Command& command) {
    if (command.deed == Deed::withdraw) return withdraw(situation, input, command);
    const bool is_of_a_shift =
        command.deed == Deed::shift_start || command.deed == Deed::shift_end || command.deed == Deed::handover;
    if (is_of_a_shift) {
        return situation.refuse(Reason::not_supported, "do",
                                "this hub cannot \"" + std::string(word(command.deed)) + "\" yet; nothing was changed");
    }
    const Incident* incident = find_incident(situation, input.client, command.incident);
    if (incident == nullptr) return;
    if (!is_allowed(situation, input.client, command.deed, *incident)) {
        return situation.refuse(Reason::not_allowed, "do",
                                "\"" + input.client.text + "\" may not " + std::string(word(command.deed)) + " this");
    }
    if (command.rev && *command.rev < incident->changed_by_person.rev) {
        situation.refuse(Reason::stale_revision, "rev", incident->changed_by_person.by + " changed it in the meantime");
        situation.outcome.refusal->now =
            Receipt::Now{incident->rev, incident->changed_by_person.by, incident->changed_by_person.did};
        return;
    }
    if (incident->is_closed() && command.deed != Deed::note && command.deed != Deed::reopen) {
        return situation.refuse(Reason::closed, "incident", "the incident is closed; reopen it first");
    }
    situation.outcome.incident = incident->id;
    carry_out({situation, input.client, command, *incident, input.fresh_instruction});
}

}  // namespace paraat::core
