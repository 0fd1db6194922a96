#pragma once

#include "tests/bench/figures/figures.hpp"

namespace paraat::bench {

// P3, P4, P11 and P12 of docs/benchmarks.md. Each throws std::runtime_error when something does not start.
Report measure_reports_in_a_storm();
Report measure_most_beacons();
Report measure_fan_out();
Report measure_return_of_many();

}  // namespace paraat::bench
