#pragma once

#include <vector>

#include "hub/core/local_clock.hpp"
#include "hub/core/situation.hpp"

namespace paraat::core {

// What a briefing says, by what it is about: its division, compartment and times. Exercises are in a line of their own
// and in no other. Never empty: that nothing came in is said too.
std::vector<BriefingLine> briefing_lines(const Situation& situation, const Briefing& about);

// Whether there is anything in it at all.
bool has_something(const std::vector<BriefingLine>& lines);

// The larger of its two forms on the wire takes no more, in bytes.
inline constexpr std::size_t briefing_most = 60 * 1024;

}  // namespace paraat::core
