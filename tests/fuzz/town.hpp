#pragma once

#include "hub/core/organisation.hpp"

namespace paraat::fuzz {

// The shipped organisation, without the escalations that its categories want of the rule files.
const core::Organisation& town();

}  // namespace paraat::fuzz
