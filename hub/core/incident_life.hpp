#pragma once

#include <optional>

#include "hub/core/refusal.hpp"

namespace paraat::core {

// What people may do to an incident in which part of its life: nullopt = it is lawful; otherwise why it is not. The
// states and the words of both: contract sections 3 and 4. `reopen` leads back from resolved and closed to open.
std::optional<Refusal> unlawful(Deed deed, IncidentStatus status);

}  // namespace paraat::core
