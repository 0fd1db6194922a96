#include "hub/guard/rights.hpp"

#include <gtest/gtest.h>

namespace paraat::guard {
namespace {

TEST(Filter, TakesTheTopicItNames) {
    EXPECT_TRUE(is_of("oov/dvo/board", "oov/dvo/board"));
    for (const char* topic :
         {"oov/dvo/boards", "oov/dvo", "oov/dvo/board/", "oov/dvo/board/full", "/oov/dvo/board", "OOV/dvo/board", ""}) {
        EXPECT_FALSE(is_of("oov/dvo/board", topic)) << topic;
    }
}

TEST(Filter, TakesOneLevelForAPlus) {
    EXPECT_TRUE(is_of("oov/+/alert/+", "oov/dvo/alert/x"));
    EXPECT_TRUE(is_of("oov/+/alert/+", "oov//alert/"));
    for (const char* topic : {"oov/dvo/alert", "oov/dvo/alert/x/y", "oov/covert/dvo/alert/x"}) {
        EXPECT_FALSE(is_of("oov/+/alert/+", topic)) << topic;
    }
}

TEST(Filter, TakesTheRestForAHashAndWhatItStandsBelow) {
    for (const char* topic : {"oov/up/radio-7", "oov/up/radio-7/", "oov/up/radio-7/report", "oov/up/radio-7/a/b"}) {
        EXPECT_TRUE(is_of("oov/up/radio-7/#", topic)) << topic;
    }
    for (const char* topic : {"oov/up", "oov/up/radio-77/report", "oov/up/radio-8/report"}) {
        EXPECT_FALSE(is_of("oov/up/radio-7/#", topic)) << topic;
    }
    EXPECT_TRUE(is_of("#", "anything/at/all"));
}

TEST(Filter, GivesWhatIsOfTheBrokerToNoWildcard) {
    EXPECT_FALSE(is_of("#", "$SYS/broker/uptime"));
    EXPECT_FALSE(is_of("+/broker/uptime", "$SYS/broker/uptime"));
    EXPECT_TRUE(is_of("$SYS/broker/#", "$SYS/broker/uptime"));
}

constexpr const char* of_two =
    "# by the hub\nuser radio-7\ntopic write oov/up/radio-7/#\ntopic read oov/down/radio-7/#\n\n"
    "user hub\ntopic readwrite oov/#\n";

TEST(Rights, AreWhatIsWrittenAndNothingElse) {
    const auto rights = Rights::in(of_two);
    ASSERT_TRUE(rights);
    EXPECT_EQ(2U, rights->accounts());
    EXPECT_TRUE(rights->may_write("radio-7", "oov/up/radio-7/report"));
    EXPECT_FALSE(rights->may_read("radio-7", "oov/up/radio-7/report"));
    EXPECT_TRUE(rights->may_read("radio-7", "oov/down/radio-7/receipt"));
    EXPECT_FALSE(rights->may_write("radio-7", "oov/down/radio-7/receipt"));
    EXPECT_TRUE(rights->may_read("hub", "oov/up/radio-7/report") && rights->may_write("hub", "oov/up/radio-7/report"));
    EXPECT_FALSE(rights->may_read("hub", "xyz"));
}

TEST(Rights, AreNobodysWhoIsNotNamed) {
    const auto rights = Rights::in(of_two);
    ASSERT_TRUE(rights);
    for (const char* account : {"", "radio-8", "radio-7 ", "RADIO-7"}) {
        EXPECT_FALSE(rights->may_write(account, "oov/up/radio-7/report")) << account;
    }
    EXPECT_FALSE(Rights().may_read("hub", "oov/up/radio-7/report"));
}

TEST(Rights, OfALineThatIsNotKnownAreNone) {
    for (const char* text :
         {"topic read oov/#\n", "user a\ntopic deny oov/#\n", "user a\npattern read oov/%u\n", "user a\ntopic oov/#\n",
          "user\ntopic read oov/#\n", "user a\ntopic read\n", "user a\n topic read oov/#\n"}) {
        EXPECT_FALSE(Rights::in(text)) << text;
    }
}

TEST(Rights, StandWhereTheTextWasMovedTo) {
    auto made = Rights::in(of_two);
    ASSERT_TRUE(made);
    const Rights moved = std::move(*made);
    EXPECT_TRUE(moved.may_write("radio-7", "oov/up/radio-7/report"));
}

}  // namespace
}  // namespace paraat::guard
