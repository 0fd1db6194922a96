#include "hub/base/amount.hpp"

#include <gtest/gtest.h>

namespace paraat {
namespace {

using namespace std::chrono_literals;

TEST(Duration, IsReadInEachUnit) {
    EXPECT_EQ(parse_duration("200ms"), 200ms);
    EXPECT_EQ(parse_duration("60s"), 60s);
    EXPECT_EQ(parse_duration("5m"), 5min);
    EXPECT_EQ(parse_duration("2h"), 2h);
    EXPECT_EQ(parse_duration("30d"), 720h);
    EXPECT_EQ(parse_duration("0ms"), 0ms);
}

TEST(Duration, IsNothingElse) {
    for (const char* text : {"", "60", "s", "60 s", " 60s", "60s ", "-1s", "1.5s", "60S", "60sec", "1000000001ms"}) {
        EXPECT_FALSE(parse_duration(text)) << text;
    }
}

TEST(Duration, IsWrittenInTheLargestUnitThatNeedsNoFraction) {
    EXPECT_EQ(duration_text(200ms), "200ms");
    EXPECT_EQ(duration_text(75s), "75s");
    EXPECT_EQ(duration_text(120s), "2m");
    EXPECT_EQ(duration_text(48h), "2d");
    EXPECT_EQ(duration_text(0ms), "0ms");
}

TEST(Size, IsReadInEachUnit) {
    EXPECT_EQ(parse_size("0B"), 0);
    EXPECT_EQ(parse_size("3KiB"), 3 << 10);
    EXPECT_EQ(parse_size("64MiB"), 64 << 20);
    EXPECT_EQ(parse_size("2GiB"), 2LL << 30);
    EXPECT_EQ(parse_size("1TiB"), 1LL << 40);
    EXPECT_EQ(parse_size("8388607TiB"), 8388607LL << 40);
}

TEST(Size, IsNothingElse) {
    for (const char* text :
         {"", "64", "MiB", "64 MiB", "64MB", "64mib", "-1B", "1.5GiB", "8388608TiB", "99999999999999999999B"}) {
        EXPECT_FALSE(parse_size(text)) << text;
    }
}

TEST(Size, IsWrittenInTheLargestUnitThatNeedsNoFraction) {
    EXPECT_EQ(size_text(0), "0B");
    EXPECT_EQ(size_text(1'000), "1000B");
    EXPECT_EQ(size_text(256 << 20), "256MiB");
    EXPECT_EQ(size_text(3LL << 40), "3TiB");
}

}  // namespace
}  // namespace paraat
