#pragma once

#include <string>
#include <vector>

#include "tests/scenario/scenario_file.hpp"

namespace paraat::scenario {

struct Failure {
    int line = 0;
    std::string told;  // the sentence, what was expected, and what is so
};

// Plays a scenario from its first line to its last, or to a mistake. After each line the core's invariants are looked
// at, and at restarts and at the end whether the journal, folded anew, gives the same state.
std::vector<Failure> play(const ScenarioFile& file);

}  // namespace paraat::scenario
