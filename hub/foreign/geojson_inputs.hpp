#pragma once

#include "hub/foreign/interpretation.hpp"

namespace paraat::foreign {

// A partner's features as its reports. A word of another hub (its properties have `kind` and `rev`) has the id of its
// case and its count there, and continues the words before it.
Interpretation read_geojson(const Heard& heard);

}  // namespace paraat::foreign
