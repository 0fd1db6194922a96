#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace paraat::codec::cot {

// A decimal number, with blanks around it and a sign before it; also "NaN" and "INF", as what they are.
std::optional<double> read_decimal(std::string_view text);
// The shortest that reads as the same; always with a point or an exponent.
std::string written_decimal(double value);

// A whole number within bounds, in nothing but digits and a sign.
std::optional<std::int64_t> read_whole(std::string_view text, std::int64_t least, std::int64_t most);

}  // namespace paraat::codec::cot
