#pragma once

#include "hub/core/decide.hpp"

namespace paraat::core {

// One of those who went off duty or are lost: what it was asked goes on without it. The next with that in the state.
void follow_absence(Situation& situation);

}  // namespace paraat::core
