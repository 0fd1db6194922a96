#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "hub/base/result.hpp"
#include "hub/core/event.hpp"

namespace paraat::core {

// An event as the journal keeps it: the part that may be shown, and the part with personal data, which may be withheld
// or erased without breaking the journal's chain.
struct EncodedEvent {
    std::uint16_t kind = 0;     // 1 + the index in EventBody
    std::uint16_t version = 1;  // of the kind's fields; raised only when a field's meaning changes
    std::string subject;        // 16 bytes of the incident, or of the instruction, or empty
    std::string open;
    std::string sealed;
};

EncodedEvent encode(const Event& event);
// An erased sealed part leaves its fields empty. Refused: an unknown kind or version, bytes that do not read back.
Result<Event> decode_event(const EncodedEvent& encoded, Instant at);

}  // namespace paraat::core
