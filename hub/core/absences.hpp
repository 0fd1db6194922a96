#pragma once

#include "hub/core/decide.hpp"

namespace paraat::core {

// Who went off duty or is lost: what they were asked goes on without them.
void follow_absences(Situation& situation);

}  // namespace paraat::core
