#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "hub/base/time.hpp"

// Amounts as people write them: a whole number and its unit, without a space.
namespace paraat {

// "200ms", "60s", "5m", "2h", "30d"; nullopt for anything else.
std::optional<Milliseconds> parse_duration(std::string_view text);
// In the largest unit that needs no fraction; parse_duration() reads it.
std::string duration_text(Milliseconds span);

// "0B", "64MiB", in B, KiB, MiB, GiB or TiB; nullopt for anything else, and for more than 63 bits of bytes.
std::optional<std::int64_t> parse_size(std::string_view text);
std::string size_text(std::int64_t bytes);

}  // namespace paraat
