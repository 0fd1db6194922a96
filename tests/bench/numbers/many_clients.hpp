#pragma once

#include "tests/bench/figures/figures.hpp"

namespace paraat::bench {

// P11 of docs/benchmarks.md, an alert seen by 50 consoles, and P12, ten thousand who come back. Each throws
// std::runtime_error when something does not start.
Report measure_fan_out();
Report measure_return_of_many();

}  // namespace paraat::bench
