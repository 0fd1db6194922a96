#pragma once

#include <string_view>

namespace paraat::codec {

// Whether a beacon may tell a panic: a glance at its bytes that costs next to nothing and checks nothing. Never false
// for one that is taken as a panic, also one in Cursor on Target; true for some that are none.
bool may_tell_panic(std::string_view beacon);

}  // namespace paraat::codec
