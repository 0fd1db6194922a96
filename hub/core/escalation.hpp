#pragma once

#include "hub/core/situation.hpp"

// Chains of people to be alerted in turn until one acknowledges (contract section 3).
namespace paraat::core {

// Starts it and begins its first step; a chain of the same name that ran before begins anew.
void start_escalation(Draft& draft, const ClientName& by, const EscalationPolicy& policy, const RuleName& rule,
                      const Because& because);

// A person wants more than the step that runs: the next one now, or the last one again.
void push_escalation(Draft& draft, const ClientName& by, const Escalation& running);

// Exactly the next thing of each escalation that is due: its next step, or a reminder of the one that stands.
void step_due_escalations(Draft& draft);

// Which clients a target stands for, as far as they may know of a compartment; relative targets become named ones.
std::vector<AskedBehind> who_is_behind(const Situation& situation, const Incident& incident, const Target& target);
std::vector<ClientName> clients_behind(const Organisation& organisation, const Target& target);
// The division whose work a named target is; empty for a role of none.
DivisionName division_behind(const Organisation& organisation, const Target& target);

}  // namespace paraat::core
