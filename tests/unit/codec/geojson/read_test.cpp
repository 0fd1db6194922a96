#include "hub/codec/geojson/read.hpp"

#include <gmock/gmock.h>

#include <span>

#include "hub/codec/geojson/write.hpp"

namespace paraat::codec::geojson {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

Reading taken(const std::string& text) {
    const auto reading = read(text);
    EXPECT_TRUE(reading) << text << ": " << (reading ? "" : reading.error().message);
    return reading.value_or(Reading{});
}
std::string code(const std::string& text, const Limits& limits = {}) {
    const auto reading = read(text, limits);
    return reading ? "taken" : reading.error().code;
}
std::string feature_with(const std::string& geometry) {
    return R"({"type":"Feature","geometry":)" + geometry + R"(,"properties":null})";
}

TEST(Geojson, HasLongitudeFirst) {
    const auto reading = taken(R"({"type":"Point","coordinates":[4.48,51.92,3]})");
    EXPECT_EQ(reading.features[0].geometry->parts[0][0][0], (Place{4.48, 51.92, 3.0}));
    EXPECT_THAT(reading.degraded, IsEmpty());
}

TEST(Geojson, KeepsPropertiesFlat) {
    const auto reading = taken(
        R"({"type":"Feature","id":7,"geometry":null,"properties":{"a":"x","b":2,"c":true,"d":null,"e":{"f":[1]},"g":0.5}})");
    const Feature& feature = reading.features[0];
    EXPECT_EQ(feature.id, "7");
    const std::map<std::string, Property> expected = {
        {"a", std::string("x")}, {"b", std::int64_t{2}}, {"c", true}, {"e", std::string(R"({"f":[1]})")}, {"g", 0.5}};
    EXPECT_EQ(feature.properties, expected);
}

TEST(Geojson, OfEachShapeIsTheSameWrittenAndReadAgain) {
    for (const std::string geometry :
         {R"({"type":"Point","coordinates":[4.4812345678,-51.92]})",
          R"({"type":"MultiPoint","coordinates":[[1,2],[3,4]]})", R"({"type":"MultiPoint","coordinates":[]})",
          R"({"type":"LineString","coordinates":[[1,2],[3,4,5.5]]})",
          R"({"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]})",
          R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]],[[0,0],[1,0],[1,1],[0,0]]]})",
          R"({"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[]]})",
          R"({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]})"}) {
        const auto reading = taken(feature_with(geometry));
        const std::string written = write(reading.features[0]);
        EXPECT_EQ(taken(written), reading) << geometry;
        EXPECT_EQ(write(taken(written).features[0]), written);
    }
}

TEST(Geojson, OfACollectionIsTheSameWrittenAndReadAgain) {
    const auto reading =
        taken(R"({"type":"FeatureCollection","x":1,"bbox":[0,0,1,1],"features":[)" +
              feature_with(R"({"type":"Point","coordinates":[1e-7,0.1]})") + "," + feature_with("null") + "]}");
    EXPECT_THAT(reading.features, SizeIs(2));
    EXPECT_EQ(taken(write(std::span<const Feature>(reading.features))).features, reading.features);
}

TEST(Geojson, KeepsTheBytesOfEachFeatureOfACollection) {
    const std::string one = R"({"type":"Feature", "geometry":null,"x":[1.50,"]"],"properties":{}})";
    const auto escaped = taken(R"({"type":"FeatureCollection","featur\u0065s":[)" + one + "]}");
    EXPECT_THAT(escaped.bytes, SizeIs(1));
    const auto twice = taken(R"({"type":"FeatureCollection","features":[)" + one + R"(],"f\u0065atures":[)" +
                             feature_with("null") + "]}");
    ASSERT_THAT(twice.bytes, SizeIs(1));
    EXPECT_EQ(taken(twice.bytes[0]).features, twice.features) << "what is kept is what was read";
    const auto reading =
        taken(R"({"type":"FeatureCollection","features":[ )" + one + " , " + feature_with("null") + "]}");
    ASSERT_THAT(reading.bytes, SizeIs(2));
    EXPECT_EQ(reading.bytes[0], one);
    EXPECT_EQ(reading.bytes[1], feature_with("null"));
    EXPECT_THAT(taken(one).bytes, SizeIs(0));
}

TEST(Geojson, HasSevenDecimalsAtMost) {
    const auto reading = taken(R"({"type":"Point","coordinates":[4.48123456789,51.9200000000001]})");
    EXPECT_EQ(write(reading.features[0]),
              R"({"type":"Feature","geometry":{"type":"Point","coordinates":[4.4812346,51.92]},"properties":{}})");
}

TEST(Geojson, WithAnOpenRingOrAnotherSystemIsDegraded) {
    EXPECT_THAT(taken(R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]})").degraded, SizeIs(1));
    EXPECT_THAT(taken(R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]})").degraded, SizeIs(1));
    const auto with_crs = [](const std::string& name) {
        return taken(R"({"type":"Point","coordinates":[1,2],"crs":{"type":"name","properties":{"name":")" + name +
                     "\"}}}")
            .degraded;
    };
    EXPECT_THAT(with_crs("urn:ogc:def:crs:OGC:1.3:CRS84"), IsEmpty());
    EXPECT_THAT(with_crs("EPSG:4326"), IsEmpty());
    EXPECT_THAT(with_crs("EPSG:28992"), SizeIs(1));
}

TEST(Geojson, ThatIsNoneIsRefusedWithItsPlace) {
    EXPECT_EQ(code("[]"), "unreadable");
    EXPECT_EQ(code("{"), "unreadable");
    EXPECT_EQ(code("{\"type\":\"\xff\"}"), "unreadable");
    EXPECT_EQ(code("{}"), "bad_value");
    EXPECT_EQ(code(R"({"type":"Circle","coordinates":[1,2]})"), "bad_value");
    EXPECT_EQ(code(R"({"type":"Point"})"), "bad_value");
    EXPECT_EQ(code(R"({"type":"Point","coordinates":[1]})"), "bad_value");
    EXPECT_EQ(code(R"({"type":"Point","coordinates":["1","2"]})"), "bad_value");
    EXPECT_EQ(code(R"({"type":"Point","coordinates":[1,91]})"), "bad_value");
    EXPECT_EQ(code(R"({"type":"Point","coordinates":[1e400,1]})"), "unreadable");
    EXPECT_EQ(code(R"({"type":"Feature","geometry":null,"properties":[]})"), "bad_value");
    const auto wrong = read(R"({"type":"FeatureCollection","features":[)" + feature_with("null") + "," +
                            feature_with(R"({"type":"Point"})") + "]}");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().field, "features[1].geometry");
}

TEST(Geojson, HasLimits) {
    Limits limits;
    limits.bytes = 100;
    EXPECT_EQ(code(std::string(101, ' '), limits), "too_long");
    limits = {};
    limits.places = 2;
    EXPECT_EQ(code(R"({"type":"LineString","coordinates":[[1,2],[3,4]]})", limits), "taken");
    EXPECT_EQ(code(R"({"type":"LineString","coordinates":[[1,2],[3,4],[5,6]]})", limits), "too_long");
    limits.features = 1;
    EXPECT_EQ(
        code(R"({"type":"FeatureCollection","features":[)" + feature_with("null") + "," + feature_with("null") + "]}",
             limits),
        "too_long");
    std::string deep;
    for (int i = 0; i < 17; ++i) deep += R"({"type":"GeometryCollection","geometries":[)";
    EXPECT_EQ(code(deep), "unreadable");
    EXPECT_EQ(code(std::string(60'000, '[')), "unreadable");
}

}  // namespace
}  // namespace paraat::codec::geojson
