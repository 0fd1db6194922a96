#pragma once

#include "hub/core/organisation.hpp"
#include "hub/foreign/devices.hpp"
#include "hub/foreign/interpretation.hpp"

namespace paraat::foreign {

// What a phone with OwnTracks, or a car tracker that speaks like one, says in the hub's words (docs/devices.md). Whose
// it is is told by the topic. Pure; any thread.
Interpretation read_owntracks(const Heard& heard, const Devices& devices, const core::Organisation& organisation);

}  // namespace paraat::foreign
