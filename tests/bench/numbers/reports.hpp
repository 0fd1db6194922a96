#pragma once

#include "tests/bench/figures/figures.hpp"

namespace paraat::bench {

// P1: the most reports per second, durable, as a ratio to the bare relay. P2: how late one is at 1,000 a second.
Report measure_most_reports();
Report measure_report_latency();

}  // namespace paraat::bench
