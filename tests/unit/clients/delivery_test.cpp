#include "clients/cli/delivery.hpp"

#include <gtest/gtest.h>

namespace paraat::cli {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Delivery::Moment start{hours{1}};
constexpr Pace sixty_times{60, seconds{5}};

TEST(Gap, IsTheSpanToTheRecordBeforeDividedByTheSpeed) {
    EXPECT_EQ(gap(sixty_times, Instant{0}, Instant{120'000}), seconds{2});
}

TEST(Gap, IsNoneWhenTheRecordHappenedEarlier) {
    EXPECT_EQ(gap(sixty_times, Instant{120'000}, Instant{0}), seconds{0});
}

TEST(Gap, IsNeverLongerThanTheLongest) {
    EXPECT_EQ(gap(sixty_times, Instant{0}, Instant{315'360'000'000}), seconds{5});
}

TEST(Gap, IsNoneWithoutASpeed) {
    EXPECT_EQ(gap({0, seconds{5}}, Instant{0}, Instant{120'000}), seconds{0});
}

TEST(Delivery, SendsARecordWhenItsGapHasPassed) {
    Delivery delivery({Instant{0}, Instant{120'000}}, sixty_times, seconds{30}, start);
    EXPECT_EQ(delivery.take_due(start, 0), 0U);
    EXPECT_TRUE(delivery.answer(0, start));
    EXPECT_EQ(delivery.take_due(start + Milliseconds{1'999}, 0), std::nullopt);
    EXPECT_EQ(delivery.take_due(start + seconds{2}, 0), 1U);
}

TEST(Delivery, LosesNoPatienceWhileItWaitsForTheNextRecordsTime) {
    Delivery delivery({Instant{0}, Instant{86'400'000}}, {1, hours{24}}, seconds{30}, start);
    EXPECT_EQ(delivery.take_due(start, 0), 0U);
    EXPECT_TRUE(delivery.answer(0, start));
    EXPECT_FALSE(delivery.is_out_of_patience(start + hours{23}));
}

TEST(Delivery, LosesPatienceWhenNothingIsAnswered) {
    Delivery delivery({Instant{0}, Instant{0}}, {}, seconds{30}, start);
    EXPECT_EQ(delivery.take_due(start, 0), 0U);
    EXPECT_FALSE(delivery.is_out_of_patience(start + seconds{30}));
    EXPECT_TRUE(delivery.is_out_of_patience(start + seconds{31}));
}

TEST(Delivery, SendsAgainUntilAnsweredAndCountsAnAnswerOnce) {
    Delivery delivery({Instant{0}}, {}, seconds{30}, start);
    EXPECT_EQ(delivery.take_due(start, 0), 0U);
    EXPECT_EQ(delivery.take_due(start, 0), std::nullopt);
    EXPECT_EQ(delivery.take_due(start + seconds{1}, 0), 0U);
    delivery.begin_again(start + Milliseconds{1'500});
    EXPECT_EQ(delivery.take_due(start + Milliseconds{1'500}, 0), 0U);
    EXPECT_TRUE(delivery.answer(0, start + seconds{2}));
    EXPECT_FALSE(delivery.answer(0, start + seconds{2}));
    EXPECT_TRUE(delivery.is_done());
}

}  // namespace
}  // namespace paraat::cli
