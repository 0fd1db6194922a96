#pragma once

#include <string_view>

#include "hub/base/result.hpp"
#include "hub/codec/cot/event.hpp"

namespace paraat::codec::cot {

// One event in XML, with or without a declaration. `received` is when it came, for one that does not say when it was.
// Refused: what is no XML (as by xml::read), or no event (`unreadable`); without a uid or a type (`bad_value`).
Result<Reading> read_event(std::string_view bytes, Instant received);

}  // namespace paraat::codec::cot
