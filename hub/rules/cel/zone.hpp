#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "hub/rules/cel/moment.hpp"

namespace paraat::rules::cel {

// Seconds that a zone's clocks are before UTC at a moment (cel-spec, "Timezones"): "UTC", "+01:00", "-09:30", or a name
// of the system's zone files like "Europe/Amsterdam". A file is read once, then kept.
Possible<std::int64_t> offset_at(std::string_view zone, std::int64_t seconds);

}  // namespace paraat::rules::cel
