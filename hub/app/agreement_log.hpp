#pragma once

#include <vector>

#include "hub/core/event.hpp"

namespace paraat::app {

// A line for each agreement with a partner that began, changed or ended: how many incidents were recalled, and how many
// the hub knows too little of any more to recall them (`paraat partners list` names those).
void log_agreements(const std::vector<core::Event>& committed);

}  // namespace paraat::app
