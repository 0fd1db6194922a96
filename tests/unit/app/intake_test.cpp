#include "hub/app/intake.hpp"

#include <gmock/gmock.h>

#include <numeric>

#include "hub/base/digest.hpp"
#include "hub/codec/json_reader.hpp"
#include "hub/codec/schema.hpp"
#include "tests/unit/app/desk.hpp"

namespace paraat::app {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

std::string of(const std::string& payload) {
    return hex(sha256(payload)).substr(0, 16);
}

TEST(Intake, TakesNothingFromForeignTopics) {
    Desk desk;
    for (const char* topic :
         {"xyz/up/radio-7/report", "oov/down/radio-7/report", "oov/up", "oov/up/radio-7", "oov/up//report",
          "oov/up/Radio-7/report", "oov/up/radio_7/report", "oov/up/radio-7/reports", "oov/up/radio-7/report/x",
          "oov/up/radio-7/", "/oov/up/radio-7/report", "oov/up/a-name-of-thirty-three-letters-abc/report"}) {
        EXPECT_TRUE(desk.takes_from(topic, theft).is_empty()) << topic;
    }
    EXPECT_EQ(desk.counts().foreign_topics, 12u);
    EXPECT_EQ(desk.counts().accepted, 0u);
}

TEST(Intake, JournalsAReportWithItsEventsAndItsReceipt) {
    Desk desk;
    const Batch batch = desk.takes("radio-7", "report", theft);
    ASSERT_THAT(batch.entries, SizeIs(1));
    const journal::InputRow& input = batch.entries[0].input.value();
    EXPECT_EQ(input.client, "radio-7");
    EXPECT_EQ(input.kind, "report");
    EXPECT_EQ(input.id, "t1");
    EXPECT_EQ(input.payload_hash, sha256(theft));
    EXPECT_EQ(input.normalised, theft);
    EXPECT_EQ(input.receipt, batch.receipts.at(0).bytes);
    EXPECT_EQ(input.client_seq, 1);
    EXPECT_EQ(batch.entries[0].events.size(), batch.events.size());
    EXPECT_THAT(test::names(batch.events), testing::IsSupersetOf({"report_received", "incident_opened"}));
}

TEST(Intake, AnswersInTheEncodingOfTheQuestion) {
    Desk desk;
    std::string id;
    const auto flat = codec::read_json(theft, *codec::schema_with("PREP"), id);
    ASSERT_TRUE(flat);
    const Batch batch = desk.takes("radio-7", "report", flat->bytes);
    ASSERT_THAT(batch.receipts, SizeIs(1));
    EXPECT_EQ(codec::encoding_of(batch.receipts[0].bytes), codec::Encoding::flatbuffers);
    EXPECT_EQ(Json::parse(batch.receipts[0].twin)["id"], "t1");
}

TEST(Intake, AnswersWhatNobodyCanRead) {
    Desk desk;
    EXPECT_EQ(desk.answer("radio-7", "report", "hello"),
              R"({"id":"","kind":"report","accepted":false,"code":"unreadable",)"
              R"("error":"neither JSON nor FlatBuffers of this contract","of":")" +
                  of("hello") + "\"}");
    const std::string half = R"({"id":"t1","category":"theft")";
    EXPECT_EQ(desk.answer("radio-7", "report", half),
              R"({"id":"","kind":"report","accepted":false,"code":"unreadable",)"
              R"("error":"this is no well-formed JSON in UTF-8","of":")" +
                  of(half) + "\"}");
    EXPECT_EQ(desk.receipt("radio-7", "report", "<alert>")["code"], "unreadable");
    EXPECT_EQ(desk.counts().refused, 3u);
}

TEST(Intake, NamesNoIdOfWhatNobodyCanRead) {
    Desk desk;
    const auto receipt = desk.receipt("radio-7", "report", R"({"id":"t1","category":"theft","category":"riot"})");
    EXPECT_EQ(receipt["code"], "unreadable");
    EXPECT_EQ(receipt["id"], "");
}

TEST(Intake, NamesTheIdAndTheFieldOfWhatIsNotRight) {
    Desk desk;
    const auto receipt = desk.receipt("radio-7", "report",
                                      R"({"id":"t1","category":"theft","text":")" + std::string(4'001, 'x') + "\"}");
    EXPECT_EQ(receipt.dump(), R"({"id":"t1","kind":"report","accepted":false,"code":"too_long","field":"text",)"
                              R"("error":"text has at most 4000 bytes"})");
}

TEST(Intake, NamesUnknownFieldsThatItTook) {
    Desk desk;
    const auto receipt = desk.receipt("radio-7", "report", R"({"id":"t1","category":"theft","severty":"severe"})");
    EXPECT_EQ(receipt["accepted"], true);
    EXPECT_EQ(receipt["ignored"], Json::array({"severty"}));
}

TEST(Intake, AnswersNoPresenceAndNoSignOfDelivery) {
    Desk desk;
    const std::string incident = desk.receipt("radio-7", "report", theft)["incident"];
    for (const char* answer : {"delivered", "shown", "read"}) {
        const std::string ack = R"({"id":"a1","incident":")" + incident + R"(","answer":")" + answer + "\"}";
        EXPECT_THAT(desk.takes("radio-8", "ack", ack).receipts, IsEmpty()) << answer;
    }
    EXPECT_THAT(desk.takes("radio-7", "presence", R"({"state":"online","session":1})").receipts, IsEmpty());
    EXPECT_THAT(desk.takes("radio-7", "presence", "offline").receipts, IsEmpty());
}

TEST(Intake, ObservesABeaconWithoutAnswer) {
    Desk desk;
    const Batch batch = desk.takes("radio-7", "beacon", R"({"lat":51.92,"lon":4.48,"battery_pct":80})");
    EXPECT_THAT(batch.receipts, IsEmpty());
    ASSERT_THAT(batch.observed, SizeIs(1));
    EXPECT_EQ(batch.observed[0].first.text, "radio-7");
    EXPECT_EQ(batch.observed[0].second.battery_pct, 80);
}

TEST(Intake, RefusesTheFirstMalformedBeaconOfEachClientAndMinute) {
    Desk desk;
    const std::string bad = R"({"lat":51.92})";
    EXPECT_EQ(desk.receipt("radio-7", "beacon", bad)["code"], "bad_value");
    EXPECT_THAT(desk.takes("radio-7", "beacon", bad).receipts, IsEmpty());
    EXPECT_EQ(desk.receipt("radio-8", "beacon", "x")["code"], "unreadable");
    desk.now = desk.now + Milliseconds{59'999};
    EXPECT_THAT(desk.takes("radio-7", "beacon", bad).receipts, IsEmpty());
    desk.now = desk.now + Milliseconds{1};
    EXPECT_EQ(desk.receipt("radio-7", "beacon", bad)["kind"], "beacon");
    EXPECT_EQ(desk.counts().unreadable_beacons, 5u);
}

TEST(Intake, TellsAMalformedBeaconAlsoAfterAMalformedPresence) {
    Desk desk;
    desk.takes("radio-7", "presence", R"({"state":"bla"})");
    EXPECT_THAT(desk.takes("radio-7", "beacon", R"({"lat":1})").receipts, SizeIs(1));
}

TEST(Intake, TakesPanicWhateverElseIsWrongWithIt) {
    Desk desk;
    const Batch batch = desk.takes("radio-7", "beacon", R"({"battery_pct":101,"panic":true})");
    EXPECT_THAT(test::names(batch.events), testing::Contains("panic_raised"));
    const auto receipt = desk.receipt("radio-1", "status", R"({"id":"p1","panic":true,"incident":"zz"})");
    EXPECT_EQ(receipt["accepted"], true);
    EXPECT_EQ(receipt["ignored"], nlohmann::ordered_json::array({"incident"}));
}

TEST(Intake, LetsNobodySpeakAsTheHub) {
    Desk desk;
    EXPECT_TRUE(desk.takes("hub", "report", R"({"id":"t1","category":"theft"})").is_empty());
    EXPECT_EQ(desk.counts().foreign_topics, 1u);
}

TEST(Intake, KnowsWhatWasRefusedWithoutAnIdByItsBytes) {
    Desk desk;
    const std::string payload = R"({"category":"nonsense"})";
    const auto receipt = desk.receipt("radio-7", "report", payload);
    EXPECT_EQ(receipt["id"], "");
    EXPECT_EQ(receipt["of"], hex(sha256(payload)).substr(0, 16));
}

TEST(Intake, HandsOnAQuestion) {
    Desk desk;
    const Batch batch = desk.takes("stranger", "query", R"({"id":"q1","ask":"incidents","division":"dvo"})");
    EXPECT_THAT(batch.entries, IsEmpty());
    EXPECT_THAT(batch.receipts, IsEmpty());
    ASSERT_THAT(batch.questions, SizeIs(1));
    EXPECT_EQ(batch.questions[0].asker.text, "stranger");
    EXPECT_EQ(batch.questions[0].id, "q1");
    EXPECT_EQ(batch.questions[0].query.ask, "incidents");
    EXPECT_FALSE(batch.questions[0].answer);
}

TEST(Intake, PutsOnRecordWhoLooksBeforeItIsAnswered) {
    Desk desk;
    const std::string asked = R"({"id":"q1","ask":"units","division":"dvo"})";
    const Batch first = desk.takes("opco-1", "query", asked);
    ASSERT_THAT(first.questions, SizeIs(1));
    ASSERT_FALSE(first.events.empty());
    const core::Event& event = first.events.back();
    EXPECT_EQ(core::ClientName{"opco-1"}, event.by);
    const auto* consulted = std::get_if<core::Consulted>(&event.body);
    ASSERT_NE(nullptr, consulted);
    EXPECT_EQ((core::Consulted{"units", {}, core::DivisionName{"dvo"}, false, {}}), *consulted);
    EXPECT_EQ(first.events.size(),
              std::accumulate(first.entries.begin(), first.entries.end(), std::size_t{0},
                              [](std::size_t sum, const journal::Entry& entry) { return sum + entry.events.size(); }));
}

TEST(Intake, PutsOnRecordOnceWhatIsAskedAgainAndAgain) {
    Desk desk;
    const std::string asked = R"({"id":"q1","ask":"units","division":"dvo"})";
    const auto recorded = [&](const std::string& client) {
        const Batch batch = desk.takes(client, "query", asked);
        EXPECT_THAT(batch.questions, SizeIs(1));
        return std::count_if(batch.events.begin(), batch.events.end(), [](const core::Event& event) {
            return std::holds_alternative<core::Consulted>(event.body);
        });
    };
    EXPECT_EQ(1, recorded("opco-1"));
    EXPECT_EQ(0, recorded("opco-1"));
    EXPECT_EQ(1, recorded("console-1"));
    desk.now = desk.now + std::chrono::minutes{10};
    EXPECT_EQ(1, recorded("opco-1"));
}

TEST(Intake, PutsProbingOnRecordOnceWhateverIsNamed) {
    Desk desk;
    const auto recorded = [&](const std::string& incident) {
        const Batch batch =
            desk.takes("radio-1", "query", R"({"id":"q1","ask":"incident","incident":")" + incident + R"("})");
        return std::count_if(batch.events.begin(), batch.events.end(), [](const core::Event& event) {
            return std::holds_alternative<core::Consulted>(event.body);
        });
    };
    EXPECT_EQ(1, recorded("01jd8q3xk5e9v1z7m2c4b6n8ra"));
    EXPECT_EQ(0, recorded("01jd8q3xk5e9v1z7m2c4b6n8rb"));
}

TEST(Intake, AnswersAQuestionThatItCannotReadByItself) {
    Desk desk;
    const Batch batch = desk.takes("console-1", "query", R"({"id":"q1","ask":7})");
    EXPECT_THAT(batch.receipts, IsEmpty());
    ASSERT_THAT(batch.questions, SizeIs(1));
    ASSERT_TRUE(batch.questions[0].answer);
    EXPECT_FALSE(batch.questions[0].answer->ok);
    EXPECT_EQ(batch.questions[0].answer->id, "q1");
    EXPECT_EQ(batch.questions[0].answer->code, "bad_value");
    EXPECT_EQ(batch.questions[0].answer->field, "ask");
    const Batch limit = desk.takes("console-1", "query", R"({"id":"q2","ask":"units","limit":"x"})");
    EXPECT_EQ(limit.questions[0].answer->ask, "units");
}

TEST(Intake, RefusesAQuestionOfMoreThanFourKilobytes) {
    Desk desk;
    const Batch batch = desk.takes("console-1", "query", R"({"id":"q1","ask":")" + std::string(4'096, 'x') + "\"}");
    ASSERT_THAT(batch.questions, SizeIs(1));
    EXPECT_EQ(batch.questions[0].answer.value().code, "unreadable");
}

}  // namespace
}  // namespace paraat::app
