#pragma once

#include "hub/core/state.hpp"

// What an event means for those whom it concerns: who is on duty and heard of, what each works on and was asked, and
// what goes from one hand to the next.
namespace paraat::core {

// After the event's incident or instruction has changed.
void follow_people(State& state, const Event& event);

// After this a hole behind a call that somebody knew of, and closed, is told again.
inline constexpr Milliseconds reach_rests = std::chrono::hours{1};

// Whether who made it happen said something of his own by it.
bool is_own_deed(const EventBody& body);

// The timers that are derived from them.
void index_people(State& state);

}  // namespace paraat::core
