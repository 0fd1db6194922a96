#include "hub/codec/geojson/write.hpp"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "hub/base/check.hpp"

namespace paraat::codec::geojson {
namespace {

std::string quoted(const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// Seven decimals, and no zeros behind them.
std::string number(double value) {
    std::array<char, 32> digits{};
    const auto done = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, 7);
    PARAAT_CHECK(done.ec == std::errc());
    std::string text(digits.data(), done.ptr);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

template <class List, class Write>
std::string list(const List& items, const Write& write) {
    std::string text = "[";
    for (const auto& item : items) text += (text.size() == 1 ? "" : ",") + write(item);
    return text + "]";
}

std::string place_text(const Place& place) {
    const std::string height = place.height ? "," + number(*place.height) : "";
    return "[" + number(place.lon) + "," + number(place.lat) + height + "]";
}
std::string line_text(const Line& line) {
    return list(line, place_text);
}
std::string rings_text(const Rings& rings) {
    return list(rings, line_text);
}

std::string coordinates(const Geometry& geometry) {
    switch (geometry.shape) {
        case Shape::point: return place_text(geometry.parts.at(0).at(0).at(0));
        case Shape::multi_point:
        case Shape::line: return line_text(geometry.parts.at(0).at(0));
        case Shape::multi_line:
        case Shape::polygon: return rings_text(geometry.parts.at(0));
        case Shape::multi_polygon:
        case Shape::collection: break;
    }
    return list(geometry.parts, rings_text);
}

std::string geometry_text(const Geometry& geometry) {
    const std::string head = R"({"type":")" + std::string(word(geometry.shape)) + "\",";
    if (geometry.shape == Shape::collection) {
        return head + "\"geometries\":" + list(geometry.geometries, geometry_text) + "}";
    }
    return head + "\"coordinates\":" + coordinates(geometry) + "}";
}

std::string property_text(const Property& property) {
    if (const auto* flag = std::get_if<bool>(&property)) return *flag ? "true" : "false";
    if (const auto* whole = std::get_if<std::int64_t>(&property)) return std::to_string(*whole);
    if (const auto* value = std::get_if<double>(&property)) return nlohmann::json(*value).dump();
    return quoted(std::get<std::string>(property));
}

}  // namespace

std::string write(const Feature& feature) {
    std::string text = R"({"type":"Feature",)";
    if (!feature.id.empty()) text += "\"id\":" + quoted(feature.id) + ",";
    text += "\"geometry\":" + (feature.geometry ? geometry_text(*feature.geometry) : "null") + ",\"properties\":{";
    bool is_first = true;
    for (const auto& [name, value] : feature.properties) {
        text += (is_first ? "" : ",") + quoted(name) + ":" + property_text(value);
        is_first = false;
    }
    return text + "}}";
}

std::string write(std::span<const Feature> features) {
    return R"({"type":"FeatureCollection","features":)" +
           list(features, [](const Feature& one) { return write(one); }) + "}";
}

}  // namespace paraat::codec::geojson
