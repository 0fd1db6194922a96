#pragma once

#include "hub/core/decide.hpp"

// Who is on duty, what they have in hand, and how it goes to the next.
namespace paraat::core {

// shift_start, shift_end, handover.
void decide_shift(Situation& situation, const ClientInput& input, const Command& command);

// Takes what is offered to a client of this incident; false when nothing is.
bool take_over(Draft& draft, const ClientName& client);

// Who went off duty or is lost: what they were asked goes on without them.
void follow_absences(Situation& situation);

// Shifts whose planned end passed, and offers that nobody took.
void end_shifts(Situation& situation);

}  // namespace paraat::core
