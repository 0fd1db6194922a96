#include "clients/cli/outbox_place.hpp"

#include <gmock/gmock.h>

namespace paraat::cli {
namespace {

TEST(OutboxPlace, IsWhereTheSystemKeepsStates) {
    EXPECT_EQ(outbox_default("/state", "/home/ans"), "/state/paraat/outbox");
    EXPECT_EQ(outbox_default("", "/home/ans"), "/home/ans/.local/state/paraat/outbox");
}

TEST(OutboxPlace, IsNeverWhereSomebodyJustStands) {
    EXPECT_EQ(outbox_default("state", "/home/ans"), "/home/ans/.local/state/paraat/outbox");
    EXPECT_EQ(outbox_default("", "home"), "");
    EXPECT_EQ(outbox_default("", ""), "");
    const auto opened = open_outbox(Options{}, "radio-7");
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().message, testing::HasSubstr("--outbox DIR"));
}

TEST(OutboxPlace, HasAFolderForEachAccount) {
    Options options;
    options.outbox = "/state";
    EXPECT_EQ(outbox_path(options, "radio-7"), "/state/radio-7");
}

}  // namespace
}  // namespace paraat::cli
