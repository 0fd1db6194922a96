#pragma once

#include "hub/core/rule_questions.hpp"

namespace paraat::rules {

// The weights of an area's incidents, each halved for every half-life since its newest report; closed ones count as
// long as the hub knows them.
double risk_of(const std::string& area, const core::Surroundings& around, Instant now, Milliseconds half_life);

}  // namespace paraat::rules
