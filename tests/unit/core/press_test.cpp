#include "hub/core/press.hpp"

#include <gtest/gtest.h>

namespace paraat::core {
namespace {

using namespace std::chrono_literals;

constexpr Instant press_begin{1'763'940'000'000};

// Pressed at `press_begin`, and held.
Press held() {
    Press press;
    press.hear(true, press_begin, never);
    return press;
}

TEST(Press, LastsUntilAWordThatTheButtonWasLetGo) {
    Press press = held();
    EXPECT_TRUE(press.is_on());
    EXPECT_TRUE(press.covers(press_begin + 1h));
    press.hear(false, press_begin + 20s, never);
    EXPECT_FALSE(press.is_on());
    EXPECT_TRUE(press.covers(press_begin + 19s));
    EXPECT_FALSE(press.covers(press_begin + 20s));
    EXPECT_FALSE(press.covers(press_begin - 1ms));
}

TEST(Press, EndsEarlierByAWordThatCameLate) {
    Press press = held();
    press.hear(false, press_begin + 20s, never);
    press.hear(false, press_begin + 10s, never);
    EXPECT_FALSE(press.covers(press_begin + 10s));
}

TEST(Press, IsNotEndedByAWordThatItOvertook) {
    Press press = held();
    press.hear(false, press_begin - 59s, never);
    EXPECT_TRUE(press.is_on());
    EXPECT_TRUE(press.covers(press_begin - 59s));
}

TEST(Press, IsEndedByAWordOfAClockThatWasSetBack) {
    Press press = held();
    press.hear(false, press_begin - 1h, never);
    EXPECT_FALSE(press.is_on());
    EXPECT_FALSE(press.covers(press_begin - 30min));
}

TEST(Press, IsANewOneWhenTheClockWasSetBackAndNoEndWasHeard) {
    Press press = held();
    EXPECT_FALSE(press.covers(press_begin - 1h));
    press.hear(true, press_begin - 1h, press_begin);
    EXPECT_TRUE(press.covers(press_begin - 30min));
    EXPECT_FALSE(press.covers(press_begin));
}

TEST(Press, ThatNobodyHeardEndingIsForgotten) {
    Press press = held();
    press.forget();
    EXPECT_FALSE(press.is_on());
    EXPECT_FALSE(press.covers(press_begin + 1h));
}

// A beacon of it that comes late must call nobody.
TEST(Press, ThatWasHeardEndingIsKnownForEver) {
    Press press = held();
    press.hear(false, press_begin + 20s, never);
    press.forget();
    EXPECT_TRUE(press.covers(press_begin + 10s));
}

}  // namespace
}  // namespace paraat::core
