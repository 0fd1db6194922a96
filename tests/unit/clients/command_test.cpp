#include "clients/cli/command.hpp"

#include <gtest/gtest.h>

namespace paraat::cli {
namespace {

TEST(Account, IsOneToThirtyTwoLettersDigitsAndHyphens) {
    for (const char* good : {"radio-7", "a", "0", "-", "abcdefghijklmnopqrstuvwxyz-12345"}) {
        EXPECT_EQ(account_fault(good), "") << good;
    }
    for (const char* bad : {"", "Radio-7", "radio 7", "radio-7.tab", "a/b", "+", "abcdefghijklmnopqrstuvwxyz-123456"}) {
        EXPECT_NE(account_fault(bad), "") << bad;
    }
}

TEST(FreshId, IsAnotherOneEachTimeAndLawful) {
    const std::string id = fresh_id();
    EXPECT_EQ(id.size(), 20);
    EXPECT_NE(id, fresh_id());
    EXPECT_EQ(account_fault(id), "");
}

}  // namespace
}  // namespace paraat::cli
