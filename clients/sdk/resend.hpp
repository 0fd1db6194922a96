#pragma once

#include <cstdint>

#include "hub/base/time.hpp"

namespace paraat::sdk {

// How long to wait for a receipt before the same message goes out again: full jitter within 2, 4, 8 .. 30 s, the upper
// half of it, so that a slow hub is not pressed. `chance` is 0 .. 2^32-1.
Milliseconds resend_after(int tries, std::uint32_t chance);

}  // namespace paraat::sdk
