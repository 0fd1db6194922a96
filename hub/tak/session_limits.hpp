#pragma once

#include <cstdint>

#include "hub/base/time.hpp"

namespace paraat::tak {

struct SessionLimits {
    Milliseconds handshake{10'000};          // until it has shown who it is
    Milliseconds silence{300'000};           // without a byte of its, it is gone
    std::int64_t bytes_per_second = 65'536;  // that are read of it
    std::int64_t bytes_at_once = 524'288;    // after a rest
};

}  // namespace paraat::tak
