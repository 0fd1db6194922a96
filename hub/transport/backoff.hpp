#pragma once

#include <cstdint>

#include "hub/base/time.hpp"

namespace paraat::transport {

// How long to wait before the next try: full jitter, random(0, min(30 s, 0.5 s * 2^tries)), so that many clients do not
// come back at once. `chance` is 0 .. 2^32-1.
Milliseconds backoff(int tries, std::uint32_t chance);

}  // namespace paraat::transport
