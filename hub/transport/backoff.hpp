#pragma once

#include <cstdint>

#include "hub/base/time.hpp"

namespace paraat::transport {

// How long to wait before the next try: full jitter, random(0, min(5 s, 250 ms * 2^n)), where n counts the tries after
// the fourth. Devices wait longer, because they come back by the thousand; of a hub there is one for a broker, and what
// stands must be seen again within seconds of its return. `chance` is 0 .. 2^32-1.
Milliseconds backoff(int tries, std::uint32_t chance);

}  // namespace paraat::transport
