#include "hub/transport/backoff.hpp"

#include <gtest/gtest.h>

namespace paraat::transport {
namespace {

constexpr std::uint32_t most_chance = UINT32_MAX;

TEST(Backoff, ReachesHalfASecondAtTheFirstTry) {
    EXPECT_EQ(backoff(0, 0), Milliseconds{0});
    EXPECT_EQ(backoff(0, 1U << 31), Milliseconds{250});
    EXPECT_EQ(backoff(0, most_chance), Milliseconds{499});
}

TEST(Backoff, DoublesItsReachWithEachTry) {
    EXPECT_EQ(backoff(1, most_chance), Milliseconds{999});
    EXPECT_EQ(backoff(2, most_chance), Milliseconds{1'999});
    EXPECT_EQ(backoff(3, most_chance), Milliseconds{3'999});
    EXPECT_EQ(backoff(5, most_chance), Milliseconds{15'999});
}

TEST(Backoff, NeverReachesThirtySeconds) {
    EXPECT_EQ(backoff(6, most_chance), Milliseconds{29'999});
    EXPECT_EQ(backoff(1'000'000, most_chance), Milliseconds{29'999});
}

TEST(Backoff, SpreadsOverItsWholeReach) {
    // Full jitter: half of a storm comes in the first half of the span, also after many tries.
    EXPECT_EQ(backoff(20, 0), Milliseconds{0});
    EXPECT_EQ(backoff(20, 1U << 30), Milliseconds{7'500});
    EXPECT_EQ(backoff(20, 3U << 30), Milliseconds{22'500});
}

TEST(Backoff, TakesACountBelowZeroAsTheFirstTry) {
    EXPECT_EQ(backoff(-1, most_chance), backoff(0, most_chance));
}

}  // namespace
}  // namespace paraat::transport
