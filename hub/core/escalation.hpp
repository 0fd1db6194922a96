#pragma once

#include "hub/core/situation.hpp"

// Chains of people to be alerted in turn until one acknowledges (contract section 3).
namespace paraat::core {

// Starts it and begins its first step; a chain of the same name that ran before begins anew.
void start_escalation(Draft& draft, const ClientName& by, const EscalationPolicy& policy, const RuleName& rule,
                      const Because& because);

// A person wants more than the step that runs: the next one now, or the last one again.
void push_escalation(Draft& draft, const ClientName& by, const Escalation& running);

// Exactly the next thing of each escalation that is due: its next step, or a reminder of the one that stands, of what
// somebody read, or of what somebody took.
void step_due_escalations(Draft& draft);

// Where nobody is left of those whom the step that runs asked, the next one begins.
void go_on_without(Draft& draft);

// Likewise where all of them declined.
void go_on_declined(Draft& draft);

// Nobody has it in hand any more: the call begins anew, unless that would be a surprise after so long.
void lapse(Draft& draft, const Escalation& taken, bool calls);

}  // namespace paraat::core
