#pragma once

#include <string>
#include <vector>

#include "hub/core/state.hpp"

namespace paraat::core {

// What is wrong with a state, one sentence each; empty after every whole decision. Run after each step in tests and
// simulation.
std::vector<std::string> broken_invariants(const State& state);

}  // namespace paraat::core
