#include "hub/codec/geojson/feature.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace paraat::codec::geojson {
namespace {

constexpr std::array<std::string_view, 7> shape_words = {
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"};

struct Box {
    double west = 181, south = 91, east = -181, north = -91;
    bool is_empty() const { return west > east; }
};

void stretch(Box& box, const Geometry& geometry) {
    for (const Rings& rings : geometry.parts) {
        for (const Line& line : rings) {
            for (const Place& place : line) {
                box.west = std::min(box.west, place.lon);
                box.east = std::max(box.east, place.lon);
                box.south = std::min(box.south, place.lat);
                box.north = std::max(box.north, place.lat);
            }
        }
    }
    // As deep as the reader lets it be.
    for (const Geometry& one : geometry.geometries) stretch(box, one);
}

}  // namespace

std::string_view word(Shape shape) {
    return shape_words[static_cast<std::size_t>(shape)];
}

std::optional<Shape> shape_of(std::string_view word) {
    const auto* const found = std::find(shape_words.begin(), shape_words.end(), word);
    return found == shape_words.end() ? std::nullopt : std::optional(static_cast<Shape>(found - shape_words.begin()));
}

std::optional<Middle> middle_of(const Geometry& geometry) {
    Box box;
    stretch(box, geometry);
    if (box.is_empty()) return std::nullopt;
    const auto position = core::position_from_degrees((box.south + box.north) / 2, (box.west + box.east) / 2);
    if (!position) return std::nullopt;
    const auto corner = core::position_from_degrees(box.south, box.west);
    const std::int64_t metres = corner ? core::metres_between(*position, *corner) : 0;
    return Middle{*position,
                  static_cast<std::int32_t>(std::min<std::int64_t>(metres, std::numeric_limits<std::int32_t>::max()))};
}

}  // namespace paraat::codec::geojson
