#include "hub/codec/geojson/moment.hpp"

#include <gmock/gmock.h>

namespace paraat::codec::geojson {
namespace {

TEST(GeojsonMoment, IsWrittenInUtc) {
    EXPECT_EQ(moment_text(Instant{1763940000000}), "2025-11-23T23:20:00Z");
    EXPECT_EQ(moment_text(Instant{1763940000007}), "2025-11-23T23:20:00.007Z");
    EXPECT_EQ(moment_text(Instant{0}), "1970-01-01T00:00:00Z");
}

TEST(GeojsonMoment, IsReadWithAnyZone) {
    const Instant at{1763940000000};
    EXPECT_EQ(parse_moment("2025-11-23T23:20:00Z"), at);
    EXPECT_EQ(parse_moment("2025-11-24T00:20:00+01:00"), at);
    EXPECT_EQ(parse_moment("2025-11-23T18:20:00.5-05:00"), at + Milliseconds{500});
    EXPECT_EQ(parse_moment("2025-11-23T23:20:00.123456789Z"), at + Milliseconds{123});
}

TEST(GeojsonMoment, WithoutAZoneOrThatThereIsNotIsNone) {
    for (const auto* text : {"", "2025-11-23", "2025-11-23T23:20:00", "2025-02-30T00:00:00Z", "2025-11-23T24:00:00Z",
                             "2025-11-23T23:20:00z", "2025-11-23 23:20:00Z", "2025-11-23T23:20:00+0100"}) {
        EXPECT_EQ(parse_moment(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace paraat::codec::geojson
