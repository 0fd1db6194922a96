#pragma once

#include <cstdint>
#include <vector>

#include "hub/codec/cap/alert.hpp"

namespace paraat::codec::cap {

// A valid alert of any kind, made of numbers by chance; from the end of them on each is 0, the plainest choice.
Alert made_alert(const std::vector<std::uint8_t>& numbers);

}  // namespace paraat::codec::cap
