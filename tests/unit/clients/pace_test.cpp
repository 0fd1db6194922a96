#include "clients/cli/pace.hpp"

#include <gtest/gtest.h>

namespace paraat::cli {
namespace {

using std::chrono::minutes;

constexpr Instant noon{1'720'087'200'000};

TEST(Pace, IsTheGapToTheRecordBeforeDividedByTheSpeed) {
    EXPECT_EQ(pause_between(noon, noon + minutes{2}, 1), minutes{2});
    EXPECT_EQ(pause_between(noon, noon + minutes{2}, 60), Milliseconds{2'000});
    EXPECT_EQ(pause_between(noon, noon + minutes{2}, 0.5), minutes{4});
}

TEST(Pace, LetsAnOlderRecordFollowAtOnce) {
    EXPECT_EQ(pause_between(noon, noon, 60), Milliseconds{0});
    EXPECT_EQ(pause_between(noon, noon - minutes{1}, 60), Milliseconds{0});
    EXPECT_EQ(pause_between(noon, Instant{0}, 1e-3), Milliseconds{0});
}

TEST(Pace, CountsAGapOfYearsAsTheLongest) {
    EXPECT_EQ(pause_between(Instant{986'238'300'000}, noon, 60), Milliseconds{10'000});
    EXPECT_EQ(pause_between(noon, noon + gap_most + minutes{1}, 1), gap_most);
}

}  // namespace
}  // namespace paraat::cli
