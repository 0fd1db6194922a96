#pragma once

#include <string>

#include "hub/base/result.hpp"
#include "hub/codec/cap/alert.hpp"

namespace paraat::codec::cap {

// CAP 1.2, valid by its schema, in UTF-8; read again it is the same alert (but for its version, a signature, elements
// that were not CAP's, and fractions of seconds). Refused as `bad_value` with the field: what no valid message can be
// made of: no identifier, sender, status or scope; an identifier or sender with a blank, a comma, < or &; a block
// without category or event; a value without a name. A signed message is not written but forwarded as it came.
Result<std::string> write(const Alert& alert);

}  // namespace paraat::codec::cap
