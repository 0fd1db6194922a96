#pragma once

#include "hub/codec/door.hpp"
#include "hub/core/input.hpp"
#include "schemas/query_generated.h"

namespace paraat::codec {

// Whether the question is one that is known is for its answer to say.
core::Query read_question(Door& door, const wire::Query& wire);

}  // namespace paraat::codec
