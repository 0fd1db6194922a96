#include "hub/base/token_bucket.hpp"

#include <gtest/gtest.h>

namespace paraat {
namespace {

using namespace std::chrono_literals;

constexpr Instant start{1'763'940'000'000};

int taken_at(TokenBucket& bucket, Instant now) {
    int taken = 0;
    while (bucket.take(now)) ++taken;
    return taken;
}

TEST(TokenBucket, GivesABurstAtOnceAndThenItsRate) {
    TokenBucket bucket(10, 5);
    EXPECT_EQ(taken_at(bucket, start), 5);
    EXPECT_EQ(taken_at(bucket, start + 99ms), 0);
    EXPECT_EQ(taken_at(bucket, start + 100ms), 1);
    EXPECT_EQ(taken_at(bucket, start + 300ms), 2);
}

TEST(TokenBucket, SavesUpNoMoreThanABurst) {
    TokenBucket bucket(10, 5);
    taken_at(bucket, start);
    EXPECT_EQ(taken_at(bucket, start + 24h), 5);
}

TEST(TokenBucket, LosesNothingToRounding) {
    TokenBucket bucket(3, 2);
    taken_at(bucket, start);
    int taken = 0;
    for (Milliseconds passed = 1ms; passed <= 10s; passed += 1ms) taken += taken_at(bucket, start + passed);
    EXPECT_EQ(taken, 30);
}

TEST(TokenBucket, SaysHowLongTheNextTokenIsWaitedFor) {
    TokenBucket bucket(3, 1);
    EXPECT_EQ(bucket.wait(start), 0ms);
    bucket.take(start);
    EXPECT_EQ(bucket.wait(start), 334ms);
    EXPECT_FALSE(bucket.take(start + 333ms));
    EXPECT_EQ(bucket.wait(start + 333ms), 1ms);
    EXPECT_TRUE(bucket.take(start + 334ms));
}

TEST(TokenBucket, GivesMoreThanOneTokenAMillisecond) {
    TokenBucket bucket(20'000, 1'000);
    EXPECT_EQ(taken_at(bucket, start), 1'000);
    EXPECT_EQ(taken_at(bucket, start + 1ms), 20);
}

TEST(TokenBucket, IsFullAgainAfterARest) {
    TokenBucket bucket(10, 5);
    EXPECT_TRUE(bucket.is_full(start));
    bucket.take(start);
    EXPECT_FALSE(bucket.is_full(start + 99ms));
    EXPECT_TRUE(bucket.is_full(start + 100ms));
}

TEST(TokenBucket, GivesSeveralTokensOrNone) {
    TokenBucket bucket(1'000, 100);
    EXPECT_TRUE(bucket.take(start, 60));
    EXPECT_FALSE(bucket.take(start, 60));
    EXPECT_EQ(bucket.wait(start, 60), 20ms);
    EXPECT_EQ(bucket.wait(start, 40), 0ms) << "what was refused took nothing";
    EXPECT_FALSE(bucket.take(start + 19ms, 60));
    EXPECT_TRUE(bucket.take(start + 20ms, 60));
}

TEST(TokenBucket, GivesNothingTwiceWhenTimeGoesBack) {
    TokenBucket bucket(10, 1);
    EXPECT_TRUE(bucket.take(start));
    EXPECT_FALSE(bucket.take(start - 1h));
    EXPECT_FALSE(bucket.take(start));
    EXPECT_TRUE(bucket.take(start + 100ms));
}

}  // namespace
}  // namespace paraat
