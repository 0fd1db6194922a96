#pragma once

#include "hub/core/input.hpp"

namespace paraat::fuzz {

// Every text of it is UTF-8, and everything within the limits of the contract (docs/formats/topics.md).
void check_limits(const core::InputBody& body);

}  // namespace paraat::fuzz
