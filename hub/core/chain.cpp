#include "hub/core/chain.hpp"

#include <map>

#include "hub/core/behind.hpp"
#include "hub/core/clearance.hpp"

namespace paraat::core {
namespace {

bool works_openly(const Account& account) {
    return !account.is_outside && account.compartment.empty();
}

Standing standing_of(const Plan& plan, const ClientName& client, const Target& target) {
    Standing standing;
    standing.person.client = client;
    const Unit* unit = plan.state.unit(client);
    if (unit == nullptr) return standing;
    // Who stays beyond the planned end is there until they say otherwise.
    if (unit->shift && !unit->shift->has_overrun) standing.until = unit->shift->until;
    if (unit->presence == PresenceState::online || unit->presence == PresenceState::late) {
        standing.person.state = ReachState::live;
    }
    if (unit->duty == Duty::off) {
        standing.person = {client, ReachState::absent, "off_duty"};
    } else if (is_in_other_role(*unit, target)) {
        standing.person = {client, ReachState::absent, "other_role"};
    } else if (unit->presence == PresenceState::lost) {
        standing.person = {client, ReachState::absent, "lost"};
    }
    return standing;
}

// A relative target as what it is for this caller. Which teams will be nearby nobody knows: the own one stands for
// them.
Target named_for(const Plan& plan, const Caller& caller, const Target& target) {
    switch (target.kind) {
        case Target::Kind::own_team:
        case Target::Kind::nearby_teams: return {Target::Kind::team, caller.team.text};
        case Target::Kind::own_coordinator:
            return {Target::Kind::role, plan.organisation.coordinator_of(caller.division).text};
        case Target::Kind::unit:
        case Target::Kind::team:
        case Target::Kind::role:
        case Target::Kind::division: break;
    }
    return target;
}

std::string label_of(const Caller& caller, const Target& target) {
    if (!target.is_relative() || caller.of.empty()) return target.text();
    const bool is_of_team = target.kind != Target::Kind::own_coordinator && !caller.team.empty();
    return target.text() + " of " + (is_of_team ? caller.team.text : caller.division.text);
}

StandingBehind behind_target(const Plan& plan, const Caller& caller, const Target& target) {
    StandingBehind behind;
    behind.target = label_of(caller, target);
    const Target named = named_for(plan, caller, target);
    for (const ClientName& client : clients_behind(plan.organisation, named)) {
        if (!may_take_part(plan.organisation, client, {})) continue;
        behind.people.push_back(standing_of(plan, client, named));
        behind.people.back().may_call = caller.clients.contains(client);
    }
    return behind;
}

}  // namespace

ReachPerson Standing::at(Instant moment) const {
    return is_over(moment) ? ReachPerson{person.client, ReachState::absent, "shift_over"} : person;
}

std::vector<StandingBehind> chain_of(const Plan& plan, const EscalationPolicy& policy, const Caller& caller) {
    std::vector<StandingBehind> chain;
    for (std::size_t number = 0; number < policy.steps->size(); ++number) {
        const EscalationStep& step = (*policy.steps)[number];
        for (const Target& target : step.targets) {
            chain.push_back(behind_target(plan, caller, target));
            chain.back().step = static_cast<std::int32_t>(number);
            if (number + 1 < policy.steps->size()) chain.back().during = step.during;
        }
    }
    for (const auto& [name, role] : plan.organisation.roles) {
        if (role.authority != Authority::centre && role.authority != Authority::opco) continue;
        chain.push_back(behind_target(plan, caller, {Target::Kind::role, name.text}));
        chain.back().is_last_resort = true;
        chain.back().step = static_cast<std::int32_t>(policy.steps->size()) - 1;
    }
    return chain;
}

std::vector<Caller> callers_of(const Plan& plan, const EscalationPolicy& policy) {
    bool asks_team = false;
    bool asks_division = false;
    for (const EscalationStep& step : *policy.steps) {
        for (const Target& target : step.targets) {
            asks_team = asks_team || (target.is_relative() && target.kind != Target::Kind::own_coordinator);
            asks_division = asks_division || target.kind == Target::Kind::own_coordinator;
        }
    }
    if (!asks_team && !asks_division) return {Caller{}};
    std::map<std::string, Caller> callers;
    for (const auto& [name, account] : plan.organisation.accounts) {
        if (!account.is_unit || !works_openly(account)) continue;
        const DivisionName division = plan.organisation.division_of(name);
        const bool is_of_team = asks_team && !account.team.empty();
        const std::string of = is_of_team ? "team/" + account.team.text : "division/" + division.text;
        Caller& caller = callers[of];
        caller.of = of;
        caller.division = division;
        if (is_of_team) caller.team = account.team;
        caller.clients.insert(name);
    }
    if (callers.empty()) return {Caller{}};
    std::vector<Caller> all;
    for (auto& [of, caller] : callers) all.push_back(std::move(caller));
    return all;
}

}  // namespace paraat::core
