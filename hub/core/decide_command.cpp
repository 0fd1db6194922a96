#include <algorithm>

#include "hub/base/check.hpp"

#include "hub/core/absences.hpp"
#include "hub/core/alarms.hpp"
#include "hub/core/authorisation.hpp"
#include "hub/core/deliberation.hpp"
#include "hub/core/escalation.hpp"
#include "hub/core/exercises.hpp"
#include "hub/core/incident_life.hpp"
#include "hub/core/judgement.hpp"
#include "hub/core/shifts.hpp"

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
    if (on.incident.into) {
        return on.refuse(Reason::not_allowed, "incident",
                         "it was joined to " + on.incident.into->text() + "; split its reports off there");
    }
    const CompartmentName& compartment = on.incident.compartment;
    if (on.incident.is_closed() && !may_begin(on.situation.organisation, compartment, on.situation.now)) {
        return refuse_unauthorised(on.situation, compartment, "incident");
    }
    on.happen(Reopened{on.incident.id, on.command.text});
    // Who went home since is not at work on it again.
    for (const auto& [unit, progress] : on.incident.units) {
        if (progress.state == UnitState::left || !on.situation.state.is_off_duty(unit)) continue;
        on.situation.happen(the_hub, progressed(on.situation, on.incident, unit, UnitState::left));
    }
    for (const TeamName& team : on.incident.teams) {
        if (is_at_home(on.situation, team, on.incident.compartment))
            on.situation.happen(the_hub, Unassigned{on.incident.id, team, {}});
    }
    follow_silence_in(on.situation, on.incident);
}

// `how` says how it ends, and with what words.
void end(const Deliberation& on, const Closed& how) {
    Draft draft(on.situation, on.incident);
    if (!on.incident.is_acked()) {
        std::vector<PolicyName> ended;
        for (const Escalation& escalation : on.incident.escalations) {
            if (escalation.is_running) ended.push_back(escalation.policy.name);
        }
        draft.happen(on.client, Acknowledged{on.incident.id, on.incident.rev, ended, {}});
    }
    draft.happen(on.client, how);
    // An order about it is out of date now, and must not be carried out.
    for (const InstructionId& id : standing_orders(on, {})) on.happen(InstructionWithdrawn{id, {}});
}

void close(const Deliberation& on) {
    if (!on.incident.is_acked() && !on.command.acknowledge) {
        return on.refuse(Reason::unacknowledged, "acknowledge",
                         "nobody acknowledged it yet; acknowledge it first, or close with \"acknowledge\":true");
    }
    end(on, {on.incident.id, on.command.text});
}

// A request that is not taken up, or that is another's: who says so has looked at it.
bool may_turn_away(const Deliberation& on) {
    if (on.command.text.empty()) {
        on.refuse(Reason::bad_value, "text", "say why");
        return false;
    }
    if (on.incident.is_escalated()) {
        on.refuse(Reason::unacknowledged, "incident", "people are called for it: somebody acknowledges it first");
        return false;
    }
    if (on.incident.is_manned()) {
        on.refuse(Reason::not_allowed, "incident", "teams or units are assigned: unassign them first");
        return false;
    }
    return true;
}

void refuse_request(const Deliberation& on) {
    if (may_turn_away(on)) end(on, {on.incident.id, on.command.text, Ending::refused});
}

void pass_on(const Deliberation& on) {
    if (!on.command.to) return on.refuse(Reason::bad_value, "to", "say to whom, such as \"police\"");
    if (may_turn_away(on)) end(on, {on.incident.id, on.command.text, Ending::passed_on, {}, on.command.to->text});
}

void note(const Deliberation& on) {
    if (on.command.text.empty()) return on.refuse(Reason::bad_value, "text", "a note has a text");
    on.happen(NoteAdded{on.incident.id, on.command.text});
}

void claim(const Deliberation& on) {
    if (!on.incident.claimed_by.empty() && on.incident.claimed_by != on.client) {
        return on.refuse(Reason::not_allowed, "incident", on.incident.claimed_by.text + " is on it");
    }
    on.happen(Claimed{on.incident.id, on.situation.organisation.terms.claim});
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
    call_off(situation, input.client, *instruction);
}

bool is_allowed(const Situation& situation, const ClientName& client, Deed deed, const Incident& incident) {
    if (deed == Deed::note) return may_read(situation.organisation, client, incident);
    return may_command(situation.organisation, client, incident);
}

// What two people must not both do to one request.
bool needs_claim(Deed deed) {
    switch (deed) {
        case Deed::triage:
        case Deed::assign:
        case Deed::dispatch:
        case Deed::merge:
        case Deed::split:
        case Deed::close:
        case Deed::refuse:
        case Deed::pass_on:
        case Deed::assess:
        case Deed::release: return true;
        default: return false;
    }
}

}  // namespace

// Whoever knows of the claim, and says so by the revision, may act all the same: nobody waits for somebody who is busy.
bool is_taken_by_another(Situation& situation, const ClientName& client, const Command& command,
                         const Incident& incident, const std::string& field) {
    if (!needs_claim(command.deed) || incident.claimed_by.empty() || incident.claimed_by == client) return false;
    if (command.rev && *command.rev >= incident.claimed_rev) return false;
    situation.refuse(Reason::claimed, field,
                     incident.claimed_by.text + " is on it; with the revision that you saw you may act all the same");
    situation.outcome.refusal->now = Receipt::Now{incident.rev, incident.claimed_by.text, "claim"};
    return true;
}

namespace {

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
        case Deed::merge: return merge(on);
        case Deed::split: return split(on);
        case Deed::silence: return silence(on);
        case Deed::shelve: return shelve(on);
        case Deed::refuse: return refuse_request(on);
        case Deed::pass_on: return pass_on(on);
        case Deed::assess: return assess(on);
        case Deed::withdraw:
        case Deed::shift_start:
        case Deed::shift_end:
        case Deed::handover:
        case Deed::exercise_start:
        case Deed::exercise_end:
        case Deed::reload_rules:
        case Deed::rollback_rules:
        case Deed::appoint:
        case Deed::dismiss:
        case Deed::reinstate:
        case Deed::preserve:
        case Deed::preserve_end:
        case Deed::erase: break;
    }
    PARAAT_CHECK(false);  // these are about no incident that is under way, and decided before
}

}  // namespace

void decide_command(Situation& situation, const ClientInput& input, const Command& command) {
    if (command.deed == Deed::reload_rules || command.deed == Deed::rollback_rules) {
        return decide_rules(situation, input, command);
    }
    const bool is_of_an_account =
        command.deed == Deed::appoint || command.deed == Deed::dismiss || command.deed == Deed::reinstate;
    if (is_of_an_account) return decide_appointment(situation, input, command);
    const bool is_of_records =
        command.deed == Deed::preserve || command.deed == Deed::preserve_end || command.deed == Deed::erase;
    if (is_of_records) return decide_privacy(situation, input, command);
    if (command.deed == Deed::withdraw) return withdraw(situation, input, command);
    if (command.deed == Deed::exercise_start || command.deed == Deed::exercise_end) {
        return decide_exercise(situation, input, command);
    }
    const bool is_of_a_shift =
        command.deed == Deed::shift_start || command.deed == Deed::shift_end || command.deed == Deed::handover;
    if (is_of_a_shift) return decide_shift(situation, input, command);
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
    if (auto refusal = unlawful(command.deed, incident->status)) {
        situation.outcome.refusal = std::move(refusal);
        return;
    }
    if (is_taken_by_another(situation, input.client, command, *incident)) return;
    situation.outcome.incident = incident->id;
    carry_out({situation, input.client, command, *incident, input.fresh_incident, input.fresh_instruction});
}

}  // namespace paraat::core
