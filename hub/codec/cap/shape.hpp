#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/result.hpp"

namespace paraat::codec::cap {

// Degrees, WGS 84; CAP writes latitude first.
struct Point {
    double lat = 0;
    double lon = 0;

    bool operator==(const Point&) const = default;
};

// As its sender drew it; closed and of four points or more only when is_ring() says so.
using Polygon = std::vector<Point>;

struct Circle {
    Point centre;
    double radius_km = 0;  // 0 occurs: a point

    bool operator==(const Circle&) const = default;
};

inline constexpr std::size_t polygon_points_most = 10'000;

struct PolygonReading {
    Polygon polygon;
    std::string remark;  // empty when nothing is wrong
};

struct CircleReading {
    Circle circle;
    std::string remark;
};

// "51.5,4.3 51.5,4.4 ...". With a remark: plus signs, blanks around commas. Refused (a sentence in `message`): no pairs
// of numbers, points outside of the world, more than polygon_points_most.
Result<PolygonReading> read_polygon(std::string_view text);
// "51.5,4.3 0.5", the radius in kilometres.
Result<CircleReading> read_circle(std::string_view text);

std::string written(const Polygon& polygon);
std::string written(const Circle& circle);
// The shortest decimal notation that reads back as the same number, never with an exponent.
std::string written(double number);

// Four points or more, the last as the first.
bool is_ring(const Polygon& polygon);
// Whether two sides of a ring cross, looked for in rings of up to 500 points (it takes the square of them).
bool crosses_itself(const Polygon& polygon);

// Of the corners of a ring, or of open points; nullopt of none.
std::optional<Point> middle_of(const Polygon& polygon);

}  // namespace paraat::codec::cap
