#pragma once

#include "hub/codec/cot/event.hpp"
#include "hub/codec/xml/document.hpp"

namespace paraat::codec::cot {

// What stands in <detail>. Nothing of it is refused: what is not known, or stands there twice, is passed on as it is.
Detail read_detail(const xml::Element& element, Remarks& remarks);

}  // namespace paraat::codec::cot
