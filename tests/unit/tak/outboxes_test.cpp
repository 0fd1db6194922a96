#include "hub/tak/outboxes.hpp"

#include <gtest/gtest.h>

namespace paraat::tak {
namespace {

constexpr SessionId fast{1}, behind{2}, other_one{3};

bool is_given_up(Outboxes& outboxes, SessionId session) {
    for (const Outboxes::Told& told : outboxes.told()) {
        if (told.session == session) return told.is_full;
    }
    return false;
}

TEST(TakOutboxes, FullestIsGivenUpWhenAllHoldTooMuch) {
    Outboxes outboxes({100, 12});
    for (const SessionId session : {fast, behind, other_one}) outboxes.open(session);
    outboxes.put(behind, "12345678", "");
    outboxes.put(other_one, "1234", "");
    EXPECT_FALSE(is_given_up(outboxes, behind));
    outboxes.put(fast, "1", "");
    EXPECT_TRUE(is_given_up(outboxes, behind));
    EXPECT_EQ(outboxes.take(behind, 100), "");
    EXPECT_EQ(outboxes.take(fast, 100), "1");
    EXPECT_EQ(outboxes.take(other_one, 100), "1234");
}

TEST(TakOutboxes, WhatWasTakenOrClosedOrReplacedLeavesRoom) {
    Outboxes outboxes({100, 12});
    for (const SessionId session : {fast, behind, other_one}) outboxes.open(session);
    outboxes.put(fast, "123456789", "");
    EXPECT_EQ(outboxes.take(fast, 100), "123456789");
    outboxes.put(other_one, "1234567", "");
    EXPECT_TRUE(outboxes.close(other_one));
    EXPECT_FALSE(outboxes.close(other_one));
    for (int i = 0; i < 5; ++i) outboxes.put(behind, "123456", "a position");
    outboxes.put(fast, "123456", "");
    EXPECT_FALSE(is_given_up(outboxes, behind));
    EXPECT_EQ(outboxes.take(behind, 100), "123456");
}

TEST(TakOutboxes, WhoIsGoneIsToldNothing) {
    Outboxes outboxes({100, 12});
    outboxes.put(fast, "1", "");
    outboxes.open(fast);
    outboxes.put(fast, "2", "");
    outboxes.close(fast);
    EXPECT_TRUE(outboxes.told().empty());
    EXPECT_EQ(outboxes.take(fast, 100), "");
}

}  // namespace
}  // namespace paraat::tak
