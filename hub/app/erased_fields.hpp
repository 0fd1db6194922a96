#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "hub/journal/entry.hpp"

namespace paraat::app {

// Which sealed fields of an event are destroyed, as far as one of `wanted`; and which are there. Ascending.
std::vector<std::uint16_t> destroyed_fields(const journal::SequencedEvent& stored,
                                            const std::set<std::uint16_t>& wanted);
std::vector<std::uint16_t> present_fields(const journal::SequencedEvent& stored, const std::set<std::uint16_t>& wanted);

// Whether anything of its sealed part is destroyed.
bool is_erased_in_part(const journal::SequencedEvent& stored);

}  // namespace paraat::app
