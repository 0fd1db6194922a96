#include "hub/core/position.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace paraat::core {

std::optional<Position> position_from_degrees(double lat, double lon) {
    const bool on_earth = lat >= -90.0 && lat <= 90.0 && lon >= -180.0 && lon <= 180.0;  // false for NaN
    if (!on_earth) return std::nullopt;
    const Position position{static_cast<std::int32_t>(std::llround(lat * 1e7)),
                            static_cast<std::int32_t>(std::llround(lon * 1e7))};
    if (position == Position{}) return std::nullopt;
    return position;
}

double lat_degrees(Position position) {
    return position.lat_e7 / 1e7;
}
double lon_degrees(Position position) {
    return position.lon_e7 / 1e7;
}

std::int64_t metres_between(Position a, Position b) {
    constexpr double radius = 6371008.8;
    constexpr double radians = std::numbers::pi / 180.0 / 1e7;
    const double half_lat = (static_cast<double>(b.lat_e7) - a.lat_e7) * radians / 2;
    const double half_lon = (static_cast<double>(b.lon_e7) - a.lon_e7) * radians / 2;
    const double h = std::sin(half_lat) * std::sin(half_lat) + std::cos(a.lat_e7 * radians) *
                                                                   std::cos(b.lat_e7 * radians) * std::sin(half_lon) *
                                                                   std::sin(half_lon);
    return std::llround(2 * radius * std::asin(std::sqrt(std::clamp(h, 0.0, 1.0))));
}

}  // namespace paraat::core
