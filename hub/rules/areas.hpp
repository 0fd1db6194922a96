#pragma once

#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "hub/base/source_issue.hpp"
#include "hub/core/position.hpp"

namespace paraat::rules {

// Named polygons on the sphere. Immutable, cheap to copy; any thread may ask.
class Areas {
public:
    Areas();
    // The names of those that a position lies in, in order. A point on an edge that two areas share is in one of them.
    std::vector<std::string> at(core::Position position) const;
    bool contains(const std::string& name, core::Position position) const;
    std::vector<std::string> names() const;
    core::AreaShape shape(const std::string& name) const;  // empty when there is none

    // Reads GeoJSON (RFC 7946): a FeatureCollection, or one Feature, whose geometries are Polygon or MultiPolygon and
    // whose "name" is a property. What is wrong is an issue of `file`; what is right is added.
    void read(const std::string& text, const std::string& file, std::vector<SourceIssue>& issues);

private:
    class Shape;
    void read(const nlohmann::json& root, const std::string& file, std::vector<SourceIssue>& issues);

    std::map<std::string, std::shared_ptr<const Shape>> shapes_;
};

inline constexpr std::size_t areas_most = 1'000;
inline constexpr std::size_t corners_most = 10'000;  // of one area

}  // namespace paraat::rules
