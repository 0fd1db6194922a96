#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hub/base/time.hpp"

namespace paraat::codec::geojson {

// "2026-11-27T21:30:00Z", with milliseconds where there are any.
std::string moment_text(Instant at);
// The same, with any fraction (cut to milliseconds) and Z or +hh:mm; nullopt for anything else.
std::optional<Instant> parse_moment(std::string_view text);

}  // namespace paraat::codec::geojson
