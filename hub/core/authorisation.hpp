#pragma once

#include "hub/core/situation.hpp"

// Covert work is authorised by somebody, on a ground, until a moment (docs/decisions/0034).
namespace paraat::core {

// Whether new work may begin in a compartment now; always in the open one. What runs may go on, and panic never asks.
bool may_begin(const Organisation& organisation, const CompartmentName& compartment, Instant now);
// Says why it may not. For the cleared only.
void refuse_unauthorised(Situation& situation, const CompartmentName& compartment, const std::string& field);

// At the hub's start: what was authorised anew, longer, shorter or no more since.
void follow_authorisations(Situation& situation);
// Who is cleared by a role is told, a week and a day before an authorisation ends, and when it is over.
void tell_of_authorisations(Situation& situation);

}  // namespace paraat::core
