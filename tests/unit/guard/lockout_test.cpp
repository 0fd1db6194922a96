#include "hub/guard/lockout.hpp"

#include <gtest/gtest.h>

namespace paraat::guard {
namespace {

using namespace std::chrono_literals;

constexpr Instant start{1'000'000};

// So many failures at once; whether the last one locked.
bool fails(Lockout& lockout, int times, Instant now, const std::string& address = "10.0.0.1") {
    bool is_locked = false;
    for (int i = 0; i < times; ++i) is_locked = lockout.note_failure("radio-7", address, now);
    return is_locked;
}

bool is_locked(const Lockout& lockout, Instant now, const std::string& address = "10.0.0.1") {
    return lockout.is_locked("radio-7", address, now);
}

TEST(Lockout, RefusesForAMinuteAfterFiveFailures) {
    Lockout lockout;
    EXPECT_FALSE(fails(lockout, 4, start));
    EXPECT_FALSE(is_locked(lockout, start));
    EXPECT_TRUE(fails(lockout, 1, start));
    EXPECT_TRUE(is_locked(lockout, start + 59'999ms));
    EXPECT_FALSE(is_locked(lockout, start + 60s));
}

TEST(Lockout, IsOfThatAddressAndAccountOnly) {
    Lockout lockout;
    fails(lockout, 5, start);
    EXPECT_FALSE(is_locked(lockout, start, "10.0.0.2"));
    EXPECT_FALSE(lockout.is_locked("radio-8", "10.0.0.1", start));
}

TEST(Lockout, ForgetsFailuresThatAreFarApart) {
    Lockout lockout;
    fails(lockout, 4, start);
    EXPECT_FALSE(fails(lockout, 1, start + 5min + 1ms));
    EXPECT_FALSE(is_locked(lockout, start + 5min + 1ms));
}

TEST(Lockout, LastsTwiceAsLongEachTimeUpToAQuarterOfAnHour) {
    Lockout lockout;
    Instant now = start;
    for (const Milliseconds span : {1min, 2min, 4min, 8min, 15min, 15min}) {
        ASSERT_TRUE(fails(lockout, 5, now));
        EXPECT_TRUE(is_locked(lockout, now + span - 1ms));
        now = now + span;
        EXPECT_FALSE(is_locked(lockout, now));
    }
}

TEST(Lockout, BeginsAnewAfterALogInThatWorked) {
    Lockout lockout;
    fails(lockout, 5, start);
    lockout.note_success("radio-7", "10.0.0.1");
    EXPECT_FALSE(is_locked(lockout, start));
    EXPECT_TRUE(fails(lockout, 5, start + 2min));
    EXPECT_FALSE(is_locked(lockout, start + 3min));
}

TEST(Lockout, BeginsAnewAfterALongQuiet) {
    Lockout lockout;
    fails(lockout, 5, start);
    const Instant later = start + 1min + 15min + 1ms;
    EXPECT_TRUE(fails(lockout, 5, later));
    EXPECT_FALSE(is_locked(lockout, later + 1min));
}

TEST(Lockout, KeepsSoManyPlacesAndForgetsTheQuietestOne) {
    Lockout::Limits limits;
    limits.places_most = 3;
    Lockout lockout(limits);
    fails(lockout, 5, start, "first");
    fails(lockout, 5, start + 1s, "second");
    fails(lockout, 1, start + 2s, "third");
    fails(lockout, 1, start + 3s, "fourth");
    EXPECT_EQ(lockout.places(), 3U);
    EXPECT_FALSE(is_locked(lockout, start + 3s, "first"));
    EXPECT_TRUE(is_locked(lockout, start + 3s, "second"));
}

}  // namespace
}  // namespace paraat::guard
