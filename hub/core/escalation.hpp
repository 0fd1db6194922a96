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

// The next step of each call whose newest step asked the client and has nobody left who can answer: they went off duty,
// are lost, declined, or it is the one whose report it is.
void go_on_without(Draft& draft, const ClientName& client);

// Likewise of each call, whoever it was: while they were silenced nobody was missed.
void go_on_where_nobody_is_left(Draft& draft);

// A call that somebody answered begins anew; one that rules held back until then is held back for as long as they do.
void begin_again(Draft& draft, const Escalation& answered, const Because& because);

// Nobody has it in hand any more: the call begins anew, unless that would be a surprise after so long.
void lapse(Draft& draft, const Escalation& taken, bool calls);

}  // namespace paraat::core
