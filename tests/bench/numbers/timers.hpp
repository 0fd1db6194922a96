#pragma once

#include "tests/bench/figures/figures.hpp"

namespace paraat::bench {

// P9: what a command costs beside 100 to 100,000 calls that run, and how late their steps fire.
Report measure_timers();

}  // namespace paraat::bench
