#pragma once

#include "hub/base/time.hpp"

// How long a test waits for something: not at all, or longer than a machine that is well ever takes.
namespace paraat::transport {

inline constexpr Milliseconds at_once{0};
inline constexpr Milliseconds long_enough{60'000};

}  // namespace paraat::transport
