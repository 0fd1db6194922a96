#include "hub/rules/areas.hpp"

#include <s2/s2latlng.h>
#include <s2/s2loop.h>
#include <s2/s2polygon.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "hub/base/json_depth.hpp"
#include "hub/base/plain_name.hpp"
#include "hub/base/utf8.hpp"

namespace paraat::rules {

class Areas::Shape {
public:
    explicit Shape(std::vector<std::unique_ptr<S2Polygon>> parts) : parts_(std::move(parts)) {}

    bool contains(const S2Point& point) const {
        return std::any_of(parts_.begin(), parts_.end(), [&](const auto& part) { return part->Contains(point); });
    }

    core::AreaShape rings() const {
        core::AreaShape polygons;
        for (const auto& part : parts_) add(*part, polygons);
        return polygons;
    }

private:
    // An island in a hole is a polygon of its own.
    static void add(const S2Polygon& part, core::AreaShape& polygons) {
        std::vector<std::size_t> polygon_of(static_cast<std::size_t>(part.num_loops()));
        for (int i = 0; i < part.num_loops(); ++i) {
            const auto number = static_cast<std::size_t>(i);
            const bool is_hole = part.loop(i)->is_hole();
            if (!is_hole) polygons.emplace_back();
            polygon_of[number] =
                is_hole ? polygon_of[static_cast<std::size_t>(part.GetParent(i))] : polygons.size() - 1;
            polygons[polygon_of[number]].push_back(ring(*part.loop(i)));
        }
    }
    static std::vector<core::Position> ring(const S2Loop& loop) {
        std::vector<core::Position> corners;
        for (int i = 0; i < loop.num_vertices(); ++i) {
            const S2LatLng corner(loop.oriented_vertex(i));
            corners.push_back({e7(corner.lat().degrees()), e7(corner.lng().degrees())});
        }
        return corners;
    }
    static std::int32_t e7(double degrees) { return static_cast<std::int32_t>(std::lround(degrees * 1e7)); }

    std::vector<std::unique_ptr<S2Polygon>> parts_;
};

namespace {

using Json = nlohmann::json;

constexpr int area_depth_most = 32;  // a MultiPolygon in a collection has 9

S2Point point_of(core::Position position) {
    return S2LatLng::FromDegrees(core::lat_degrees(position), core::lon_degrees(position)).ToPoint();
}

// What is wrong with a geometry, as the end of a sentence.
struct NoArea {
    std::string what;
};

// One feature on its way to a shape.
class Drawing {
public:
    // Throws a NoArea.
    std::vector<std::unique_ptr<S2Polygon>> draw(const Json& geometry) {
        if (!geometry.is_object() || !geometry.contains("coordinates")) throw NoArea{"has no geometry"};
        const Json& coordinates = geometry["coordinates"];
        const std::string type = geometry.value("type", "");
        std::vector<std::unique_ptr<S2Polygon>> parts;
        if (type == "Polygon") {
            parts.push_back(polygon(coordinates));
        } else if (type == "MultiPolygon") {
            for (const Json& part : list(coordinates)) parts.push_back(polygon(part));
        } else {
            throw NoArea{"is a \"" + shortened(type) + "\": an area is a Polygon or a MultiPolygon"};
        }
        if (parts.empty()) throw NoArea{"is empty"};
        return parts;
    }

private:
    static const Json& list(const Json& value) {
        if (!value.is_array()) throw NoArea{"has coordinates that are no lists"};
        return value;
    }

    S2Point corner(const Json& position) {
        const Json& numbers = list(position);
        if (numbers.size() < 2 || !numbers[0].is_number() || !numbers[1].is_number()) {
            throw NoArea{"has a position that is not [longitude, latitude]"};
        }
        const double lon = numbers[0], lat = numbers[1];
        if (!(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180)) {
            throw NoArea{"has a position outside the world: [longitude, latitude] in degrees"};
        }
        if (++corners_ > corners_most) throw NoArea{"has more than 10,000 positions"};
        return S2LatLng::FromDegrees(lat, lon).ToPoint();
    }

    std::unique_ptr<S2Loop> loop(const Json& ring) {
        std::vector<S2Point> corners;
        for (const Json& position : list(ring)) corners.push_back(corner(position));
        if (corners.size() < 4 || corners.front() != corners.back()) {
            throw NoArea{"has a ring that does not close: its last position is its first, and there are four or more"};
        }
        corners.pop_back();
        // Registers of parcels say some corners twice.
        corners.erase(std::unique(corners.begin(), corners.end()), corners.end());
        if (corners.size() < 3) throw NoArea{"has a ring with fewer than three corners"};
        auto made = std::make_unique<S2Loop>();
        made->set_s2debug_override(S2Debug::DISABLE);
        made->Init(corners);
        // Writers differ on the direction of a ring; no area of ours is larger than half the world.
        made->Normalize();
        return made;
    }

    std::unique_ptr<S2Polygon> polygon(const Json& rings) {
        std::vector<std::unique_ptr<S2Loop>> loops;
        for (const Json& ring : list(rings)) loops.push_back(loop(ring));
        auto made = std::make_unique<S2Polygon>();
        made->set_s2debug_override(S2Debug::DISABLE);
        made->InitNested(std::move(loops));
        S2Error error;
        if (made->FindValidationError(&error))
            throw NoArea{"is no area: its edges cross or meet (" + error.text() + ")"};
        return made;
    }

    std::size_t corners_ = 0;
};

// Where a byte of the text is.
SourceIssue at_byte(const std::string& text, std::size_t byte, SourceIssue issue) {
    const std::string_view before = std::string_view(text).substr(0, std::min(byte, text.size()));
    const auto line_begin = before.rfind('\n');
    issue.line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    const std::string_view line = line_begin == std::string_view::npos ? before : before.substr(line_begin + 1);
    // Only the first byte of a character counts.
    issue.column = static_cast<int>(std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }));
    issue.column = std::max(issue.column, 1);
    return issue;
}

}  // namespace

Areas::Areas() = default;

std::vector<std::string> Areas::at(core::Position position) const {
    std::vector<std::string> names;
    const S2Point point = point_of(position);
    for (const auto& [name, shape] : shapes_) {
        if (shape->contains(point)) names.push_back(name);
    }
    return names;
}

bool Areas::contains(const std::string& name, core::Position position) const {
    const auto found = shapes_.find(name);
    return found != shapes_.end() && found->second->contains(point_of(position));
}

std::vector<std::string> Areas::names() const {
    std::vector<std::string> names;
    for (const auto& [name, shape] : shapes_) names.push_back(name);
    return names;
}

core::AreaShape Areas::shape(const std::string& name) const {
    const auto found = shapes_.find(name);
    return found == shapes_.end() ? core::AreaShape{} : found->second->rings();
}

void Areas::read(const std::string& text, const std::string& file, std::vector<SourceIssue>& issues) {
    if (is_json_deeper(text, area_depth_most)) {
        issues.push_back({"bad_json", file, 0, 0, "this is nested more than 32 deep, which no GeoJSON needs", {}});
        return;
    }
    try {
        read(Json::parse(text), file, issues);
    } catch (const Json::parse_error& error) {
        issues.push_back(at_byte(text, error.byte, {"bad_json", file, 0, 0, "this is no JSON", {}}));
    } catch (const Json::exception&) {
        issues.push_back({"bad_json", file, 0, 0, "a number is too large, or a member is not as RFC 7946 says", {}});
    }
}

void Areas::read(const Json& root, const std::string& file, std::vector<SourceIssue>& issues) {
    const std::string type = root.is_object() ? root.value("type", "") : "";
    const Json features = type == "Feature"             ? Json::array({root})
                          : type == "FeatureCollection" ? root.value("features", Json())
                                                        : Json();
    if (!features.is_array()) {
        issues.push_back({"bad_area", file, 0, 0, "this is no GeoJSON FeatureCollection, nor a Feature", {}});
        return;
    }
    std::size_t number = 0;
    for (const Json& feature : features) {
        std::string what = "feature " + std::to_string(++number);
        try {
            if (!feature.is_object()) throw NoArea{"is no object"};
            const Json properties = feature.value("properties", Json());
            const Json given = properties.is_object() ? properties.value("name", Json()) : Json();
            if (!given.is_string()) throw NoArea{"has no \"name\" among its properties"};
            const std::string name = given;
            what += " \"" + shortened(name) + "\"";
            if (!is_plain_name(name)) throw NoArea{"has a name that no rule can say: 1 to 32 of a-z, 0-9 and -"};
            if (shapes_.contains(name)) throw NoArea{"is there twice"};
            if (shapes_.size() == areas_most) throw NoArea{"is one too many: there may be 1,000"};
            shapes_[name] = std::make_shared<const Shape>(Drawing().draw(feature.value("geometry", Json())));
        } catch (const NoArea& fault) {
            issues.push_back({"bad_area", file, 0, 0, what + " " + fault.what, {}});
        } catch (const Json::exception&) {
            issues.push_back({"bad_area", file, 0, 0, what + " is not as RFC 7946 says", {}});
        }
    }
}

}  // namespace paraat::rules
