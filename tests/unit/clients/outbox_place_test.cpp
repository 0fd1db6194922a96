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

TEST(OutboxPlace, IsNamedInTheNextCommandWithAllThatIsNotUsual) {
    Options options;
    options.outbox = options.outbox_usual = "/home/ans/.local/state/paraat/outbox";
    EXPECT_EQ(outbox_command(options, "send", "radio-7"), "paraat outbox send --as radio-7");
    options.outbox = "/var/it's here";
    options.broker = {"10.0.0.1", 1884, "ans", "secret"};
    options.root = "drill";
    EXPECT_EQ(outbox_command(options, "drop t1", "radio-7"),
              "paraat outbox drop t1 --as radio-7 --outbox '/var/it'\\''s here' --host 10.0.0.1 --port 1884 --user ans "
              "--root drill");
    options.outbox = "o";
    EXPECT_THAT(outbox_command(options, "send", "radio-7"),
                testing::HasSubstr("--outbox " + (std::filesystem::current_path() / "o").string() + " "));
}

}  // namespace
}  // namespace paraat::cli
