#pragma once

#include "hub/core/state.hpp"

// What a unit must say something of its own about, from time to time: the one of its tasks that asks for check-ins.
namespace paraat::core {

// When it must do so next, for the clock.
void index_check_in(State& state, const ClientName& client, const Unit& unit);

// It got so far with an incident.
void follow_task(State& state, const UnitProgressed& event, Instant at);

// How often it is to speak changed, of a task that it is on.
void follow_task(State& state, const CheckInSet& event, Instant at);

// It is on that task no more; another of its tasks may ask for check-ins.
void leave_task(State& state, const ClientName& client, const IncidentId& incident, Instant at);

// A task that asks for check-ins, when it has none.
void take_up_task(State& state, const ClientName& client, Instant at);

// It said something of its own: what it must say next is so much later.
void put_off_check_in(State& state, const ClientName& client, Instant at);

}  // namespace paraat::core
