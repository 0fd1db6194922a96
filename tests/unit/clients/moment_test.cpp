#include "clients/cli/moment.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <ctime>

namespace paraat::cli {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::HasSubstr;

// In winter, in Amsterdam: 2026-11-26 10:00 local is 09:00 UTC.
class Moment : public testing::Test {
protected:
    void SetUp() override { zone("Europe/Amsterdam"); }
    void TearDown() override { zone(before_); }

    static void zone(const std::string& name) {
        if (name.empty()) {
            unsetenv("TZ");
        } else {
            setenv("TZ", name.c_str(), 1);
        }
        tzset();
    }

    const std::string before_ = std::getenv("TZ") != nullptr ? std::getenv("TZ") : "";
    const Instant now_{1'795'683'600'000};
};

TEST_F(Moment, IsASpanFromNow) {
    EXPECT_EQ(*moment_in("30m", now_), now_ + minutes{30});
    EXPECT_EQ(*moment_in("8h", now_), now_ + hours{8});
}

TEST_F(Moment, IsTheNextTimeThatTheClockShowsIt) {
    EXPECT_EQ(*moment_in("23:00", now_), now_ + hours{13});
    EXPECT_EQ(*moment_in("09:30", now_), now_ + hours{24} - minutes{30});
    EXPECT_EQ(*moment_in("10:00", now_), now_ + hours{24});
}

TEST_F(Moment, IsADateAndTimeOfThePlace) {
    EXPECT_EQ(*moment_in("2026-11-26 10:05", now_), now_ + minutes{5});
    EXPECT_EQ(*moment_in("2026-11-26T10:05", now_), now_ + minutes{5});
}

TEST_F(Moment, IsMillisecondsOrNever) {
    EXPECT_EQ(*moment_in("1795683600001", now_), (Instant{1'795'683'600'001}));
    EXPECT_EQ(*moment_in("0", now_), Instant{});
}

TEST_F(Moment, WithoutAUnitIsNotGuessed) {
    EXPECT_THAT(moment_in("30", now_).error().message, HasSubstr("say 30m or 30h"));
}

TEST_F(Moment, IsNothingElse) {
    for (const char* text :
         {"", "soon", "25:00", "23:60", "23:00x", "2026-02-30 10:00", "2026-11-26 10:05x", "0m", "-5m"}) {
        EXPECT_FALSE(moment_in(text, now_)) << text;
    }
}

}  // namespace
}  // namespace paraat::cli
