#include "hub/codec/geojson/read.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "hub/base/json_depth.hpp"
#include "hub/base/json_parts.hpp"
#include "hub/base/utf8.hpp"

namespace paraat::codec::geojson {
namespace {

using Json = nlohmann::json;

constexpr double height_most = 1e7;  // metres

double rounded(double value) {
    return std::round(value * 1e7) / 1e7;
}

std::string text_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// One document on its way to features. Its functions throw an Error, which does not leave this file.
class Reader {
public:
    explicit Reader(const Limits& limits) : limits_(limits) {}

    Reading read(const Json& root) {
        const std::string type = text_of(root, "type");
        look_at_crs(root);
        if (type == "FeatureCollection") {
            collection(root);
        } else if (type == "Feature") {
            reading_.features.push_back(feature(root, ""));
        } else {
            Feature bare;
            bare.geometry = geometry(root, "");
            reading_.features.push_back(std::move(bare));
        }
        return std::move(reading_);
    }

private:
    static const Json& list(const Json& value, const std::string& field) {
        if (!value.is_array()) throw Error{"bad_value", field, "it is no list"};
        return value;
    }
    static const Json& member(const Json& object, const char* key, const std::string& field) {
        const auto found = object.find(key);
        if (found == object.end()) throw Error{"bad_value", field, std::string("it has no \"") + key + "\""};
        return *found;
    }
    void remark(const std::string& field, std::string why) {
        constexpr std::size_t remarks_most = 100;
        if (reading_.degraded.size() < remarks_most) reading_.degraded.push_back({field, std::move(why)});
    }

    // GeoJSON of before 2016 could name another system; what we can say of it is that we took it for WGS 84.
    void look_at_crs(const Json& root) {
        const auto crs = root.find("crs");
        if (crs == root.end() || crs->is_null()) return;
        std::string name;
        if (crs->is_object() && crs->contains("properties") && (*crs)["properties"].is_object()) {
            name = text_of((*crs)["properties"], "name");
        }
        const bool is_ours = name.ends_with("CRS84") || name.ends_with("EPSG::4326") || name == "EPSG:4326";
        if (!is_ours) remark("crs", "it names a system that is not WGS 84; its numbers are taken as WGS 84");
    }

    void collection(const Json& root) {
        reading_.is_collection = true;
        const Json& features = list(member(root, "features", ""), "features");
        if (features.size() > limits_.features) throw Error{"too_long", "features", "there are too many features"};
        for (std::size_t i = 0; i < features.size(); ++i) {
            const std::string field = "features[" + std::to_string(i) + "]";
            if (text_of(features[i], "type") != "Feature") throw Error{"bad_value", field, "it is no Feature"};
            reading_.features.push_back(feature(features[i], field + "."));
        }
    }

    Feature feature(const Json& object, const std::string& field) {
        Feature made;
        if (const auto id = object.find("id"); id != object.end()) {
            if (id->is_string()) made.id = id->get<std::string>();
            if (id->is_number()) made.id = id->dump();
            if (!id->is_string() && !id->is_number()) remark(field + "id", "an id is a text or a number");
        }
        const auto shape = object.find("geometry");
        if (shape != object.end() && !shape->is_null()) made.geometry = geometry(*shape, field + "geometry");
        const auto properties = object.find("properties");
        if (properties == object.end() || properties->is_null()) return made;
        if (!properties->is_object()) throw Error{"bad_value", field + "properties", "it is no object"};
        if (properties->size() > limits_.properties) {
            throw Error{"too_long", field + "properties", "there are too many properties"};
        }
        for (const auto& entry : properties->items()) {
            if (!entry.value().is_null()) made.properties.emplace(entry.key(), property(entry.value()));
        }
        return made;
    }

    static Property property(const Json& value) {
        if (value.is_boolean()) return value.get<bool>();
        if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return value.get<double>();
        if (value.is_number_integer()) return value.get<std::int64_t>();
        if (value.is_number()) return value.get<double>();
        if (value.is_string()) return value.get<std::string>();
        return value.dump();
    }

    Geometry geometry(const Json& object, const std::string& field) {
        const std::string type = text_of(object, "type");
        const auto shape = shape_of(type);
        if (!shape) throw Error{"bad_value", field, "it is no geometry of GeoJSON"};
        Geometry made;
        made.shape = *shape;
        if (made.shape == Shape::collection) {
            for (const Json& one : list(member(object, "geometries", field), field)) {
                // An empty one has no place, and still is there.
                count(field);
                made.geometries.push_back(geometry(one, field));
            }
            return made;
        }
        made.parts = parts(made.shape, member(object, "coordinates", field), field);
        return made;
    }

    std::vector<Rings> parts(Shape shape, const Json& coordinates, const std::string& field) {
        switch (shape) {
            case Shape::point: return {{{place(coordinates, field)}}};
            case Shape::multi_point:
            case Shape::line: return {{line(coordinates, field)}};
            case Shape::multi_line: return {rings(coordinates, field)};
            case Shape::polygon: return {closed(rings(coordinates, field), field)};
            case Shape::multi_polygon:
            case Shape::collection: break;
        }
        std::vector<Rings> made;
        for (const Json& one : list(coordinates, field)) {
            count(field);
            made.push_back(closed(rings(one, field), field));
        }
        return made;
    }

    Rings closed(Rings rings, const std::string& field) {
        for (const Line& ring : rings) {
            if (ring.size() < 4) {
                remark(field, "a ring has fewer than four positions");
            } else if (ring.front() != ring.back()) {
                remark(field, "a ring is not closed");
            }
        }
        return rings;
    }

    Rings rings(const Json& value, const std::string& field) {
        Rings made;
        for (const Json& one : list(value, field)) {
            count(field);
            made.push_back(line(one, field));
        }
        return made;
    }

    Line line(const Json& value, const std::string& field) {
        Line made;
        for (const Json& one : list(value, field)) made.push_back(place(one, field));
        return made;
    }

    Place place(const Json& value, const std::string& field) {
        const Json& numbers = list(value, field);
        if (numbers.size() < 2 || !numbers[0].is_number() || !numbers[1].is_number()) {
            throw Error{"bad_value", field, "a position is [longitude, latitude]"};
        }
        count(field);
        Place made{rounded(numbers[0].get<double>()), rounded(numbers[1].get<double>()), std::nullopt};
        if (!(made.lat >= -90 && made.lat <= 90 && made.lon >= -180 && made.lon <= 180)) {
            throw Error{"bad_value", field, "a position lies outside the world: [longitude, latitude] in degrees"};
        }
        if (numbers.size() > 2 && numbers[2].is_number()) {
            const double height = numbers[2].get<double>();
            const bool is_height = std::abs(height) <= height_most;
            if (is_height) made.height = rounded(height);
            if (!is_height) remark(field, "a height is none, so it is left");
        }
        return made;
    }

    // Whatever takes room.
    void count(const std::string& field) {
        if (++places_ > limits_.places) throw Error{"too_long", field, "there are too many positions"};
    }

    const Limits& limits_;
    Reading reading_;
    std::size_t places_ = 0;
};

// As they came. Where the list that was read is not the one that is found by its name, such as one whose name is
// written with escapes, as they were read.
std::vector<std::string> bytes_of_features(std::string_view document, const Json& features) {
    const std::string_view list = json_member(document, "features");
    std::vector<std::string> bytes;
    if (Json::parse(list, nullptr, false) == features) {
        for (const std::string_view item : json_items(list)) bytes.emplace_back(item);
    } else {
        for (const Json& feature : features) bytes.push_back(feature.dump());
    }
    return bytes;
}

}  // namespace

Result<Reading> read(std::string_view bytes, const Limits& limits) {
    if (bytes.size() > limits.bytes) return Error{"too_long", "", "it is longer than it may be"};
    if (!is_utf8(bytes)) return Error{"unreadable", "", "it is not UTF-8"};
    if (is_json_deeper(bytes, depth_most)) return Error{"unreadable", "", "it is deeper than 16"};
    const Json root = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!root.is_object()) return Error{"unreadable", "", "it is no object of JSON"};
    try {
        Reading reading = Reader(limits).read(root);
        if (reading.is_collection) reading.bytes = bytes_of_features(bytes, root["features"]);
        return reading;
    } catch (Error& error) {
        return std::move(error);
    }
}

}  // namespace paraat::codec::geojson
