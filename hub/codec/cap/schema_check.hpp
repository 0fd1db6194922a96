#pragma once

#include "hub/codec/cap/finding.hpp"
#include "hub/codec/xml/document.hpp"

namespace paraat::codec::cap {

// What the schema of its version says against an "alert": elements that are missing, twice, out of order or unknown,
// and values that are none. Empty = valid. Of the first findings_most.
Findings against_schema(const xml::Element& alert);

}  // namespace paraat::codec::cap
