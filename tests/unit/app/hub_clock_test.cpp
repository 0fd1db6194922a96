#include "hub/app/hub_clock.hpp"

#include <gtest/gtest.h>

namespace paraat::app {
namespace {

constexpr Instant far_future{4'102'444'800'000};  // the year 2100

TEST(HubClock, StartsAtTheWallClock) {
    const auto wall = [] {
        return Instant{
            std::chrono::duration_cast<Milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
    };
    const Instant before = wall();
    const HubClock clock(Instant{0});
    EXPECT_GE(clock.now(), before);
}

TEST(HubClock, IsNeverBelowTheNewestMomentOfTheJournal) {
    const HubClock clock(far_future);
    EXPECT_GE(clock.now(), far_future);
}

TEST(HubClock, NeverGoesBack) {
    const HubClock clock(Instant{0});
    Instant last = clock.now();
    for (int i = 0; i < 1'000; ++i) {
        const Instant now = clock.now();
        ASSERT_GE(now, last);
        last = now;
    }
}

TEST(HubClock, SaysHowFarTheWallClockIsBehind) {
    const HubClock clock(far_future);
    EXPECT_LT(clock.offset(), -std::chrono::hours{24 * 365});
}

}  // namespace
}  // namespace paraat::app
