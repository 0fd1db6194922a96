#pragma once

#include "tests/bench/figures/figures.hpp"

namespace paraat::bench {

// P8: from the start of a hub that was killed until it is ready, and how fast a journal is replayed from nothing.
// Throws std::runtime_error when the hub does not start.
Report measure_start();

}  // namespace paraat::bench
