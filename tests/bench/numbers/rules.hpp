#pragma once

#include "tests/bench/figures/figures.hpp"

namespace paraat::bench {

// P6: what a report takes with ever more rules, beside CLIPS on the same rules and facts. Ends the process where the
// two do not fire the same rules.
Report measure_rules();

}  // namespace paraat::bench
