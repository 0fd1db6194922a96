#pragma once

#include <span>
#include <string>

#include "hub/codec/geojson/feature.hpp"

namespace paraat::codec::geojson {

// Compact, members in the order type, id, geometry, properties, those by their names; at most seven decimals. What was
// read is the same, written and read again.
std::string write(const Feature& feature);
std::string write(std::span<const Feature> features);  // a FeatureCollection

}  // namespace paraat::codec::geojson
