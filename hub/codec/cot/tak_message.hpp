#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "hub/base/result.hpp"
#include "hub/codec/cot/event.hpp"

namespace paraat::codec::cot {

// Which versions of the TAK protocol a device of a mesh can read.
struct MeshControl {
    std::uint32_t least = 1;
    std::uint32_t most = 1;
};

// The payload of TAK protocol version 1.
struct TakMessage {
    std::optional<MeshControl> control;
    std::optional<Reading> event;
};

// Bounds and refusals are those of read_event(), also `unreadable` for what is no message of protocol buffers. Fields
// that are not known are skipped, as that protocol has it.
Result<TakMessage> read_tak_message(std::string_view bytes, Instant received);

// What is read of it is the same as of write_event(), but for attributes of <event> and <detail> that this encoding has
// no place for.
std::string write_tak_message(const Event& event);

}  // namespace paraat::codec::cot
