#include "hub/app/listening.hpp"

#include <gtest/gtest.h>

namespace paraat::app {
namespace {

using namespace std::chrono_literals;

// Rounds of 50 ms; a connection is broken off and made by hand.
class Ear {
public:
    Listening listening{Instant{0}};
    Instant now{0};
    bool is_connected = false;
    std::uint64_t incarnation = 0;

    void connects() {
        is_connected = true;
        ++incarnation;
    }
    void hears() {
        now = now + 50ms;
        listening.pass({now, is_connected, incarnation, true});
    }
    void passes(Milliseconds span) {
        for (const Instant end = now + span; now < end;) {
            now = now + 50ms;
            listening.pass({now, is_connected, incarnation, false});
        }
    }
    void stands_still(Milliseconds span) {
        now = now + span;
        listening.pass({now, is_connected, incarnation, false});
    }
    bool is_over() const { return listening.is_over(); }
};

TEST(Listening, EndsAfterHalfASecondOfQuietOnAConnection) {
    Ear ear;
    ear.connects();
    ear.passes(400ms);
    EXPECT_FALSE(ear.is_over());
    ear.hears();
    ear.passes(450ms);
    EXPECT_FALSE(ear.is_over());
    ear.passes(50ms);
    EXPECT_TRUE(ear.is_over());
}

TEST(Listening, EndsAfterFiveSecondsWithoutAConnection) {
    Ear ear;
    ear.passes(4950ms);
    EXPECT_FALSE(ear.is_over());
    ear.passes(50ms);
    EXPECT_TRUE(ear.is_over());
}

TEST(Listening, CountsItsLimitFromTheConnection) {
    Ear ear;
    ear.passes(4900ms);
    ear.connects();
    for (int i = 0; i < 99; ++i) ear.hears();
    EXPECT_FALSE(ear.is_over());
    ear.hears();
    ear.hears();
    EXPECT_TRUE(ear.is_over());
}

TEST(Listening, BeginsAnewWhenTheProcessStoodStill) {
    Ear ear;
    ear.connects();
    ear.passes(1s);
    ASSERT_TRUE(ear.is_over());
    ear.stands_still(30s);
    EXPECT_FALSE(ear.is_over());
    ear.passes(500ms);
    EXPECT_TRUE(ear.is_over());
}

TEST(Listening, HearsNoQuietWhileTheConnectionIsGone) {
    Ear ear;
    ear.connects();
    ear.passes(1s);
    ear.stands_still(30s);
    ear.passes(200ms);
    ear.is_connected = false;  // the broker gave it up meanwhile, which is only now seen
    ear.passes(1s);
    EXPECT_FALSE(ear.is_over());
    ear.connects();
    ear.passes(450ms);
    EXPECT_FALSE(ear.is_over());
    ear.passes(100ms);
    EXPECT_TRUE(ear.is_over());
}

TEST(Listening, EndsThoughTheConnectionComesAndGoes) {
    Ear ear;
    int times = 0;
    for (int i = 0; i < 60; ++i) {
        ear.connects();
        ear.passes(100ms);
        times += ear.is_over() ? 1 : 0;
        ear.is_connected = false;
        ear.passes(100ms);
        times += ear.is_over() ? 1 : 0;
    }
    EXPECT_GE(times, 2);
}

TEST(Listening, BeginsAgainWhenTheBrokerIsBack) {
    Ear ear;
    ear.connects();
    ear.passes(1s);
    ear.is_connected = false;
    ear.passes(1min);
    EXPECT_TRUE(ear.is_over());  // what is due meanwhile happens
    ear.connects();
    ear.hears();
    EXPECT_FALSE(ear.is_over());
    ear.passes(500ms);
    EXPECT_TRUE(ear.is_over());
}

}  // namespace
}  // namespace paraat::app
