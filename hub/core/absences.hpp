#pragma once

#include "hub/core/decide.hpp"

namespace paraat::core {

// One of those who went off duty or are lost: what it was asked goes on without it. The next with that in the state.
void follow_absence(Situation& situation);
// Nobody of the team is on duty.
bool is_at_home(const Situation& situation, const TeamName& team);

}  // namespace paraat::core
