#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/codec/geojson/feature.hpp"
#include "hub/codec/remark.hpp"

namespace paraat::codec::geojson {

struct Limits {
    std::size_t bytes = 65'536;
    std::size_t places = 10'000;
    std::size_t features = 1'000;
    std::size_t properties = 100;  // of a feature
};
inline constexpr int depth_most = 16;  // of lists and objects in one another

struct Reading {
    std::vector<Feature> features;
    std::vector<std::string> bytes;  // of a collection, those of each feature
    bool is_collection = false;
    Remarks degraded;

    bool operator==(const Reading&) const = default;
};

// A FeatureCollection, a Feature, or a bare geometry, which becomes a feature without properties. Members that it does
// not know are passed over. Refused: `too_long` (bytes, places, features, properties), `unreadable` (no UTF-8, no JSON,
// deeper than 16, no GeoJSON), `bad_value` with the place ("features[2].geometry"). Degraded: a `crs` that is not WGS
// 84, a ring that is not closed or has fewer than four positions. The direction of a ring is not looked at.
Result<Reading> read(std::string_view bytes, const Limits& limits = {});

}  // namespace paraat::codec::geojson
