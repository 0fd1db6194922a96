#pragma once

#include "hub/core/situation.hpp"

// The daily briefing: what each division is told each morning, and when (docs/decisions/0021).
namespace paraat::core {

// At the hub's start: when the next are given, where that is not planned yet, or for another time of the day.
void plan_briefings(Situation& situation);

// Those that are due: one for each division, one more of covert work where there is any, and the plan of the next. Of
// several that were missed there is one, of all that time.
void give_briefings(Situation& situation);

}  // namespace paraat::core
