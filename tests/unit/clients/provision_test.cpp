#include "clients/cli/provision.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paraat::cli {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

Result<std::vector<provision::ClaimStore::Wanted>> batch_of(const std::string& csv) {
    return batch_in(csv, {"", "paraat", "", std::chrono::hours{24}, 1});
}

TEST(ProvisionBatch, TakesColumnsInAnyOrderAndFillsInWhatIsLeftOut) {
    const auto batch = batch_of("label,account\n\"Van 3, north\",radio-7\n,radio-8\n");
    ASSERT_TRUE(batch) << batch.error().message;
    ASSERT_THAT(*batch, SizeIs(2));
    EXPECT_EQ((*batch)[0].account, "radio-7");
    EXPECT_EQ((*batch)[0].label, "Van 3, north");
    EXPECT_EQ((*batch)[1].kind, "paraat");
}

TEST(ProvisionBatch, SaysOnWhichLineWhatIsWrong) {
    const auto message_of = [](const std::string& csv) {
        const auto batch = batch_of(csv);
        return batch ? "" : batch.error().message;
    };
    EXPECT_THAT(message_of(""), HasSubstr("empty"));
    EXPECT_THAT(message_of("account\n"), HasSubstr("no device"));
    EXPECT_THAT(message_of("acount\nradio-7\n"), HasSubstr("line 1: there is no column \"acount\"; did you mean"));
    EXPECT_THAT(message_of("label\nVan 3\n"), HasSubstr("line 1: a column \"account\""));
    EXPECT_THAT(message_of("account,label\nradio-7\n"), HasSubstr("line 2: "));
    EXPECT_THAT(message_of("account\nradio-7\nRadio 8\n"), HasSubstr("line 3: \"Radio 8\""));
    EXPECT_THAT(message_of("account\nradio-7\nradio-7\n"), HasSubstr("line 3: \"radio-7\" is there twice"));
    EXPECT_THAT(message_of("account,kind\nradio-7,traccar\n"),
                HasSubstr("line 2: the hub does not understand traccar yet"));
}

}  // namespace
}  // namespace paraat::cli
