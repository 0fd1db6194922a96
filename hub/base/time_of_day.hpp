#pragma once

#include <optional>
#include <string_view>

#include "hub/base/time.hpp"

namespace paraat {

// "07:00" or "07:00:30", since midnight; nullopt for anything else, and from "24:00" on.
std::optional<Milliseconds> parse_time_of_day(std::string_view text);

}  // namespace paraat
