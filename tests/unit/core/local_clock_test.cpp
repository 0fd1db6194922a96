#include "hub/core/local_clock.hpp"

#include <gmock/gmock.h>

#include "tests/support/centre.hpp"

namespace paraat::test {
namespace {

using namespace std::chrono_literals;

// The clocks of Amsterdam from 2026-03-29 to 2027-03-28, and an hour around.
class Amsterdam : public ScriptedRules {
public:
    int minute_of_week(Instant at) const override {
        const Instant forward{1'774'746'000'000};        // 2026-03-29 01:00 UTC
        const Instant back{1'792'890'000'000};           // 2026-10-25 01:00 UTC
        const Instant forward_again{1'806'195'600'000};  // 2027-03-28 01:00 UTC
        const bool is_summer = (at >= forward && at < back) || at >= forward_again;
        return core::minute_of_week_utc(at + (is_summer ? 2h : 1h));
    }
};

class Clock : public testing::Test {
protected:
    Amsterdam rules;
    core::LocalClock clock{rules};

    // "2026-10-25 07:00"
    std::string shows(Instant at) const { return clock.date(at) + " " + clock.time(at); }
};

TEST_F(Clock, ShowsDateAndTimeOfThePlace) {
    EXPECT_EQ(shows(Instant{1'774'738'799'999}), "2026-03-28 23:59");
    EXPECT_EQ(shows(Instant{1'774'738'800'000}), "2026-03-29 00:00");
    EXPECT_EQ(shows(Instant{1'774'746'000'000}), "2026-03-29 03:00");
}

TEST_F(Clock, ComesBackToTheSameTimeOfDayWhenTheClockIsSetBack) {
    const Instant saturday{1'792'818'000'000};  // 2026-10-24 07:00
    ASSERT_EQ(shows(saturday), "2026-10-24 07:00");
    const Instant sunday = clock.next(7h, saturday);
    EXPECT_EQ(shows(sunday), "2026-10-25 07:00");
    EXPECT_EQ(sunday - saturday, 25h);
}

TEST_F(Clock, ComesBackToTheSameTimeOfDayWhenTheClockIsSetForward) {
    const Instant saturday{1'806'127'200'000};  // 2027-03-27 07:00
    ASSERT_EQ(shows(saturday), "2027-03-27 07:00");
    const Instant sunday = clock.next(7h, saturday);
    EXPECT_EQ(shows(sunday), "2027-03-28 07:00");
    EXPECT_EQ(sunday - saturday, 23h);
}

TEST_F(Clock, ATimeThatTheClockSkipsIsLaterByAsMuch) {
    const Instant night_before{1'806'166'800'000};
    ASSERT_EQ(shows(night_before), "2027-03-27 18:00");
    EXPECT_EQ(shows(clock.next(2h + 30min, night_before)), "2027-03-28 03:30");
}

TEST_F(Clock, ATimeThatTheClockShowsTwiceIsTheFirst) {
    const Instant night_before{1'792'857'600'000};
    ASSERT_EQ(shows(night_before), "2026-10-24 18:00");
    const Instant first = clock.next(2h + 30min, night_before);
    EXPECT_EQ(shows(first), "2026-10-25 02:30");
    EXPECT_EQ(shows(first + 1h), "2026-10-25 02:30");
    EXPECT_EQ(shows(clock.next(2h + 30min, first)), "2026-10-26 02:30");
}

TEST_F(Clock, IsPastTheMomentThatItIs) {
    const Instant seven{1'792'818'000'000};
    EXPECT_EQ(clock.next(7h, seven - 1ms), seven);
    EXPECT_GT(clock.next(7h, seven), seven);
}

}  // namespace
}  // namespace paraat::test
