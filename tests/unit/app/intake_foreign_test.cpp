#include <gmock/gmock.h>

#include "hub/base/utf8.hpp"
#include "hub/codec/p2000/tables.hpp"
#include "tests/unit/app/desk.hpp"

namespace paraat::app {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::string pager_topic = "oov/partner/contract-1/in/p2000";

std::string pressed(Instant sent_at) {
    return Json{{"sent_at", sent_at.ms}, {"panic", true}}.dump();
}

std::string located(Instant at) {
    return Json{{"_type", "location"}, {"lat", 51.92}, {"lon", 4.48}, {"tst", at.ms / 1'000}}.dump();
}

TEST(IntakeForeign, PhoneSaysNothingOfTheButtonThatItsUnitsRadioHolds) {
    Desk desk;
    EXPECT_THAT(test::names(desk.takes("radio-7", "beacon", pressed(desk.now)).events), Contains("panic_raised"));
    for (int word = 0; word < 3; ++word) {
        desk.now = desk.now + 5s;
        const Batch place = desk.takes_from("owntracks/radio-7/phone", located(desk.now));
        ASSERT_THAT(place.heard, SizeIs(1));
        EXPECT_EQ(place.heard[0].outcome, core::HeardOutcome::taken);
        desk.now = desk.now + 5s;
        // Let go meanwhile, it would be the next press, and another alarm.
        EXPECT_THAT(test::names(desk.takes("radio-7", "beacon", pressed(desk.now)).events),
                    Not(Contains("panic_raised")));
    }
}

TEST(IntakeForeign, RadioThatLetsGoIsBelievedAlsoWithAPhoneBesideIt) {
    Desk desk;
    desk.takes("radio-7", "beacon", pressed(desk.now));
    desk.takes_from("owntracks/radio-7/phone", located(desk.now + 5s));
    desk.takes("radio-7", "beacon", Json{{"sent_at", (desk.now + 10s).ms}}.dump());
    EXPECT_THAT(test::names(desk.takes("radio-7", "beacon", pressed(desk.now + 15s)).events), Contains("panic_raised"));
}

TEST(IntakeForeign, TopicThatIsToldOfIsCutBetweenCharacters) {
    Desk desk;
    for (const std::string before : {"owntracks/", "owntracks/x"}) {
        std::string topic = before;
        while (topic.size() < 300) topic += "é";
        const Batch batch = desk.takes_from(topic, "{}");
        ASSERT_THAT(batch.heard, SizeIs(1));
        EXPECT_TRUE(is_utf8(batch.heard[0].topic)) << before;
        EXPECT_GE(batch.heard[0].topic.size(), 255u);
    }
}

TEST(IntakeForeign, ReceiptThatAPartnerGivesBackIsNotAnswered) {
    Desk desk;
    const Batch refused = desk.takes_from("oov/partner/contract-1/in/cap", "{}");
    ASSERT_THAT(refused.receipts, SizeIs(1));
    for (const char* topic : {"cap", "report", "geojson"}) {
        const Batch back =
            desk.takes_from(std::string("oov/partner/contract-1/in/") + topic, refused.receipts[0].bytes);
        EXPECT_THAT(back.receipts, IsEmpty()) << topic;
    }
    // A client that sends one in place of its report is told so.
    EXPECT_THAT(desk.takes("radio-7", "report", refused.receipts[0].bytes).receipts, SizeIs(1));
}

class LatePages : public testing::Test {
protected:
    void SetUp() override {
        std::vector<SourceIssue> issues;
        const std::string words = test::content_of(std::string(PARAAT_SOURCE_DIR) + "/config/p2000.toml");
        desk_.intake().understand_pages(codec::p2000::read_tables(words, "p2000.toml", issues),
                                        [](Instant) { return Milliseconds{0}; });
        ASSERT_THAT(issues, IsEmpty());
        core::Agreement receiver;
        receiver.partner = core::ClientName{"contract-1"};
        receiver.origin = "oov-a";
        receiver.flows.insert(core::Flow::in);
        for (const auto& [name, category] : desk_.organisation().categories) receiver.categories.insert(name);
        for (const auto severity : {core::Severity::minor, core::Severity::moderate, core::Severity::serious}) {
            receiver.severities.insert(severity);
        }
        receiver.areas.insert(core::any_area);
        receiver.from = desk_.now;
        receiver.until = desk_.now + 24h;
        Batch batch;
        desk_.intake().agree({{receiver}}, desk_.now, batch);
        // The first of two pieces.
        const Batch held = desk_.takes_from(pager_topic,
                                            "FLEX|2025-11-24 00:00:00|1600/2/F/A|12.077|000120161|ALN|P 1 BDH-07 BR "
                                            "woning Dorpsstraat 12 Lei");
        EXPECT_THAT(held.entries, IsEmpty());
        EXPECT_THAT(held.receipts, IsEmpty());
    }

    Batch late(Milliseconds after, bool accepts_intake = true) {
        Batch batch;
        EXPECT_TRUE(desk_.intake().take_late(desk_.now + after, accepts_intake, batch));
        return batch;
    }

    Desk desk_;
};

TEST_F(LatePages, PieceWhoseRestNeverComesIsAReportInItsTime) {
    EXPECT_THAT(late(10s).entries, IsEmpty());
    const Batch batch = late(60s);
    ASSERT_THAT(batch.entries, SizeIs(1));
    ASSERT_TRUE(batch.entries[0].input);
    EXPECT_EQ(batch.entries[0].input->client, "contract-1");
    EXPECT_THAT(batch.entries[0].input->original, HasSubstr("Dorpsstraat 12 Lei"));
    EXPECT_THAT(test::names(batch.events), Contains("report_received"));
    ASSERT_THAT(batch.receipts, SizeIs(1));
    EXPECT_TRUE(batch.receipts[0].to_partner);
    ASSERT_THAT(batch.heard, SizeIs(1));
    EXPECT_EQ(batch.heard[0].format, "p2000");
    EXPECT_THAT(late(120s).entries, IsEmpty());
}

TEST_F(LatePages, PieceWaitsWhileNothingCanBeKept) {
    EXPECT_THAT(late(60s, false).entries, IsEmpty());
    EXPECT_THAT(late(600s).entries, SizeIs(1));
}

}  // namespace
}  // namespace paraat::app
