#pragma once

#include "hub/core/position.hpp"

namespace paraat::core {

// The centre of the cell that a position lies in. The cells are the same for everything and for ever, so that many
// words about one thing say no more than one of them. Each is at least `side_m` wide and high (the last one before a
// pole excepted); 100 .. 100'000. Whole numbers only: the same on every machine.
Position cell_centre(Position position, std::int32_t side_m);

}  // namespace paraat::core
