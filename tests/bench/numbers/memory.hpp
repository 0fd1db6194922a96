#pragma once

#include "tests/bench/figures/figures.hpp"

namespace paraat::bench {

// P10: what an open incident and a known unit take of memory, and whether that grows while people work.
Report measure_memory();

}  // namespace paraat::bench
