#include <algorithm>

#include "hub/core/deliberation.hpp"
#include "hub/core/escalation.hpp"
#include "hub/core/judgement.hpp"

namespace paraat::core {
namespace {

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
    const Escalation* running = draft.incident().escalation(name);
    if (running != nullptr && running->is_running) return push_escalation(draft, on.client, *running);
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
    // An order about it is out of date now, and must not be carried out.
    for (const InstructionId& id : standing_orders(on, {})) on.happen(InstructionWithdrawn{id, {}});
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
    if (!command.instruction) return situation.refuse(Reason::bad_value, "instruction", "name the instruction");
    const Instruction* instruction = situation.state.instruction(*command.instruction);
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
        case Deed::shelve:
        case Deed::reload_rules:
        case Deed::rollback_rules: break;
    }
    on.refuse(Reason::not_supported, "do",
              "this hub cannot \"" + std::string(word(on.command.deed)) + "\" yet; nothing was changed");
}

}  // namespace

void decide_command(Situation& situation, const ClientInput& input, const Command& command) {
    if (command.deed == Deed::reload_rules || command.deed == Deed::rollback_rules) {
        return decide_rules(situation, input, command);
    }
    if (command.deed == Deed::withdraw) return withdraw(situation, input, command);
    const bool is_of_a_shift =
        command.deed == Deed::shift_start || command.deed == Deed::shift_end || command.deed == Deed::handover;
    if (is_of_a_shift) {
        return situation.refuse(Reason::not_supported, "do",
                                "this hub cannot \"" + std::string(word(command.deed)) + "\" yet; nothing was changed");
    }
    const Incident* incident = find_incident(situation, input.client, command.incident);
    if (incident == nullptr || must_stay_out(situation, input.client, *incident)) return;
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
