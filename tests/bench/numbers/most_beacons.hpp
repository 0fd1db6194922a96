#pragma once

#include "tests/bench/figures/figures.hpp"

namespace paraat::bench {

// P4 of docs/benchmarks.md: the most beacons, and what of them goes on to a console. Throws std::runtime_error when
// something does not start.
Report measure_most_beacons();

}  // namespace paraat::bench
