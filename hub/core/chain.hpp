#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "hub/core/reach.hpp"

// Who stands behind the steps of a policy now, by the shifts that are planned.
namespace paraat::core {

// Whose report it would be, where that decides who is asked.
struct Caller {
    std::string of;
    TeamName team;
    DivisionName division;
    std::set<ClientName> clients;  // one of them calls, and is no help to itself
};

// Somebody behind a target, and until when that holds.
struct Standing {
    ReachPerson person;
    std::optional<Instant> until;  // the planned end of the shift
    bool may_call = false;         // one of the caller's clients

    bool is_over(Instant moment) const { return person.state != ReachState::absent && until && *until <= moment; }
    ReachState state_at(Instant moment) const { return is_over(moment) ? ReachState::absent : person.state; }
    ReachPerson at(Instant moment) const;
};

// One target of one step, and all who are behind it.
struct StandingBehind {
    std::int32_t step = 0;
    std::string target;
    std::optional<Hours> during;  // else it asks nobody
    bool is_last_resort = false;  // not of the chain: whom the hub asks when nobody of it is there
    std::vector<Standing> people;
};

// One for everybody where it makes no difference; else each team, and each division with units of no team.
std::vector<Caller> callers_of(const Plan& plan, const EscalationPolicy& policy);
// Its targets in the order of its steps, then the last resort.
std::vector<StandingBehind> chain_of(const Plan& plan, const EscalationPolicy& policy, const Caller& caller);

}  // namespace paraat::core
