#pragma once

#include "tests/bench/figures/figures.hpp"

namespace paraat::bench {

// Of growth, what the real hub takes for a report. Each adds its lines, figures and goal.

// 1 to 200 consoles hear all alerts; the broker tells each, and the hub should not notice.
void measure_consoles(Report& report);
// 10,000 to 1,000,000 events are in its journal, and as many incidents open.
void measure_past(Report& report);

}  // namespace paraat::bench
