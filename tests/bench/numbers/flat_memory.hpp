#pragma once

#include "tests/bench/figures/figures.hpp"

namespace paraat::bench {

// Whether what one fold has allocated grows while people work; time is moved by hand. Each adds its lines, figures and
// goal.

// An hour with 100 commands a second about 10,000 open incidents, and their calls.
void measure_hour(Report& report);
// Six days with 200 incidents an hour, each closed an hour later.
void measure_days(Report& report);

}  // namespace paraat::bench
