#include "hub/app/hub_clock.hpp"

#include <gtest/gtest.h>

namespace paraat::app {
namespace {

using namespace std::chrono_literals;

// A wall clock and a time since boot that are moved by hand.
struct HandTime : TimeSource {
    std::chrono::nanoseconds wall = 1'763'940'000s;
    std::chrono::nanoseconds boot = 1000s;

    std::chrono::nanoseconds since_epoch() const override { return wall; }
    std::chrono::nanoseconds since_boot() const override { return boot; }
    void pass(std::chrono::nanoseconds span) {
        wall += span;
        boot += span;
    }
};

constexpr Instant begin{1'763'940'000'000};

TEST(HubClock, StartsAtTheWallClock) {
    HandTime time;
    const HubClock clock(Instant{0}, time);
    EXPECT_EQ(clock.now(), begin);
    EXPECT_EQ(clock.offset(), 0ms);
}

TEST(HubClock, IsNeverBelowTheNewestMomentOfTheJournal) {
    HandTime time;
    const HubClock clock(begin + 1h, time);
    EXPECT_EQ(clock.now(), begin + 1h);
    EXPECT_EQ(clock.offset(), -1h);
}

TEST(HubClock, AdvancesByTheTimeSinceBoot) {
    HandTime time;
    const HubClock clock(Instant{0}, time);
    time.pass(1234ms);
    EXPECT_EQ(clock.now(), begin + 1234ms);
}

TEST(HubClock, DoesNotFollowAWallClockThatIsOffByTwoSecondsOrLess) {
    HandTime time;
    const HubClock clock(Instant{0}, time);
    time.wall += 2s;
    time.pass(100s);
    EXPECT_EQ(clock.now(), begin + 100s);
    EXPECT_EQ(clock.offset(), 2s);
}

TEST(HubClock, NeverJumpsWithTheWallClock) {
    HandTime time;
    const HubClock clock(Instant{0}, time);
    time.wall += 24h;
    EXPECT_EQ(clock.now(), begin);
    EXPECT_EQ(clock.offset(), 24h);
    time.wall -= 48h;
    EXPECT_EQ(clock.now(), begin);
    EXPECT_EQ(clock.offset(), -24h);
}

TEST(HubClock, ApproachesAWallClockAheadByAHundredthOfTheTimeThatPasses) {
    HandTime time;
    const HubClock clock(Instant{0}, time);
    time.wall += 10s;
    time.pass(100s);
    EXPECT_EQ(clock.now(), begin + 101s);
    for (int i = 0; i < 2'000; ++i) {
        time.pass(500ms);
        (void)clock.now();
    }
    EXPECT_EQ(clock.offset(), 0ms);
}

TEST(HubClock, NeverGoesBackWhileItWaitsForAWallClockThatWasSetBack) {
    HandTime time;
    const HubClock clock(Instant{0}, time);
    time.wall -= 5s;
    Instant last = clock.now();
    for (int i = 0; i < 1'000; ++i) {
        time.pass(1ms);
        const Instant now = clock.now();
        ASSERT_GE(now, last);
        last = now;
    }
    EXPECT_EQ(last, begin + 990ms);
    time.pass(500s);
    EXPECT_EQ(clock.offset(), 0ms);
}

TEST(HubClock, ReadsTheSystemsClocksWhereNothingElseIsSaid) {
    const HubClock clock(Instant{0});
    EXPECT_LT(std::chrono::abs(clock.offset()), 2s);
}

}  // namespace
}  // namespace paraat::app
