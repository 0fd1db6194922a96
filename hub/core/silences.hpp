#pragma once

#include "hub/core/situation.hpp"

// Silences that rules put in force: somebody answers for each, and is told before it ends, when it is over, and when a
// set without it takes its place, so that none lapses unseen.
namespace paraat::core {

void change_rules(Situation& situation, const ClientName& by, const std::string& version, RulesChange how,
                  const std::vector<Silence>& silences);

// Tells each owner who is due to be told.
void tell_of_silences(Situation& situation);

}  // namespace paraat::core
