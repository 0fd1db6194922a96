#pragma once

#include <cstdint>

#include "hub/base/time.hpp"

namespace paraat::sdk {

// At most how long a receipt is waited for: the first time, twice as long each time after it, and never longer than
// `most`, or than `first` where that is more. Less than 10 ms is taken as 10 ms, more than 30 days as 30 days.
struct ResendWaits {
    Milliseconds first = std::chrono::seconds{2};
    Milliseconds most = std::chrono::seconds{30};
};

// How long to wait for a receipt before the same message goes out again: full jitter within 2, 4, 8 .. 30 s, the upper
// half of it, so that a slow hub is not pressed. `chance` is 0 .. 2^32-1.
Milliseconds resend_after(int tries, std::uint32_t chance, const ResendWaits& waits = {});

// How long who has something without a receipt waits when a hub begins to listen: 0 .. 1 s, so that ten thousand
// devices are no more than a hub takes. `chance` is 0 .. 2^32-1.
Milliseconds spread(std::uint32_t chance);

}  // namespace paraat::sdk
