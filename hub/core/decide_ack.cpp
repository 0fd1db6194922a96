#include <algorithm>

#include "hub/core/absences.hpp"
#include "hub/core/behind.hpp"
#include "hub/core/decide.hpp"
#include "hub/core/escalation.hpp"
#include "hub/core/exercises.hpp"
#include "hub/core/shifts.hpp"

namespace paraat::core {
namespace {

bool is_rung(Answer answer) {
    return answer == Answer::delivered || answer == Answer::shown || answer == Answer::read;
}

int height(Answer answer) {
    switch (answer) {
        case Answer::delivered: return 1;
        case Answer::shown: return 2;
        case Answer::read: return 3;
        case Answer::acknowledged:
        case Answer::accepted:
        case Answer::declined: return 4;
        case Answer::done: return 5;
    }
    return 0;
}

bool is_asked_by(const Situation& situation, const ClientName& client, const Incident& incident,
                 const EscalationPolicy& policy) {
    for (const EscalationStep& step : *policy.steps) {
        for (const Target& target : step.targets) {
            for (const AskedBehind& asked : who_is_behind(situation, incident, target)) {
                if (std::count(asked.clients.begin(), asked.clients.end(), client) > 0) return true;
            }
        }
    }
    return false;
}

bool would_be_asked(const Situation& situation, const ClientName& client, const Incident& incident) {
    return std::any_of(incident.held.begin(), incident.held.end(),
                       [&](const auto& call) { return is_asked_by(situation, client, incident, call.second.policy); });
}

// The escalations that this client's acknowledgement ends.
std::vector<PolicyName> ended_by(const Situation& situation, const ClientName& client, const Incident& incident) {
    const bool ends_all = may_command(situation.organisation, client, incident);
    std::vector<PolicyName> ended;
    for (const Escalation& escalation : incident.escalations) {
        if (escalation.is_running && (ends_all || escalation.asked_ever.contains(client))) {
            ended.push_back(escalation.policy.name);
        }
    }
    // A call that is held back is taken by whoever could answer it if it ran.
    for (const auto& [policy, held] : incident.held) {
        if (ends_all || is_asked_by(situation, client, incident, held.policy)) ended.push_back(policy);
    }
    return ended;
}

// Those of the organisation may hear that an incident is not theirs to answer; others not even that there is one.
bool may_hear_of(const Organisation& organisation, const ClientName& client, const Incident& incident) {
    return belongs(organisation, client) && is_cleared_for(organisation, client, incident.compartment);
}

// Whether an acknowledgement that lasts for a time, or of before it asked for attention anew, is made anew or by
// another.
bool is_renewed_by(const Situation& situation, const ClientName& client, const Incident& incident,
                   const Escalation& call) {
    if (call.is_running || (call.ack_ends == never && incident.was_seen())) return false;
    return call.asked_ever.contains(client) || may_command(situation.organisation, client, incident);
}

// Whether it is this client that has the incident in hand.
bool holds(const ClientName& client, const Escalation& call) {
    return !call.is_running && call.acked_by == client;
}

bool was_asked(const ClientName& client, const Incident& incident) {
    return incident.notice_of(client) != nullptr ||
           std::any_of(incident.escalations.begin(), incident.escalations.end(),
                       [&](const Escalation& escalation) { return escalation.asked_ever.contains(client); });
}

void acknowledge(Situation& situation, const ClientInput& input, const Ack& ack, const Incident& incident) {
    Draft draft(situation, incident);
    const bool takes_over = take_over(draft, input.client);
    const Revision rev = std::min(ack.rev.value_or(incident.rev), incident.rev);
    std::vector<PolicyName> ended = ended_by(situation, input.client, incident);
    for (const Escalation& call : incident.escalations) {
        if (is_renewed_by(situation, input.client, incident, call)) ended.push_back(call.policy.name);
    }
    if (takes_over && ended.empty()) return;
    // Seen and taken already: nothing changes, and the answer is the same.
    if (ended.empty() && incident.was_seen()) return;
    situation.happen(input.client, Acknowledged{incident.id, rev, ended, ack.text});
}

// What is offered and what calls ask, or else what it took itself.
void decline(Situation& situation, const ClientInput& input, const Ack& ack, const Incident& incident) {
    Draft draft(situation, incident);
    const bool was_offered = decline_offer(situation, input.client, incident.id);
    if (was_offered) draft.note(NoticeTakenBack{incident.id, input.client, true});
    const bool gives_back = !was_offered && incident.waits_for_deeds() &&
                            std::any_of(incident.escalations.begin(), incident.escalations.end(),
                                        [&](const Escalation& call) { return holds(input.client, call); });
    // Said already: nothing is asked of this client any more.
    const bool is_asked = draft.incident().notice_of(input.client) != nullptr;
    if (!gives_back && !is_asked && was_asked(input.client, incident)) return;
    const Revision rev = std::min(ack.rev.value_or(incident.rev), incident.rev);
    draft.happen(input.client, Declined{incident.id, rev, ack.text});
    for (const Escalation& call : incident.escalations) {
        if (gives_back && holds(input.client, call)) lapse(draft, call, true);
    }
    // Who gives it back is not asked for it again.
    if (gives_back) draft.happen(the_hub, NoticeTakenBack{incident.id, input.client});
    go_on_without(draft, input.client);
}

void decide_incident_ack(Situation& situation, const ClientInput& input, const Ack& ack) {
    const Incident* incident = ack.incident ? situation.state.incident(*ack.incident) : nullptr;
    if (is_rung(ack.answer)) {
        const NoticeRung* notice = incident != nullptr ? incident->notice_of(input.client) : nullptr;
        if (notice == nullptr || notice->reached.contains(ack.answer)) return;
        situation.happen(input.client, NoticeReached{incident->id, ack.answer});
        return;
    }
    if (incident == nullptr || !may_hear_of(situation.organisation, input.client, *incident)) {
        return situation.refuse(Reason::not_found, "incident", "no such incident is known");
    }
    if (must_stay_out(situation, input.client, *incident)) return;
    if (ack.answer == Answer::accepted || ack.answer == Answer::done) {
        return situation.refuse(Reason::bad_value, "answer",
                                "\"" + std::string(word(ack.answer)) +
                                    "\" answers an instruction; an incident is \"acknowledged\" or \"declined\"");
    }
    const bool takes_held = ack.answer == Answer::acknowledged && would_be_asked(situation, input.client, *incident);
    const bool is_asked = was_asked(input.client, *incident) && !has_lost(situation, input.client, *incident);
    if (!is_asked && !takes_held && !may_command(situation.organisation, input.client, *incident)) {
        return situation.refuse(Reason::not_asked, "incident", "nobody asked \"" + input.client.text + "\" for this");
    }
    if (incident->is_closed()) return situation.refuse(Reason::closed, "incident", "the incident is closed");
    if (ack.rev && *ack.rev < incident->raised) {
        situation.refuse(Reason::newer_alarm, "rev",
                         "the incident asked for attention anew in revision " + std::to_string(incident->raised));
        situation.outcome.refusal->now = Receipt::Now{incident->rev, {}, {}};
        return;
    }
    situation.outcome.incident = incident->id;
    if (ack.answer == Answer::acknowledged) return acknowledge(situation, input, ack, *incident);
    decline(situation, input, ack, *incident);
}

// Who accepts a dispatch is with the incident by that; whom it was for is not any more when nobody is left who did not
// decline it.
void follow_dispatch(Situation& situation, const ClientName& client, const Instruction& order, Answer answer) {
    const Incident* incident =
        order.is_dispatch && order.incident ? situation.state.incident(*order.incident) : nullptr;
    const Account* account = situation.organisation.account(client);
    if (incident == nullptr || !incident->takes_reports() || account == nullptr || !account->is_unit) return;
    const auto known = incident->units.find(client);
    const bool is_known = known != incident->units.end();
    const bool is_idle =
        !is_known || known->second.state == UnitState::assigned || known->second.state == UnitState::left;
    if (answer == Answer::accepted && is_idle) {
        situation.happen(client, progressed(situation, *incident, client, UnitState::accepted));
    }
    const bool has_set_out = is_known && known->second.state > UnitState::accepted;
    if (answer == Answer::declined && is_known && !has_set_out && order.to == "unit/" + client.text) {
        situation.happen(client, Unassigned{incident->id, {}, client});
    }
    const auto target = Target::parse(order.to);
    if (order.has_ended() && answer == Answer::declined && target && target->kind == Target::Kind::team) {
        situation.happen(client, Unassigned{incident->id, TeamName{target->name}, {}});
    }
}

// Whether it would be for this client if it were given now: who came on duty since reads it, and may do it.
bool would_be_for(const Situation& situation, const ClientName& client, const Instruction& instruction) {
    const auto target = Target::parse(instruction.to);
    Order order;
    order.incident = instruction.incident;
    order.exercise = instruction.is_exercise;
    const Unit* unit = situation.state.unit(client);
    if (target && unit != nullptr && is_in_other_role(*unit, *target)) return false;
    const auto behind = target ? clients_behind(situation.organisation, *target) : std::vector<ClientName>{};
    return std::count(behind.begin(), behind.end(), client) > 0 &&
           may_take_part(situation.organisation, client, instruction.compartment) &&
           !situation.state.is_off_duty(client) && !is_left_out(situation.state, client, order);
}

bool is_of_its_target(const Organisation& organisation, const ClientName& client, const Instruction& instruction) {
    const auto target = Target::parse(instruction.to);
    return !target || is_behind(organisation, client, *target);
}

void decide_instruction_ack(Situation& situation, const ClientInput& input, const Ack& ack) {
    const Instruction* instruction = situation.state.instruction(*ack.instruction);
    const bool is_asked = instruction != nullptr && instruction->is_for(input.client) &&
                          is_of_its_target(situation.organisation, input.client, *instruction);
    if (is_rung(ack.answer)) {
        if (!is_asked || instruction->has_ended()) return;
        const auto before = instruction->answers.find(input.client);
        if (before != instruction->answers.end() && height(before->second.answer) >= height(ack.answer)) return;
        situation.happen(input.client, InstructionAnswered{instruction->id, ack.answer, ack.text});
        return;
    }
    const bool may_know = instruction != nullptr && belongs(situation.organisation, input.client) &&
                          is_cleared_for(situation.organisation, input.client, instruction->compartment);
    if (!may_know) return situation.refuse(Reason::not_found, "instruction", "no such instruction is known");
    if (!is_asked && !would_be_for(situation, input.client, *instruction)) {
        return situation.refuse(Reason::not_asked, "instruction",
                                "the instruction is not for \"" + input.client.text + "\"");
    }
    if (ack.answer == Answer::acknowledged) {
        return situation.refuse(Reason::bad_value, "answer",
                                "an instruction is answered with \"accepted\", \"declined\" or \"done\"");
    }
    if (instruction->state == InstructionState::expired) {
        return situation.refuse(Reason::expired, "instruction", "its time to respond has passed");
    }
    if (instruction->has_ended()) {
        return situation.refuse(Reason::already_ended, "instruction",
                                "the instruction is " + std::string(word(instruction->state)));
    }
    const auto before = instruction->answers.find(input.client);
    const auto said = before != instruction->answers.end() ? std::optional(before->second.answer) : std::nullopt;
    if (said == Answer::done && ack.answer == Answer::declined) {
        return situation.refuse(Reason::already_ended, "answer", "\"" + input.client.text + "\" said that it is done");
    }
    situation.outcome.instruction = instruction->id;
    if (said == ack.answer || said == Answer::done) return;
    const InstructionAnswered answered{instruction->id, ack.answer, ack.text};
    situation.happen(input.client, answered);
    Instruction order = *instruction;
    apply(order, answered, situation.now, input.client);
    follow_dispatch(situation, input.client, order, ack.answer);
}

}  // namespace

void decide_ack(Situation& situation, const ClientInput& input, const Ack& ack) {
    if (ack.instruction) return decide_instruction_ack(situation, input, ack);
    decide_incident_ack(situation, input, ack);
}

}  // namespace paraat::core
