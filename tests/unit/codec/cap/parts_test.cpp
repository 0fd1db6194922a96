#include <gmock/gmock.h>

#include "hub/codec/cap/moment.hpp"
#include "hub/codec/cap/reference.hpp"
#include "hub/codec/cap/shape.hpp"

namespace paraat::codec::cap {
namespace {

using testing::ElementsAre;

// "milliseconds offset remark"
std::string moment_in(std::string_view text) {
    const auto reading = read_moment(text);
    if (!reading) return "none";
    return std::to_string(reading->moment.at.ms) + " " + std::to_string(reading->moment.offset_minutes) + " " +
           reading->remark;
}

TEST(CapMoment, KeepsTheZoneOfItsSender) {
    EXPECT_EQ(moment_in("2026-11-27T21:00:00+01:00"), "1795809600000 60 ");
    EXPECT_EQ(moment_in("2026-11-27T20:00:00-00:00"), "1795809600000 0 ");
    EXPECT_EQ(written(read_moment("2026-11-27T21:00:00+01:00")->moment), "2026-11-27T21:00:00+01:00");
    EXPECT_EQ(written(read_moment("2026-11-27T20:00:00+00:00")->moment), "2026-11-27T20:00:00-00:00");
}

TEST(CapMoment, ReadsWhatIsNearlyRightAndSaysSo) {
    EXPECT_EQ(moment_in("2026-11-27T20:00:00Z"), "1795809600000 0 it has Z for a zone");
    EXPECT_EQ(moment_in("2026-11-27T20:00:00.2509-00:00"), "1795809600250 0 it has a fraction of a second");
    EXPECT_EQ(moment_in("2026-11-27T20:00:00"), "1795809600000 0 it has no zone, UTC is assumed");
    EXPECT_EQ(moment_in("2026-11-27 21:00:00+0100"),
              "1795809600000 60 it has no T before its hour, its zone has no colon");
}

TEST(CapMoment, WhatIsNoTimeIsNone) {
    for (const char* text :
         {"", "tomorrow", "2026-11-27", "2026-02-30T00:00:00Z", "2026-11-27T25:00:00Z", "2026-11-27T20:60:00Z",
          "2026-11-27T20:00:60Z", "2026-11-27T20:00:00+15:00", "2026-11-27T20:00:00,01:00", "2026-11-27T20:00:00Zx",
          "0000-01-01T00:00:00Z", "2026-11-27T20:00:00."}) {
        EXPECT_EQ(moment_in(text), "none") << text;
    }
}

TEST(CapShape, ReadsPolygonsLatitudeFirst) {
    const auto reading = read_polygon(" 51.5,4.3 51.6,4.3\n51.6,4.4 51.5,4.3 ");
    ASSERT_TRUE(reading);
    EXPECT_THAT(reading->polygon, ElementsAre(Point{51.5, 4.3}, Point{51.6, 4.3}, Point{51.6, 4.4}, Point{51.5, 4.3}));
    EXPECT_TRUE(is_ring(reading->polygon));
    EXPECT_EQ(written(reading->polygon), "51.5,4.3 51.6,4.3 51.6,4.4 51.5,4.3");
}

TEST(CapShape, TakesPlusSignsWithARemark) {
    const auto reading = read_polygon("+41.12, -81.5 41.2,-81.5");
    ASSERT_TRUE(reading);
    EXPECT_EQ(reading->remark, "its numbers have plus signs");
    EXPECT_EQ(reading->polygon.at(0), (Point{41.12, -81.5}));
}

TEST(CapShape, RefusesPointsThatAreNone) {
    for (const char* text :
         {"", "51.5", "51.5,4.3,2", "91,4", "51,181", "a,b", "51.5;4.3", "nan,4", "1e1,4", "+-1,4"}) {
        EXPECT_FALSE(read_polygon(text)) << text;
    }
    for (const char* text : {"", "51.5,4.3", "51.5,4.3 -1", "51.5,4.3 x", "51.5,4.3 1 2", "95,4 1"}) {
        EXPECT_FALSE(read_circle(text)) << text;
    }
}

TEST(CapShape, ACircleOfNoRadiusIsAPoint) {
    EXPECT_EQ(read_circle("-30.546,151.9576 0.0")->circle, (Circle{{-30.546, 151.9576}, 0}));
}

TEST(CapShape, TellsWhatCrossesItself) {
    EXPECT_FALSE(crosses_itself({{0, 0}, {0, 1}, {1, 1}, {1, 0}, {0, 0}}));
    EXPECT_TRUE(crosses_itself({{0, 0}, {1, 1}, {0, 1}, {1, 0}, {0, 0}}));
}

TEST(CapShape, TheMiddleOfASquareIsItsMiddle) {
    const auto middle = middle_of({{51, 4}, {51, 5}, {52, 5}, {52, 4}, {51, 4}});
    ASSERT_TRUE(middle);
    EXPECT_NEAR(middle->lat, 51.5, 1e-9);
    EXPECT_NEAR(middle->lon, 4.5, 1e-9);
    EXPECT_NEAR(middle_of({{51, 4}, {51, 5}})->lon, 4.5, 1e-9);
}

TEST(CapReference, ReadsTriplesAndKeepsWhatIsNone) {
    const auto references =
        read_references("a,b,2026-11-27T21:00:00+01:00 \"a,b c,2026-11-27T21:00:00+01:00\" PAAQ a,b,soon");
    ASSERT_EQ(references.size(), 4U);
    EXPECT_EQ(references[0].key(), (MessageKey{"a", "b", Instant{1'795'809'600'000}}));
    EXPECT_EQ(references[1].identifier, "b c");
    EXPECT_FALSE(references[2].is_whole());
    EXPECT_EQ(references[2].text, "PAAQ");
    EXPECT_EQ(references[3].text, "a,b,soon");
}

TEST(CapReference, ReadsQuotedWords) {
    EXPECT_THAT(read_quoted("Drought \"Urban Fire\"  x\"y \"open end"),
                ElementsAre("Drought", "Urban Fire", "xy", "open end"));
    EXPECT_EQ(written_quoted({"Drought", "Urban Fire", ""}), "Drought \"Urban Fire\" \"\"");
}

}  // namespace
}  // namespace paraat::codec::cap
