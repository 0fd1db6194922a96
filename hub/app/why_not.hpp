#pragma once

#include <string>
#include <vector>

#include "hub/app/judgements.hpp"

namespace paraat::app {

// Why a target was not told of an incident, or when and how it was; each a sentence. The target is one that exists and
// that the asker may know of.
std::vector<std::string> why_not(const core::Organisation& organisation, const Judgements& judgements,
                                 const core::Target& target);

}  // namespace paraat::app
