#pragma once

#include "hub/rules/deed_reading.hpp"

namespace paraat::rules {

// What a test expects at one moment; one that expects nothing is an issue.
Expectation read_expectation(TomlDocument::Table& table, const References& references, KnownIncidents& known);

}  // namespace paraat::rules
