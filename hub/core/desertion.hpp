#pragma once

#include "hub/core/decide.hpp"

namespace paraat::core {

// Incidents that nobody is to do anything about any more, by what was decided: who took it is told, or his call begins
// again where he went home meanwhile.
void follow_desertion(Situation& situation);

}  // namespace paraat::core
