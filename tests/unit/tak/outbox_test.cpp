#include "hub/tak/outbox.hpp"

#include <gtest/gtest.h>

namespace paraat::tak {
namespace {

TEST(TakOutbox, GivesWhatFitsInItsOrder) {
    Outbox outbox(100);
    EXPECT_TRUE(outbox.put("one", "") && outbox.put("two", "") && outbox.put("three", ""));
    EXPECT_EQ(outbox.size(), 11U);
    EXPECT_EQ(outbox.take(6), "onetwo");
    EXPECT_EQ(outbox.take(1), "three");
    EXPECT_TRUE(outbox.is_empty());
    EXPECT_EQ(outbox.size(), 0U);
}

TEST(TakOutbox, KeepsOnlyTheNewestPositionOfEach) {
    Outbox outbox(100);
    EXPECT_TRUE(outbox.put("a1", "a") && outbox.put("b1", "b") && outbox.put("a22", "a"));
    EXPECT_EQ(outbox.size(), 5U);
    EXPECT_EQ(outbox.take(100), "a22b1");
    EXPECT_TRUE(outbox.put("a3", "a"));
    EXPECT_EQ(outbox.take(100), "a3");
}

TEST(TakOutbox, StaysFullOnceSomethingWasMissed) {
    Outbox outbox(5);
    EXPECT_TRUE(outbox.put("12345", "a"));
    EXPECT_TRUE(outbox.put("54321", "a"));
    EXPECT_FALSE(outbox.put("6", ""));
    EXPECT_EQ(outbox.take(100), "54321");
    EXPECT_FALSE(outbox.put("6", ""));
    EXPECT_TRUE(outbox.is_full());
}

}  // namespace
}  // namespace paraat::tak
