#pragma once

#include <filesystem>

#include "hub/core/organisation.hpp"

namespace paraat::fuzz {

// Where these sources lie.
std::filesystem::path source_folder();

// The shipped organisation, without the escalations that its categories want of the rule files, and with them.
const core::Organisation& town();
const core::Organisation& town_that_calls();

}  // namespace paraat::fuzz
