#include "hub/codec/cap/shape.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace paraat::codec::cap {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::size_t crossing_points_most = 500;

Error bad(std::string message) {
    return Error{"bad_value", "", std::move(message)};
}

struct Numbers {
    std::vector<double> values;
    bool has_plus = false;
    bool is_loose = false;  // blanks around commas, or commas without order
};

// Numbers between commas and blanks; the order of separators is judged by the caller's words.
std::optional<double> number(std::string_view text, bool& has_plus) {
    if (text.starts_with('+')) {
        has_plus = true;
        text.remove_prefix(1);
        if (text.starts_with('-')) return std::nullopt;
    }
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::vector<std::string_view> words_in(std::string_view text) {
    std::vector<std::string_view> words;
    for (auto at = text.find_first_not_of(blanks); at != std::string_view::npos;
         at = text.find_first_not_of(blanks, at)) {
        const auto end = std::min(text.find_first_of(blanks, at), text.size());
        words.push_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

// "lat,lon" with nothing else.
std::optional<Point> point_in(std::string_view word, bool& has_plus) {
    const auto comma = word.find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    const auto lat = number(word.substr(0, comma), has_plus);
    const auto lon = number(word.substr(comma + 1), has_plus);
    if (!lat || !lon || std::abs(*lat) > 90 || std::abs(*lon) > 180) return std::nullopt;
    return Point{*lat, *lon};
}

// Blanks beside commas taken away: "51.5, 4.3" is one point.
std::string without_loose_blanks(std::string_view text) {
    std::string tight;
    tight.reserve(text.size());
    for (const char c : text) {
        const bool blank = blanks.find(c) != std::string_view::npos;
        if (blank && (tight.empty() || tight.back() == ',' || tight.back() == ' ')) continue;
        if (c == ',' && !tight.empty() && tight.back() == ' ') tight.pop_back();
        tight += blank ? ' ' : c;
    }
    return tight;
}

double side(Point a, Point b, Point c) {
    return (b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon);
}

bool cross(Point a, Point b, Point c, Point d) {
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

}  // namespace

Result<PolygonReading> read_polygon(std::string_view text) {
    const std::string tight = without_loose_blanks(text);
    bool has_plus = false;
    PolygonReading reading;
    const auto words = words_in(tight);
    if (words.empty()) return bad("it has no points");
    if (words.size() > polygon_points_most) return bad("it has more than 10000 points");
    for (const auto word : words) {
        const auto point = point_in(word, has_plus);
        if (!point) return bad("it has a point that is none");
        reading.polygon.push_back(*point);
    }
    if (has_plus) reading.remark = "its numbers have plus signs";
    return reading;
}

Result<CircleReading> read_circle(std::string_view text) {
    const std::string tight = without_loose_blanks(text);
    const auto words = words_in(tight);
    if (words.size() != 2) return bad("it is not a point and a radius");
    bool has_plus = false;
    const auto centre = point_in(words[0], has_plus);
    const auto radius = number(words[1], has_plus);
    if (!centre) return bad("its centre is no point");
    if (!radius || *radius < 0 || *radius > 40'000) return bad("its radius is none");
    return CircleReading{Circle{*centre, *radius}, has_plus ? "its numbers have plus signs" : ""};
}

std::string written(double number) {
    std::array<char, 512> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed).ptr;
    return std::string(text.data(), end);
}

std::string written(const Polygon& polygon) {
    std::string text;
    for (const auto& point : polygon) {
        if (!text.empty()) text += ' ';
        text += written(point.lat) + "," + written(point.lon);
    }
    return text;
}

std::string written(const Circle& circle) {
    return written(circle.centre.lat) + "," + written(circle.centre.lon) + " " + written(circle.radius_km);
}

bool is_ring(const Polygon& polygon) {
    return polygon.size() >= 4 && polygon.front() == polygon.back();
}

bool crosses_itself(const Polygon& polygon) {
    if (polygon.size() < 4 || polygon.size() > crossing_points_most) return false;
    const std::size_t sides = polygon.size() - 1;
    for (std::size_t i = 0; i < sides; ++i) {
        for (std::size_t j = i + 2; j < sides; ++j) {
            if (cross(polygon[i], polygon[i + 1], polygon[j], polygon[j + 1])) return true;
        }
    }
    return false;
}

std::optional<Point> middle_of(const Polygon& polygon) {
    if (polygon.empty()) return std::nullopt;
    // The centroid of its surface, around the first point so that small shapes do not drown in large numbers.
    const Point origin = polygon.front();
    double twice_area = 0;
    Point moment;
    Point sum;
    const std::size_t corners = is_ring(polygon) ? polygon.size() - 1 : polygon.size();
    for (std::size_t i = 0; i < corners; ++i) {
        const Point a{polygon[i].lat - origin.lat, polygon[i].lon - origin.lon};
        const auto& after = polygon[(i + 1) % corners];
        const Point b{after.lat - origin.lat, after.lon - origin.lon};
        const double part = a.lon * b.lat - b.lon * a.lat;
        twice_area += part;
        moment.lat += (a.lat + b.lat) * part;
        moment.lon += (a.lon + b.lon) * part;
        sum.lat += a.lat;
        sum.lon += a.lon;
    }
    const auto count = static_cast<double>(corners);
    const auto [low, high] = std::minmax_element(polygon.begin(), polygon.end(),
                                                 [](const Point& a, const Point& b) { return a.lat < b.lat; });
    const auto [west, east] = std::minmax_element(polygon.begin(), polygon.end(),
                                                  [](const Point& a, const Point& b) { return a.lon < b.lon; });
    const Point centroid{origin.lat + moment.lat / (3 * twice_area), origin.lon + moment.lon / (3 * twice_area)};
    // A shape that crosses itself, or is a line, has no such centroid, or has it far away.
    const bool is_within = centroid.lat >= low->lat && centroid.lat <= high->lat && centroid.lon >= west->lon &&
                           centroid.lon <= east->lon;  // false for NaN
    if (is_within) return centroid;
    return Point{origin.lat + sum.lat / count, origin.lon + sum.lon / count};
}

}  // namespace paraat::codec::cap
