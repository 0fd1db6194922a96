#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "hub/core/position.hpp"

// GeoJSON (RFC 7946) as plain values. Pure; any thread.
namespace paraat::codec::geojson {

// WGS 84, to 1e-7 degree: what is finer is rounded when it is read.
struct Place {
    double lon = 0;                // -180..180
    double lat = 0;                // -90..90
    std::optional<double> height;  // metres above the ellipsoid

    bool operator==(const Place&) const = default;
};

enum class Shape { point, multi_point, line, multi_line, polygon, multi_polygon, collection };
std::string_view word(Shape shape);  // "MultiPoint"
std::optional<Shape> shape_of(std::string_view word);

using Line = std::vector<Place>;
using Rings = std::vector<Line>;  // the outer one first

struct Geometry {
    Shape shape = Shape::point;
    std::vector<Rings> parts;  // of a point one of one of one; of lines one with each line; of polygons each one
    std::vector<Geometry> geometries;  // of a collection

    bool operator==(const Geometry&) const = default;
};

// What is nested is its JSON text.
using Property = std::variant<bool, std::int64_t, double, std::string>;

struct Feature {
    std::string id;  // a number is its text; empty = none
    std::optional<Geometry> geometry;
    std::map<std::string, Property> properties;  // null is left out

    bool operator==(const Feature&) const = default;
};

// One position for all of a geometry: of a point itself, else the middle of the box around it, and how far that is from
// its corner. Nullopt when there is none, and for 0,0.
struct Middle {
    core::Position position;
    std::int32_t within_m = 0;
};
std::optional<Middle> middle_of(const Geometry& geometry);

}  // namespace paraat::codec::geojson
