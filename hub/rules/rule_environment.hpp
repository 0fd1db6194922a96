#pragma once

#include "hub/core/organisation.hpp"
#include "hub/rules/areas.hpp"
#include "hub/rules/cel/environment.hpp"

namespace paraat::rules {

// What conditions may speak of (docs/formats/rules.md). The words of categories, divisions, teams and units are those
// of the organisation; without one, because that is at fault, they are not held to any. `areas` likewise.
cel::Environment rule_environment(const core::Organisation* organisation = nullptr, const Areas* areas = nullptr);

// Whether a function counts what happened in a window, so that it may hold, hold no more, and hold anew.
bool looks_back(std::string_view function);

}  // namespace paraat::rules
