#pragma once

#include "hub/projection/publication.hpp"
#include "hub/projection/topic.hpp"
#include "hub/transport/transport.hpp"

namespace paraat::app {

// What a topic now says, as a message for the transport.
transport::Outbound outgoing(const projection::Publication& publication);
// The same in JSON on its topic's twin; a cleared topic clears its twin.
transport::Outbound twin_of(const transport::Outbound& message, const projection::Topics& topics);

}  // namespace paraat::app
