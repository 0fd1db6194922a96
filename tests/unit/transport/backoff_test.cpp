#include "hub/transport/backoff.hpp"

#include <gtest/gtest.h>

namespace paraat::transport {
namespace {

constexpr std::uint32_t most_chance = UINT32_MAX;

TEST(Backoff, ReachesAQuarterOfASecondAtTheFirstFourTries) {
    EXPECT_EQ(backoff(0, 0), Milliseconds{0});
    EXPECT_EQ(backoff(0, 1U << 31), Milliseconds{125});
    for (int tries = 0; tries < 4; ++tries) EXPECT_EQ(backoff(tries, most_chance), Milliseconds{249});
}

TEST(Backoff, DoublesItsReachWithEachTryAfterThose) {
    EXPECT_EQ(backoff(4, most_chance), Milliseconds{499});
    EXPECT_EQ(backoff(5, most_chance), Milliseconds{999});
    EXPECT_EQ(backoff(7, most_chance), Milliseconds{3'999});
}

TEST(Backoff, NeverReachesFiveSeconds) {
    EXPECT_EQ(backoff(8, most_chance), Milliseconds{4'999});
    EXPECT_EQ(backoff(1'000'000, most_chance), Milliseconds{4'999});
}

TEST(Backoff, SpreadsOverItsWholeReach) {
    // Full jitter, also after many tries.
    EXPECT_EQ(backoff(20, 0), Milliseconds{0});
    EXPECT_EQ(backoff(20, 1U << 30), Milliseconds{1'250});
    EXPECT_EQ(backoff(20, 3U << 30), Milliseconds{3'750});
}

TEST(Backoff, TakesACountBelowZeroAsTheFirstTry) {
    EXPECT_EQ(backoff(-1, most_chance), backoff(0, most_chance));
}

}  // namespace
}  // namespace paraat::transport
