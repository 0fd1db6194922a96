#pragma once

#include "tests/bench/figures/figures.hpp"

namespace paraat::bench {

// P7: how long nearby(...) takes beside a million incidents.
Report measure_nearby();

}  // namespace paraat::bench
