#pragma once

#include <vector>

#include "hub/core/message.hpp"
#include "hub/core/state.hpp"

// Nobody's way home is followed, but of who calls for help.
namespace paraat::core {

// Whether the position of an update may be neither used nor kept.
bool hides_position(const State& state, const ClientName& client, const StatusUpdate& update);
// Whose newest position may be kept no longer, now that this has happened.
std::vector<ClientName> positions_to_forget(const State& state, const Event& event);

}  // namespace paraat::core
