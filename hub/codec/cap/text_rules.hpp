#pragma once

#include "hub/codec/cap/alert.hpp"
#include "hub/codec/cap/finding.hpp"

namespace paraat::codec::cap {

// What the text of the standard says against a message, beyond its schema: references that are missing or cannot be,
// shapes that are none, times in the wrong order, restrictions without their scope, HTML, and so on. Empty = nothing.
// Of the first findings_most.
Findings against_text(const Alert& alert);

// Whether an identifier or a sender holds what the standard forbids in them: blanks, commas, < and &.
bool is_plain_id(std::string_view text);

}  // namespace paraat::codec::cap
