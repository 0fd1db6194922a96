#pragma once

#include <string>

#include "hub/core/organisation.hpp"

namespace paraat::fuzz {

// All that an organisation says, as the file that says it.
std::string text_of(const core::Organisation& organisation);

}  // namespace paraat::fuzz
