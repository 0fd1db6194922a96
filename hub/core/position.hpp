#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

namespace paraat::core {

// WGS 84 in units of 1e-7 degree: exact, and the same on every machine.
struct Position {
    std::int32_t lat_e7 = 0;  // -900'000'000 .. 900'000'000
    std::int32_t lon_e7 = 0;  // -1'800'000'000 .. 1'800'000'000

    auto operator<=>(const Position&) const = default;
};

// Polygons: of each its outer ring, counterclockwise, and then its holes, clockwise. A ring does not say its first
// corner again at the end.
using AreaShape = std::vector<std::vector<std::vector<Position>>>;

// Nullopt outside the ranges, for NaN, and for 0,0, which devices send when they have no fix.
std::optional<Position> position_from_degrees(double lat, double lon);
double lat_degrees(Position position);
double lon_degrees(Position position);

// Great-circle distance in whole metres: haversine with R = 6371008.8 m (IUGG mean radius), rounded.
std::int64_t metres_between(Position a, Position b);

}  // namespace paraat::core
