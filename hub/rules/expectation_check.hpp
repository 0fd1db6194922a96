#pragma once

#include <string>
#include <vector>

#include "hub/rules/test_stage.hpp"

namespace paraat::rules {

// What did not come as expected at this moment: a sentence each, with what came instead and since when.
std::vector<std::string> unmet(const Expectation& expect, const TestStage& stage);

}  // namespace paraat::rules
