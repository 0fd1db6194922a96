#include "hub/core/shifts.hpp"

#include <algorithm>
#include <set>

#include "hub/base/nearest_word.hpp"
#include "hub/core/authorisation.hpp"
#include "hub/core/exercises.hpp"
#include "hub/core/telling.hpp"

namespace paraat::core {
bool has_in_hand(const Incident& incident, const ClientName& client) {
    if (incident.is_closed()) return false;
    const bool answers_for_pause = std::any_of(incident.pauses.begin(), incident.pauses.end(),
                                               [&](const auto& pause) { return pause.second.by == client; });
    if (incident.claimed_by == client || answers_for_pause) return true;
    const auto work = incident.units.find(client);
    if (work != incident.units.end() && work->second.state != UnitState::left) return true;
    const bool is_nobodys = incident.is_deserted() || incident.is_not_taken_up();
    return is_nobodys &&
           std::any_of(incident.escalations.begin(), incident.escalations.end(),
                       [&](const Escalation& call) { return !call.is_running && call.acked_by == client; });
}

std::vector<IncidentId> in_hand(const State& state, const ClientName& client) {
    std::vector<IncidentId> all;
    const Unit* unit = state.unit(client);
    if (unit == nullptr) return all;
    std::set<IncidentId> concerned = unit->concerned;
    concerned.insert(unit->assigned.begin(), unit->assigned.end());
    for (const IncidentId& id : concerned) {
        const Incident* incident = state.incident(id);
        if (incident != nullptr && has_in_hand(*incident, client)) all.push_back(id);
    }
    return all;
}

std::vector<IncidentId> in_hand(const Situation& situation, const ClientName& client, const ClientName& asker) {
    std::vector<IncidentId> all = in_hand(situation.state, client);
    std::erase_if(all, [&](const IncidentId& id) {
        return !is_cleared_for(situation.organisation, asker, situation.state.incident(id)->compartment);
    });
    return all;
}

std::vector<InstructionId> unanswered_of(const State& state, const ClientName& client) {
    std::vector<InstructionId> all;
    for (const auto& [id, instruction] : state.instructions) {
        const bool is_open = !instruction.has_ended() && instruction.state < InstructionState::accepted;
        if (instruction.from == client && is_open) all.push_back(id);
    }
    return all;
}

namespace {

// Whose shift is meant: the client's own, or that of one whom it may instruct. Nullptr with a refusal.
const Account* meant(Situation& situation, const ClientName& client, const Command& command) {
    const Organisation& organisation = situation.organisation;
    const ClientName name = command.unit.value_or(client);
    const Account* account = organisation.account(name);
    const bool is_known = belongs(organisation, name) && is_cleared_for(organisation, client, account->compartment);
    if (!is_known) {
        situation.refuse(Reason::unknown_unit, command.unit ? "unit" : "",
                         "no account \"" + name.text + "\" of the organisation is known");
        return nullptr;
    }
    if (name != client && !may_instruct(organisation, client, {Target::Kind::unit, name.text})) {
        situation.refuse(Reason::not_allowed, "unit",
                         "\"" + client.text + "\" may not begin or end the shift of " + name.text);
        return nullptr;
    }
    return account;
}

void start_shift(Situation& situation, const ClientName& client, const Command& command) {
    const Account* account = meant(situation, client, command);
    if (account == nullptr) return;
    const RoleName role = command.role.value_or(RoleName{});
    const bool has_role = std::count(account->roles.begin(), account->roles.end(), role) > 0;
    if (!role.empty() && !has_role) {
        std::vector<std::string> own;
        for (const RoleName& name : account->roles) own.push_back(name.text);
        return situation.refuse(
            Reason::bad_value, "role",
            "\"" + account->name.text + "\" has no role \"" + role.text + "\"" + did_you_mean(role.text, own));
    }
    if (command.until && *command.until <= situation.now) {
        return situation.refuse(Reason::bad_value, "until_ms", "that moment has passed already");
    }
    if (!may_begin(situation.organisation, account->compartment, situation.now)) {
        return refuse_unauthorised(situation, account->compartment, "do");
    }
    situation.happen(client, ShiftStarted{account->name, role, command.until, account->compartment});
}

void end_shift(Situation& situation, const ClientName& client, const Command& command) {
    const Account* account = meant(situation, client, command);
    if (account == nullptr) return;
    // Who is on duty is no secret, so covert work keeps nobody there who is not covert: that is called for anew when
    // the shift is over.
    const std::vector<IncidentId> all = in_hand(situation.state, account->name);
    const auto count = std::count_if(all.begin(), all.end(), [&](const IncidentId& id) {
        return may_see(account->compartment, situation.state.incident(id)->compartment);
    });
    if (count > 0 && !command.acknowledge) {
        return situation.refuse(Reason::not_handed_over, "acknowledge",
                                account->name.text + " has " + std::to_string(count) +
                                    " in hand: hand over first, or end with \"acknowledge\":true; then the calls for "
                                    "them begin again");
    }
    situation.happen(client, ShiftEnded{account->name, command.text, account->compartment});
    const Unit* unit = situation.state.unit(account->name);
    if (unit == nullptr) return;
    for (const IncidentId& id : unit->assigned) {
        const Incident* incident = situation.state.incident(id);
        if (incident == nullptr) continue;
        situation.happen(client, progressed(situation, *incident, account->name, UnitState::left));
    }
}

void offer(Situation& situation, const ClientInput& input, const Command& command) {
    const Organisation& organisation = situation.organisation;
    const ClientName& to = *command.to;
    const Account* next = organisation.account(to);
    if (!belongs(organisation, to) || !is_cleared_for(organisation, input.client, next->compartment)) {
        std::vector<std::string> known;
        for (const auto& [name, account] : organisation.accounts) {
            if (!account.is_outside && account.compartment.empty()) known.push_back(name.text);
        }
        return situation.refuse(Reason::not_found, "to",
                                "no account \"" + to.text + "\" is known" + did_you_mean(to.text, known));
    }
    if (to == input.client) return situation.refuse(Reason::bad_value, "to", "that is yourself");
    if (situation.state.is_off_duty(to)) {
        return situation.refuse(Reason::nobody_there, "to", to.text + " is off duty");
    }
    HandoverOffered offered{input.client, to,
                            {},           unanswered_of(situation.state, input.client),
                            command.text, situation.now + organisation.terms.accept_handover};
    // What is covert stays with who does not work covertly: open work is handed over as if there were nothing else, and
    // what stays is called for anew when its shift ends.
    const CompartmentName own = organisation.compartment_of(input.client);
    std::erase_if(offered.instructions, [&](const InstructionId& id) {
        const CompartmentName& of = situation.state.instruction(id)->compartment;
        return !may_see(own, of) || !may_take_part(organisation, to, of);
    });
    std::size_t kept = 0;
    for (const IncidentId& id : in_hand(situation.state, input.client)) {
        const Incident& incident = *situation.state.incident(id);
        if (!may_see(own, incident.compartment)) continue;
        const bool may_take = may_command(organisation, to, incident) && takes_part(situation.state, to, incident);
        may_take ? offered.incidents.push_back(id) : static_cast<void>(++kept);
    }
    if (kept > 0) {
        return situation.refuse(Reason::not_allowed, "to",
                                to.text + " may not take over " + std::to_string(kept) +
                                    " of what you have in hand; hand over to somebody who may");
    }
    const auto before = situation.state.handovers.find(input.client);
    if (before != situation.state.handovers.end()) {
        for (const IncidentId& id : before->second.incidents) {
            situation.happen(the_hub, NoticeTakenBack{id, before->second.to, true});
        }
    }
    const std::vector<IncidentId> incidents = offered.incidents;
    const Instant accept_by = offered.accept_by;
    situation.happen(input.client, std::move(offered));
    for (const IncidentId& id : incidents) {
        const Incident& incident = *situation.state.incident(id);
        const std::string because =
            input.client.text + " hands over" + (command.text.empty() ? "" : ": ") + command.text;
        situation.happen(
            input.client,
            NoticeGiven{id, to, NoticeReason::handover, {}, incident.divisions.front(), accept_by, because});
    }
}

// All that was offered is taken; orders go with the last of it.
void complete(Situation& situation, const ClientName& client, const ClientName& from, const Handover& offer) {
    for (const InstructionId& id : offer.instructions) {
        const Instruction* order = situation.state.instruction(id);
        const bool is_to_take = order != nullptr && !order->has_ended() && order->from == from;
        if (is_to_take) situation.happen(client, InstructionHandedOver{id, from});
    }
    situation.happen(client, HandoverAccepted{from});
}

// Everything that is offered to the client, from whomever.
void accept(Situation& situation, const ClientInput& input) {
    bool is_any = false;
    for (const auto& [from, offer] : situation.state.handovers) {
        if (offer.to != input.client) continue;
        is_any = true;
        for (const IncidentId& id : offer.incidents) {
            const Incident* incident = situation.state.incident(id);
            if (incident != nullptr && !incident->is_closed()) situation.happen(input.client, HandedOver{id, from});
        }
        complete(situation, input.client, from, offer);
    }
    if (!is_any) situation.refuse(Reason::not_found, "do", "nothing is offered to \"" + input.client.text + "\"");
}

void hand_over(Situation& situation, const ClientInput& input, const Command& command) {
    if (command.to) return offer(situation, input, command);
    if (command.acknowledge) return accept(situation, input);
    situation.refuse(Reason::bad_value, "to", "say to whom, or accept what is offered with \"acknowledge\":true");
}

}  // namespace

void decide_shift(Situation& situation, const ClientInput& input, const Command& command) {
    switch (command.deed) {
        case Deed::shift_start: return start_shift(situation, input.client, command);
        case Deed::shift_end: return end_shift(situation, input.client, command);
        default: return hand_over(situation, input, command);
    }
}

bool take_over(Draft& draft, const ClientName& client) {
    Situation& situation = draft.situation();
    for (const auto& [from, offer] : situation.state.handovers) {
        if (offer.to != client || !offer.incidents.contains(draft.incident().id)) continue;
        draft.happen(client, HandedOver{draft.incident().id, from});
        if (offer.incidents.size() == 1) complete(situation, client, from, offer);
        return true;
    }
    return false;
}

void end_shift_of(Situation& situation, const ClientName& client) {
    const Unit& unit = *situation.state.unit(client);
    Order order;
    order.to = {Target::Kind::unit, client.text};
    order.compartment = situation.organisation.compartment_of(client);
    order.text = "Your shift was to end now. Hand over and end it, or begin it anew with another end.";
    tell(situation, "shift/" + client.text + "/" + std::to_string(unit.shift->until->ms), order);
    situation.happen(the_hub, ShiftOverran{client});
}

void end_offer(Situation& situation, const ClientName& from, const std::string& why) {
    const Handover& offer = situation.state.handovers.at(from);
    for (const IncidentId& id : offer.incidents) {
        if (situation.state.incident(id) != nullptr) situation.happen(the_hub, NoticeTakenBack{id, offer.to, true});
    }
    Order order;
    order.to = {Target::Kind::unit, from.text};
    order.compartment = situation.organisation.compartment_of(from);
    if (order.compartment.empty()) order.compartment = situation.organisation.compartment_of(offer.to);
    order.text = offer.to.text + " " + why + " what you offered; it is still yours.";
    tell(situation, "handover/" + from.text + "/" + std::to_string(offer.accept_by.ms), order);
    situation.happen(the_hub, HandoverLapsed{from});
}

void end_offer_of(Situation& situation, const ClientName& from) {
    end_offer(situation, from, "did not take over");
}

bool decline_offer(Situation& situation, const ClientName& client, const IncidentId& incident) {
    for (const auto& [from, offer] : situation.state.handovers) {
        if (offer.to != client || !offer.incidents.contains(incident)) continue;
        end_offer(situation, from, "declined");
        return true;
    }
    return false;
}

}  // namespace paraat::core
