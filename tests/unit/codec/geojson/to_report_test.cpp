#include "hub/codec/geojson/to_report.hpp"

#include <gmock/gmock.h>

#include "hub/codec/geojson/read.hpp"

namespace paraat::codec::geojson {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

Result<ReportReading> told(const std::string& geometry, const std::string& properties) {
    const auto reading =
        read(R"({"type":"Feature","id":"f1","geometry":)" + geometry + R"(,"properties":{)" + properties + "}}");
    EXPECT_TRUE(reading);
    return to_report(reading.value().features.at(0));
}
const std::string point = R"({"type":"Point","coordinates":[4.48,51.92]})";

TEST(GeojsonReport, HasTheNamesOfTheContract) {
    const auto made =
        told(point, R"("category":"theft","severity":"minor","text":"x","id":"p-7","occurred_at":1763940000000,)"
                    R"("accuracy_m":25,"exercise":true,"colour":"red","floors":3)");
    ASSERT_TRUE(made);
    EXPECT_EQ(made->id, "p-7");
    EXPECT_EQ(made->report.category.text, "theft");
    EXPECT_EQ(made->report.severity, core::Severity::minor);
    EXPECT_EQ(made->report.text, "x");
    EXPECT_EQ(made->report.occurred_at, Instant{1763940000000});
    EXPECT_EQ(made->report.position, (core::Position{519'200'000, 44'800'000}));
    EXPECT_EQ(made->report.accuracy_m, 25);
    EXPECT_TRUE(made->report.exercise);
    EXPECT_THAT(made->report.attributes, ElementsAre(Pair("colour", "red"), Pair("floors", "3")));
    EXPECT_THAT(made->degraded, IsEmpty());
}

TEST(GeojsonReport, HasTheFeaturesIdWithoutOneOfItsOwn) {
    EXPECT_EQ(told(point, R"("category":"theft")")->id, "f1");
    EXPECT_EQ(told(point, R"("category":"theft","id":"with blank")")->id, "");
}

TEST(GeojsonReport, OfAnAreaIsItsMiddleWithinItsSize) {
    const auto made =
        told(R"({"type":"Polygon","coordinates":[[[4,51],[4.02,51],[4.02,51.02],[4,51]]]})", R"("category":"theft")");
    ASSERT_TRUE(made);
    EXPECT_EQ(made->report.position, (core::Position{510'100'000, 40'100'000}));
    EXPECT_GT(made->report.accuracy_m, 1'000);
    EXPECT_LT(made->report.accuracy_m, 2'000);
    EXPECT_THAT(made->degraded, SizeIs(1));
}

TEST(GeojsonReport, AtTheOriginHasNoPosition) {
    const auto made = told(R"({"type":"Point","coordinates":[0,0]})", R"("category":"theft")");
    EXPECT_EQ(made->report.position, std::nullopt);
    EXPECT_THAT(made->degraded, SizeIs(1));
}

TEST(GeojsonReport, WithoutACategoryIsRefused) {
    EXPECT_EQ(told(point, "").error().field, "category");
    EXPECT_EQ(told(point, R"("category":7)").error().code, "bad_value");
    EXPECT_EQ(told(point, R"("category":"theft","text":")" + std::string(4'001, 'a') + "\"").error().code, "too_long");
}

TEST(GeojsonReport, IsTakenWithWhatElseIsWrong) {
    const auto made = told(point, R"("category":"theft","severity":"awful","occurred_at":"yesterday","accuracy_m":-1)");
    ASSERT_TRUE(made);
    EXPECT_EQ(made->report.severity, std::nullopt);
    EXPECT_EQ(made->report.occurred_at, std::nullopt);
    EXPECT_EQ(made->report.accuracy_m, std::nullopt);
    EXPECT_THAT(made->degraded, SizeIs(3));
}

TEST(GeojsonReport, ThatMayBeADrillIsOne) {
    EXPECT_TRUE(told(point, R"("category":"theft","exercise":"yes")")->report.exercise);
    EXPECT_FALSE(told(point, R"("category":"theft","exercise":false)")->report.exercise);
}

}  // namespace
}  // namespace paraat::codec::geojson
