#pragma once

#include <compare>
#include <optional>

#include "hub/rules/cel/value.hpp"

namespace paraat::rules::cel {

// Equality across the number types; values of different kinds are unequal; objects are the same or unequal. Costs a
// step for each pair that is looked at, and more for long texts; without steps left it says no.
bool equal(const Value& a, const Value& b, Budget& budget);
// Nullopt when the two have no order: they are of different kinds, or of one without an order. NaN is unordered.
std::optional<std::partial_ordering> order(const Value& a, const Value& b);

}  // namespace paraat::rules::cel
