#pragma once

#include <rapidcheck.h>

#include "hub/codec/cot/event.hpp"

namespace paraat::codec::cot::test {

// When an event came.
inline constexpr Instant received{1'764'277'200'000};

// Any event that may be written, with all of its parts or few.
rc::Gen<Event> any_event();

}  // namespace paraat::codec::cot::test
