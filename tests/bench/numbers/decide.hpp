#pragma once

#include "tests/bench/figures/figures.hpp"

namespace paraat::bench {

// P5: reports that one core decides, folds and encodes in a second, without journal and network.
Report measure_deciding();

}  // namespace paraat::bench
