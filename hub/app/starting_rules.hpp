#pragma once

#include "hub/app/hub_files.hpp"
#include "hub/app/kept_rules.hpp"
#include "hub/core/state.hpp"

namespace paraat::app {

// The set that a hub starts with, kept: what is on the disk, or what a person rolled back to before. When that cannot
// be read any more, what is on the disk is better than no hub.
Result<rules::RuleSet> starting_rules(const HubFiles& files, const core::Organisation& organisation,
                                      const core::RulesInForce& in_force, const KeptRules& kept);

}  // namespace paraat::app
