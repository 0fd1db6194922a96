#pragma once

#include <string_view>

#include "hub/base/result.hpp"
#include "hub/core/message.hpp"

namespace paraat::codec {

// A hub's status in FlatBuffers, as far as another hub of the same node needs it: node, state, generation, and of a
// living one since and at. Refused with `unreadable` or `bad_value`.
Result<core::HubStatus> read_hub_status(std::string_view bytes);

}  // namespace paraat::codec
