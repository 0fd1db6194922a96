#include <algorithm>

#include "hub/base/nearest_word.hpp"
#include "hub/core/behind.hpp"
#include "hub/core/decide.hpp"
#include "hub/core/exercises.hpp"

namespace paraat::core {
namespace {

template <class Map>
void add_names(const Map& map, const std::string& prefix, std::vector<std::string>& names) {
    for (const auto& [name, unused] : map) names.push_back(prefix + name.text);
}

// As far as the asker may know.
bool exists(const Organisation& organisation, const ClientName& asker, const Target& target) {
    switch (target.kind) {
        case Target::Kind::unit: {
            const ClientName client{target.name};
            return belongs(organisation, client) &&
                   is_cleared_for(organisation, asker, organisation.compartment_of(client));
        }
        case Target::Kind::team: return organisation.teams.contains(TeamName{target.name});
        case Target::Kind::role: return organisation.roles.contains(RoleName{target.name});
        case Target::Kind::division: return organisation.divisions.contains(DivisionName{target.name});
        case Target::Kind::own_team:
        case Target::Kind::own_coordinator:
        case Target::Kind::nearby_teams: break;
    }
    return false;
}

std::string unknown_target(const Organisation& organisation, const ClientName& asker, const std::string& text) {
    std::vector<std::string> known;
    add_names(organisation.teams, "team/", known);
    add_names(organisation.roles, "role/", known);
    add_names(organisation.divisions, "division/", known);
    for (const auto& [name, account] : organisation.accounts) {
        if (exists(organisation, asker, {Target::Kind::unit, name.text})) known.push_back("unit/" + name.text);
    }
    return "unknown target \"" + text + "\": it is unit/…, team/…, role/… or division/…" + did_you_mean(text, known);
}

// Where and when; a refusal otherwise.
bool is_sound(Situation& situation, const Deployment& deployment) {
    if (deployment.area.empty() && !deployment.position) {
        situation.refuse(Reason::bad_value, "deployment", "a deployment says where: an area, or lat and lon");
    } else if (deployment.until == Instant{}) {
        situation.refuse(Reason::bad_value, "deployment", "a deployment says until when");
    } else if (deployment.until <= deployment.from) {
        situation.refuse(Reason::bad_value, "deployment", "a deployment ends after it begins");
    } else if (deployment.until <= situation.now) {
        situation.refuse(Reason::expired, "deployment", "that time has passed already");
    } else if (deployment.because.empty()) {
        situation.refuse(Reason::bad_value, "deployment", "a deployment says why");
    } else {
        return true;
    }
    return false;
}

// The order that a newer one takes the place of; nullptr with a refusal.
const Instruction* superseded_by(Situation& situation, const ClientName& client, const InstructionId& id) {
    const Organisation& organisation = situation.organisation;
    const Instruction* older = situation.state.instruction(id);
    if (older == nullptr || !is_cleared_for(organisation, client, older->compartment)) {
        situation.refuse(Reason::not_found, "supersedes", "no such instruction is known");
    } else if (older->from != client && !organisation.commands_all(client) &&
               !organisation.coordinates(client, older->division)) {
        situation.refuse(Reason::not_allowed, "supersedes", "it is not yours to replace");
    } else if (older->has_ended()) {
        situation.refuse(Reason::already_ended, "supersedes", "the instruction is " + std::string(word(older->state)));
    } else {
        return older;
    }
    return nullptr;
}

}  // namespace

std::vector<ClientName> addressees_of(const Situation& situation, const Order& order) {
    std::vector<ClientName> addressees = clients_behind(situation.organisation, order.to);
    std::erase_if(addressees, [&](const ClientName& client) {
        const Unit* unit = situation.state.unit(client);
        const bool is_away = unit != nullptr && (unit->duty == Duty::off || is_in_other_role(*unit, order.to));
        return is_away || !may_take_part(situation.organisation, client, order.compartment) ||
               is_left_out(situation.state, client, order);
    });
    return addressees;
}

bool issue(Situation& situation, const ClientName& by, const InstructionId& id, const Order& order) {
    InstructionIssued issued;
    issued.instruction = id;
    issued.incident = order.incident;
    issued.compartment = order.compartment;
    issued.to = order.to.text();
    issued.division = division_behind(situation.organisation, order.to);
    issued.addressees = addressees_of(situation, order);
    if (issued.addressees.empty()) return false;
    issued.text = order.text;
    issued.priority = order.priority;
    issued.respond_by = order.respond_by;
    issued.needs = order.needs;
    issued.talkgroup = order.talkgroup;
    issued.exercise = order.exercise;
    issued.rule = order.rule;
    issued.deployment = order.deployment;
    issued.is_dispatch = order.is_dispatch;
    issued.must_reach = order.must_reach;
    situation.happen(by, std::move(issued));
    return true;
}

void refuse_nobody(Situation& situation, const std::string& field, const Target& target) {
    situation.refuse(
        Reason::nobody_there, field,
        "nobody is behind \"" + target.text() +
            "\" who is on duty in that role, may know of this and, if it is an exercise, takes part; nothing was sent");
}

void decide_instruct(Situation& situation, const ClientInput& input, const Instruct& instruct) {
    const Organisation& organisation = situation.organisation;
    const auto target = Target::parse(instruct.to);
    if (!target || !exists(organisation, input.client, *target)) {
        return situation.refuse(Reason::unknown_target, "to", unknown_target(organisation, input.client, instruct.to));
    }
    if (!may_instruct(organisation, input.client, *target)) {
        return situation.refuse(Reason::not_allowed, "to",
                                "\"" + input.client.text + "\" may not instruct " + instruct.to);
    }
    if (instruct.text.empty()) return situation.refuse(Reason::bad_value, "text", "an instruction says what to do");
    if (instruct.respond_by && *instruct.respond_by <= situation.now) {
        return situation.refuse(Reason::expired, "respond_by", "that moment has passed already");
    }
    const Incident* incident = nullptr;
    if (instruct.incident) {
        incident = find_incident(situation, input.client, instruct.incident);
        if (incident == nullptr) return;
        if (incident->is_closed()) return situation.refuse(Reason::closed, "incident", "the incident is closed");
    }
    Order order;
    order.to = *target;
    order.text = instruct.text;
    order.incident = instruct.incident;
    if (target->kind == Target::Kind::unit) order.compartment = organisation.compartment_of(ClientName{target->name});
    if (incident != nullptr) {
        order.compartment = incident->compartment;
        order.exercise = incident->is_exercise;
        order.priority = incident->priority;
    }
    if (instruct.priority) order.priority = *instruct.priority;
    order.respond_by = instruct.respond_by;
    order.needs = instruct.needs;
    order.talkgroup = instruct.talkgroup;
    order.deployment = instruct.deployment;
    // An order whose time is over is not carried out.
    if (order.deployment && !order.respond_by) order.respond_by = order.deployment->until;
    if (instruct.deployment && !is_sound(situation, *instruct.deployment)) return;
    const Instruction* older = nullptr;
    if (instruct.supersedes && (older = superseded_by(situation, input.client, *instruct.supersedes)) == nullptr)
        return;
    if (!issue(situation, input.client, input.fresh_instruction, order)) return refuse_nobody(situation, "to", *target);
    if (older != nullptr) {
        situation.happen(input.client, InstructionSuperseded{older->id, input.fresh_instruction});
        const bool is_same_work = older->to == instruct.to && older->incident == instruct.incident;
        if (!is_same_work) call_off(situation, input.client, *older);
    }
    situation.outcome.instruction = input.fresh_instruction;
}

}  // namespace paraat::core
