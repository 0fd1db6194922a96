#pragma once

#include "hub/core/state.hpp"

// What an event means for those whom it concerns: who is on duty and heard of, what each works on and was asked, and
// what goes from one hand to the next.
namespace paraat::core {

// After the event's incident or instruction has changed.
void follow_people(State& state, const Event& event);

// The timers that are derived from them.
void index_people(State& state);

}  // namespace paraat::core
