#pragma once

#include "hub/core/situation.hpp"

// Calls that rules hold back: one that is asked for does not begin while another rule inhibits it, while a silence is
// in force, or while another incident of its group has the same call running. Nothing holds back a call of priority 1
// or of a panic button, nothing stops one that runs, and in doubt it begins.
namespace paraat::core {

// A panic button's incident, whatever it was triaged to since.
bool is_panic(const Situation& situation, const Incident& incident);

// Begins the call that a rule, or the category (no rule), asks for, unless one of `holding` or its group holds it back.
void call(Draft& draft, const EscalationPolicy& policy, const RuleName& rule, const Because& because,
          const std::vector<Firing>& holding);

// Begins those that are held back and are not any more.
void let_go(Draft& draft, const std::vector<Firing>& holding);

}  // namespace paraat::core
