#pragma once

#include "hub/core/decide.hpp"

namespace paraat::core {

// The hub tells somebody something that is to be read, as an instruction. `key` says of what: the same telling at the
// same moment has the same id. What was issued; nullopt when nobody is behind the target.
std::optional<InstructionId> tell(Situation& situation, const std::string& key, Order order);
InstructionId told_id(const std::string& key, Instant at);

// The same, or to the coordinator of a division, or to whoever is there of the centre. False when nobody is.
bool tell_somebody(Situation& situation, const std::string& key, Order order, const DivisionName& division);

}  // namespace paraat::core
