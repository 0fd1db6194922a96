#pragma once

#include <string_view>

#include "hub/base/time.hpp"

namespace paraat::codec::cot {

// How long an event of that kind counts when nobody said so: for those that we write, and for those that came without.
Milliseconds usual_stale(std::string_view type);

}  // namespace paraat::codec::cot
