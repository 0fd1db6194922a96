#pragma once

#include <cstdint>

namespace paraat::tak {

enum class SessionId : std::uint64_t {};  // counted from 1, never given twice

}  // namespace paraat::tak
