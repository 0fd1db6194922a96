#pragma once

#include "hub/app/arrival.hpp"
#include "hub/app/fresh_ids.hpp"
#include "hub/core/organisation.hpp"
#include "hub/core/state.hpp"

namespace paraat::app {

// What goes no further than the door: a PIN, of which only what it says is left, and the position of who is off duty.
// The message that the journal keeps has neither.
void screen(Arrival& message, const core::Organisation& organisation, const core::State& state, const FreshIds& ids);

}  // namespace paraat::app
