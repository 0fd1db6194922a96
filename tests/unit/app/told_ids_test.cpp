#include "hub/app/told_ids.hpp"

#include <gtest/gtest.h>

namespace paraat::app {
namespace {

TEST(ToldIds, ForgetsTheOldestAndNotTheSmallest) {
    ToldIds told(2);
    EXPECT_TRUE(told.insert("z") && told.insert("a"));
    EXPECT_FALSE(told.insert("a"));
    EXPECT_TRUE(told.insert("b"));
    EXPECT_FALSE(told.contains("z"));
    EXPECT_TRUE(told.contains("a"));
    EXPECT_TRUE(told.contains("b"));
    EXPECT_TRUE(told.insert("z"));
}

}  // namespace
}  // namespace paraat::app
