#pragma once

#include <functional>
#include <optional>
#include <set>

#include "hub/rules/cel/program.hpp"
#include "hub/rules/clue.hpp"

namespace paraat::rules {

// Every clue that a checked condition looks for, anywhere in it.
std::set<Clue> clues_in(const cel::Program& condition);

// Clues of which a case must have one, or the condition comes to false there: it neither holds nor fails nor runs out
// of its steps. None when it is always false; nullopt when no such clues can be told. Of several such sets the one
// whose clues together weigh least. Beyond the sizes that conditions are estimated by (an incident of more than 64
// tags) a condition that would run out of its steps before the clue decides may come under it all the same.
std::optional<std::set<Clue>> needs_of(const cel::Program& condition, const std::function<double(const Clue&)>& weigh);

}  // namespace paraat::rules
