#pragma once

#include "hub/core/decide.hpp"

namespace paraat::core {

// The hub tells somebody something that is to be read, as an instruction. `key` says of what: the same telling at the
// same moment has the same id. False when nobody is behind the target.
bool tell(Situation& situation, const std::string& key, const Order& order);

}  // namespace paraat::core
