#pragma once

#include <vector>

#include "hub/journal/shared_work.hpp"

namespace paraat::journal {

// What a verification looks at: the chain up to `end` in stretches that can be read side by side, each of which begins
// with the stored hash of the one before; then rows without their event, inputs, counters, and SQLite's own check. In
// the order in which faults are told: what names an event or a row before what only knows that something is wrong.
// `effort` outlives the parts.
std::vector<Part> parts_of_journal(Queries& queries, Sequence end, Depth depth, const Effort& effort);

}  // namespace paraat::journal
