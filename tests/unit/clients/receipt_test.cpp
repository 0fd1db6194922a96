#include "clients/sdk/receipt.hpp"

#include <gtest/gtest.h>

namespace paraat::sdk {
namespace {

TEST(Receipt, SaysOfWhatItIsAndHowItEnded) {
    const std::string bytes = R"({"id":"t1","kind":"report","accepted":true,"incident":"01jd8","seq":7})";
    const auto word = read_receipt(bytes);
    ASSERT_TRUE(word);
    EXPECT_EQ(word->kind, "report");
    EXPECT_EQ(word->id, "t1");
    EXPECT_TRUE(word->is_accepted);
    EXPECT_FALSE(word->is_retry);
    EXPECT_EQ(word->bytes, bytes);
}

TEST(Receipt, SaysHowLongToWaitAnHourAtMost) {
    const auto asked = [](const std::string& ms) {
        return read_receipt(R"({"kind":"report","accepted":false,"retry":true,"retry_after_ms":)" + ms + "}")
            ->retry_after.count();
    };
    EXPECT_EQ(asked("2000"), 2'000);
    EXPECT_EQ(asked("-1"), 0);
    EXPECT_EQ(asked("9000000000000000000"), 3'600'000);
    EXPECT_EQ(asked("\"soon\""), 0);
}

TEST(Receipt, OfAnotherFormIsOfAnotherClient) {
    EXPECT_FALSE(read_receipt("\x10\x00\x00\x00PRCT"));
    EXPECT_FALSE(read_receipt("[]"));
    EXPECT_FALSE(read_receipt(""));
}

TEST(Receipt, WithFieldsOfOtherTypesAcceptsNothing) {
    const auto word = read_receipt(R"({"kind":1,"id":{},"accepted":"true","retry":1})");
    ASSERT_TRUE(word);
    EXPECT_EQ(word->kind, "");
    EXPECT_FALSE(word->is_accepted);
    EXPECT_FALSE(word->is_retry);
}

}  // namespace
}  // namespace paraat::sdk
