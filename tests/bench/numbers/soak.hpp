#pragma once

#include "tests/bench/figures/figures.hpp"

namespace paraat::bench {

// Ten minutes of P3's beacons, with 200 reports a second that join what is open: whether the hub stays as big as it is.
// Throws std::runtime_error when something does not start.
Report measure_soak();

}  // namespace paraat::bench
