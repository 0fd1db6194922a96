#pragma once

#include "hub/rules/cel/library.hpp"

namespace paraat::rules::cel {

// A list in the order of its elements' keys; equal ones stay as they were. The keys are of one type that has an order.
Outcome sorted_by(const Value::List& list, const Value::List& keys, Budget& budget);

}  // namespace paraat::rules::cel
