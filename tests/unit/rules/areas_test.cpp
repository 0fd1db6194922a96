#include "hub/rules/areas.hpp"

#include <gmock/gmock.h>

namespace paraat::rules {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

core::Position place(double lat, double lon) {
    return core::position_from_degrees(lat, lon).value();
}

std::string feature(const std::string& name, const std::string& geometry) {
    return R"({"type":"Feature","properties":{"name":")" + name + R"("},"geometry":)" + geometry + "}";
}

std::vector<std::string> issues_of(const std::string& text) {
    std::vector<SourceIssue> issues;
    Areas().read(text, "a.geojson", issues);
    std::vector<std::string> lines;
    for (const SourceIssue& issue : issues) {
        lines.push_back(std::to_string(issue.line) + ":" + std::to_string(issue.column) + " " + issue.message);
    }
    return lines;
}

const std::string ring = "[[4.0,51.0],[5.0,51.0],[5.0,52.0],[4.0,52.0],[4.0,51.0]]";
const std::string hole = "[[4.4,51.4],[4.6,51.4],[4.6,51.6],[4.4,51.6],[4.4,51.4]]";

TEST(Areas, HoldWhatLiesWithinAndNotInAHole) {
    Areas areas;
    std::vector<SourceIssue> issues;
    areas.read(feature("zuid", R"({"type":"Polygon","coordinates":[)" + ring + "," + hole + "]}"), "a", issues);
    EXPECT_THAT(issues, IsEmpty());
    EXPECT_THAT(areas.at(place(51.2, 4.2)), ElementsAre("zuid"));
    EXPECT_THAT(areas.at(place(51.5, 4.5)), IsEmpty());
    EXPECT_THAT(areas.at(place(51.2, 5.2)), IsEmpty());
    EXPECT_TRUE(areas.contains("zuid", place(51.2, 4.2)));
    EXPECT_FALSE(areas.contains("noord", place(51.2, 4.2)));
}

TEST(Areas, GiveTheirRingsTheOuterOneCounterclockwiseWhateverWasRead) {
    const std::string clockwise = "[[4.0,51.0],[4.0,52.0],[5.0,52.0],[5.0,51.0],[4.0,51.0]]";
    Areas areas;
    std::vector<SourceIssue> issues;
    areas.read(feature("zuid", R"({"type":"Polygon","coordinates":[)" + clockwise + "," + hole + "]}"), "a", issues);
    const auto area_of = [](const std::vector<core::Position>& corners) {
        double twice = 0;
        for (std::size_t i = 0; i < corners.size(); ++i) {
            const core::Position& a = corners[i];
            const core::Position& b = corners[(i + 1) % corners.size()];
            twice += lon_degrees(a) * lat_degrees(b) - lon_degrees(b) * lat_degrees(a);
        }
        return twice / 2;
    };
    const core::AreaShape shape = areas.shape("zuid");
    ASSERT_EQ(shape.size(), 1U);
    ASSERT_EQ(shape[0].size(), 2U);
    EXPECT_THAT(shape[0][0], UnorderedElementsAre(place(51, 4), place(51, 5), place(52, 5), place(52, 4)));
    EXPECT_NEAR(area_of(shape[0][0]), 1, 1e-6);
    EXPECT_NEAR(area_of(shape[0][1]), -0.04, 1e-6);
    EXPECT_THAT(areas.shape("noord"), IsEmpty());
}

TEST(Areas, GiveAnIslandInAHoleAsAPolygonOfItsOwn) {
    const std::string island = "[[4.45,51.45],[4.55,51.45],[4.55,51.55],[4.45,51.55],[4.45,51.45]]";
    Areas areas;
    std::vector<SourceIssue> issues;
    areas.read(feature("zuid", R"({"type":"Polygon","coordinates":[)" + ring + "," + hole + "," + island + "]}"), "a",
               issues);
    ASSERT_THAT(issues, IsEmpty());
    const core::AreaShape shape = areas.shape("zuid");
    ASSERT_EQ(shape.size(), 2U);
    EXPECT_EQ(shape[0].size(), 2U);
    EXPECT_EQ(shape[1].size(), 1U);
}

TEST(Areas, MayHaveSeveralPartsAndRingsInEitherDirection) {
    Areas areas;
    std::vector<SourceIssue> issues;
    const std::string clockwise = "[[6.0,51.0],[6.0,52.0],[7.0,52.0],[7.0,51.0],[6.0,51.0]]";
    areas.read(feature("twee", R"({"type":"MultiPolygon","coordinates":[[)" + ring + "],[" + clockwise + "]]}"), "a",
               issues);
    EXPECT_THAT(issues, IsEmpty());
    EXPECT_THAT(areas.at(place(51.5, 4.5)), ElementsAre("twee"));
    EXPECT_THAT(areas.at(place(51.5, 6.5)), ElementsAre("twee"));
    EXPECT_THAT(areas.at(place(51.5, 5.5)), IsEmpty());
}

TEST(Areas, SayWhatIsWrongWithEach) {
    const auto polygon = [](const std::string& rings) { return R"({"type":"Polygon","coordinates":)" + rings + "}"; };
    EXPECT_THAT(issues_of("{\n  \"type\": x}"), ElementsAre("2:11 this is no JSON"));
    EXPECT_THAT(issues_of(R"({"type":5})"),
                ElementsAre("0:0 a number is too large, or a member is not as RFC 7946 says"));
    EXPECT_THAT(issues_of(R"({"type":"Feature","x":1e999})"),
                ElementsAre("0:0 a number is too large, or a member is not as RFC 7946 says"));
    EXPECT_THAT(issues_of(std::string(300'000, '[')),
                ElementsAre("0:0 this is nested more than 32 deep, which no GeoJSON needs"));
    EXPECT_THAT(issues_of(feature("a", polygon("[[[4,51],[4,51],[4,51],[4,51]]]"))),
                ElementsAre("0:0 feature 1 \"a\" has a ring with fewer than three corners"));
    EXPECT_THAT(issues_of("[]"), ElementsAre("0:0 this is no GeoJSON FeatureCollection, nor a Feature"));
    EXPECT_THAT(issues_of(R"({"type":"Feature","geometry":null})"),
                ElementsAre("0:0 feature 1 has no \"name\" among its properties"));
    EXPECT_THAT(issues_of(feature("Zuid", polygon("[" + ring + "]"))),
                ElementsAre("0:0 feature 1 \"Zuid\" has a name that no rule can say: 1 to 32 of a-z, 0-9 and -"));
    EXPECT_THAT(issues_of(feature("a", R"({"type":"Point","coordinates":[4,51]})")),
                ElementsAre("0:0 feature 1 \"a\" is a \"Point\": an area is a Polygon or a MultiPolygon"));
    EXPECT_THAT(issues_of(feature("a", polygon("[[[4,51],[5,51],[5,52]]]"))),
                ElementsAre("0:0 feature 1 \"a\" has a ring that does not close: its last position is its first, and "
                            "there are four or more"));
    EXPECT_THAT(issues_of(feature("a", polygon("[[[4,91],[5,51],[5,52],[4,91]]]"))),
                ElementsAre("0:0 feature 1 \"a\" has a position outside the world: [longitude, latitude] in degrees"));
    EXPECT_THAT(issues_of(feature("a", polygon("[[[4,51],[5,52],[5,51],[4,52],[4,51]]]"))),
                ElementsAre(testing::StartsWith("0:0 feature 1 \"a\" is no area: its edges cross or meet")));
    EXPECT_THAT(issues_of(feature("a", R"({"type":"Polygon","coordinates":"x"})")),
                ElementsAre("0:0 feature 1 \"a\" has coordinates that are no lists"));
}

}  // namespace
}  // namespace paraat::rules
