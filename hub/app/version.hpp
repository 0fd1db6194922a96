#pragma once

namespace paraat::app {

inline constexpr const char* version = PARAAT_VERSION;

}  // namespace paraat::app
