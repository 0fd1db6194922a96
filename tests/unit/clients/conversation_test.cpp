#include "clients/sdk/conversation.hpp"

#include <gmock/gmock.h>

namespace paraat::sdk {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Instant talk_begin{1'763'940'000'000};

struct TalkMemory final : OutboxStore {
    Result<std::int64_t> keep(const Letter& letter) override {
        letters[++newest] = letter;
        return newest;
    }
    Result<void> forget(std::int64_t number) override {
        letters.erase(number);
        return {};
    }
    Result<std::map<std::int64_t, Letter>> all() override { return letters; }

    std::map<std::int64_t, Letter> letters;
    std::int64_t newest = 0;
};

class ConversationTest : public testing::Test {
protected:
    void connects() {
        talk.will(now);
        talk.connected(now);
    }
    void says(const std::string& kind, const std::string& id, bool is_urgent = false) {
        ASSERT_TRUE(talk.say({kind, id, R"({"id":")" + id + R"("})", is_urgent, now}, now));
    }
    void hears(const std::string& topic, const std::string& payload) { ASSERT_TRUE(talk.hear({topic, payload}, now)); }
    void hub_says(const std::string& state) {
        hears("oov/json/hub/hub-1/status", R"({"node":"hub-1","state":")" + state + R"(","since":1})");
    }
    // As a broker gives it behind a subscription.
    void hub_had_said(const std::string& state) {
        ASSERT_TRUE(talk.hear({"oov/json/hub/hub-1/status", R"({"state":")" + state + R"(","since":1})", true}, now));
    }
    // What goes out now, each as its topic behind "oov/up/radio-7/" and its payload.
    std::vector<std::string> goes(std::uint32_t chance = 0) {
        std::vector<std::string> lines;
        while (auto one = talk.take_due(now, chance)) lines.push_back(one->topic.substr(15) + " " + one->payload);
        return lines;
    }

    TalkMemory store;
    Instant now = talk_begin;
    Conversation talk{std::move(Outbox::open(store, {}, talk_begin).value()), "radio-7", "oov"};
};

TEST_F(ConversationTest, SaysNothingBeforeThereIsAConnection) {
    says("report", "r1");
    EXPECT_THAT(goes(), IsEmpty());
    connects();
    EXPECT_THAT(goes(), ElementsAre(R"(report {"id":"r1"})", R"(presence {"state":"online","session":1763940000000})"));
}

TEST_F(ConversationTest, SignsOnAndOffWithTheNumberOfItsSession) {
    const Publication will = talk.will(now);
    EXPECT_EQ(will.topic, "oov/up/radio-7/presence");
    EXPECT_EQ(will.payload, R"({"state":"offline","session":1763940000000})");
    EXPECT_TRUE(will.is_retained);
    EXPECT_EQ(talk.farewell(), will);
    // In the same millisecond, and when the device's clock was set back.
    EXPECT_EQ(talk.will(now).payload, R"({"state":"offline","session":1763940000001})");
    EXPECT_EQ(talk.will(now - 1h).payload, R"({"state":"offline","session":1763940000002})");
}

TEST_F(ConversationTest, EndsALetterByItsReceipt) {
    says("report", "r1");
    connects();
    goes();
    hears("oov/down/radio-7/receipt",
          R"({"id":"r1","kind":"report","accepted":true,"incident":"01jd8r5x3t9q2m7k4v6w8y0zab","seq":7})");
    const auto letters = talk.letters(now);
    ASSERT_THAT(letters, SizeIs(3));
    EXPECT_EQ(letters.back().state, LetterState::accepted);
    EXPECT_THAT(letters.back().receipt, testing::HasSubstr("01jd8r5x3t9q2m7k4v6w8y0zab"));
    EXPECT_EQ(talk.waiting(), 0u);
}

TEST_F(ConversationTest, WaitsAsLongAsAReceiptAsksTo) {
    says("report", "r1");
    connects();
    goes();
    hears("oov/down/radio-7/receipt",
          R"({"id":"r1","kind":"report","accepted":false,"code":"rate_limited","retry":true,"retry_after_ms":5000})");
    now = now + 4'999ms;
    EXPECT_THAT(goes(), IsEmpty());
    now = now + 1ms;
    EXPECT_THAT(goes(), ElementsAre(R"(report {"id":"r1"})"));
}

TEST_F(ConversationTest, IsNotLedAstrayByWhatIsNoReceipt) {
    says("report", "r1");
    connects();
    goes();
    for (const char* payload : {"", "PREC", "[]", "{}", R"({"id":7,"kind":[],"accepted":"yes"})",
                                R"({"id":"r1","kind":"report"} and more)"}) {
        hears("oov/down/radio-7/receipt", payload);
        EXPECT_EQ(talk.waiting(), 1u) << payload;
    }
    // Without a word on it the hub did not take it, and says so by leaving `retry` out.
    hears("oov/down/radio-7/receipt", R"({"id":"r1","kind":"report","code":"too_long"})");
    EXPECT_EQ(talk.letters(now).back().state, LetterState::refused);
}

TEST_F(ConversationTest, TellsTheHubThatARequestArrived) {
    connects();
    goes();
    hears("oov/json/down/radio-7/notice/01jd8r5x3t9q2m7k4v6w8y0zab",
          R"({"incident":"01jd8r5x3t9q2m7k4v6w8y0zab","rev":2})");
    hears("oov/json/down/radio-7/instruction/01jd9r5x3t9q2m7k4v6w8y0zab",
          R"({"instruction":"01jd9r5x3t9q2m7k4v6w8y0zab","rev":1})");
    EXPECT_THAT(goes(), ElementsAre(R"(ack {"incident":"01jd8r5x3t9q2m7k4v6w8y0zab","rev":2,"answer":"delivered"})",
                                    R"(ack {"instruction":"01jd9r5x3t9q2m7k4v6w8y0zab","answer":"delivered"})"));
    const auto requests = talk.requests();
    ASSERT_THAT(requests, SizeIs(2));
    EXPECT_EQ(requests[0], (Request{Asked::notice, "01jd8r5x3t9q2m7k4v6w8y0zab",
                                    R"({"incident":"01jd8r5x3t9q2m7k4v6w8y0zab","rev":2})"}));
    EXPECT_EQ(requests[1].kind, Asked::instruction);
    EXPECT_THAT(talk.requests(), IsEmpty());
}

TEST_F(ConversationTest, AnswersNothingThatTheHubCouldNotHaveAsked) {
    connects();
    goes();
    const std::string notices = "oov/json/down/radio-7/notice/";
    hears(notices + "me", R"({"rev":2})");
    hears(notices + "\xff", R"({"rev":2})");
    hears(notices + "01jd8r5x3t9q2m7k4v6w8y0zab", R"({"rev":0})");
    hears(notices + "01jd8r5x3t9q2m7k4v6w8y0zab", R"({"rev":18446744073709551615})");
    hears(notices + "01jd8r5x3t9q2m7k4v6w8y0zab", R"([2])");
    hears("oov/json/down/radio-7/instruction/me", "{}");
    EXPECT_THAT(goes(), IsEmpty());
    EXPECT_THAT(talk.requests(), SizeIs(6)) << "whoever uses it may know better";
}

TEST_F(ConversationTest, KeepsNoWordOfWhichTheHubGivesNoReceipt) {
    connects();
    goes();
    const std::string read = R"({"instruction":"01jd8r5x3t9q2m7k4v6w8y0zab","answer":"read"})";
    ASSERT_TRUE(talk.say({"ack", "a1", read, false, now}, now));
    EXPECT_EQ(talk.waiting(), 0U);
    EXPECT_THAT(goes(), ElementsAre("ack " + read));
    EXPECT_THAT(store.letters, IsEmpty());
    ASSERT_TRUE(talk.say(
        {"ack", "a2", R"({"instruction":"01jd8r5x3t9q2m7k4v6w8y0zab","answer":"accepted"})", false, now}, now));
    EXPECT_EQ(talk.waiting(), 1U) << "an answer has a receipt";
}

TEST_F(ConversationTest, HearsWhenARequestStandsNoMore) {
    connects();
    goes();
    hears("oov/json/down/radio-7/notice/01jd8r5x3t9q2m7k4v6w8y0zab", "");
    EXPECT_THAT(goes(), IsEmpty());
    EXPECT_EQ(talk.requests(), std::vector{(Request{Asked::notice, "01jd8r5x3t9q2m7k4v6w8y0zab", ""})});
}

TEST_F(ConversationTest, DoesNotSayThatItHasWhatItHadNoRoomFor) {
    connects();
    goes();
    for (std::size_t number = 0; number <= Conversation::heard_most; ++number) {
        hears("oov/json/down/radio-7/notice/" + Ulid::from_bytes({static_cast<std::uint8_t>(number)}).text(),
              R"({"rev":1})");
    }
    EXPECT_THAT(goes(), SizeIs(Conversation::heard_most));
    EXPECT_THAT(talk.requests(), SizeIs(Conversation::heard_most));
}

TEST_F(ConversationTest, SendsTheNewestPositionOnceAndNoOlderOne) {
    talk.beacon(R"({"lat":51.9})");
    talk.beacon(R"({"lat":52.0})");
    connects();
    EXPECT_THAT(goes(), ElementsAre(testing::StartsWith("presence"), R"(beacon {"lat":52.0})"));
    talk.beacon(R"({"lat":52.1})");
    const auto beacon = talk.take_due(now, 0);
    ASSERT_TRUE(beacon);
    EXPECT_EQ(beacon->qos, 0);
}

TEST_F(ConversationTest, PutsAPanicBeforeAllElse) {
    says("report", "r1");
    connects();
    hears("oov/json/down/radio-7/notice/01jd8r5x3t9q2m7k4v6w8y0zab", R"({"rev":2})");
    says("status", "p1", true);
    EXPECT_EQ(goes().front(), R"(status {"id":"p1"})");
}

TEST_F(ConversationTest, HasNothingToDoWithoutAConnectionButToSayThatALetterIsUnsent) {
    says("report", "r1");
    talk.letters(now);
    EXPECT_EQ(talk.next_due(), now + 60s);
    connects();
    EXPECT_LE(talk.next_due(), now);
    goes();
    talk.letters(now);
    talk.disconnected();
    EXPECT_EQ(talk.next_due(), talk_begin + 60s);
}

TEST_F(ConversationTest, SaysAgainAtOnceWhatABrokerTookBeforeAHubListened) {
    says("report", "r1");
    says("report", "r2");
    connects();
    EXPECT_TRUE(talk.watches_hub(now));
    EXPECT_THAT(goes(), SizeIs(3));
    hub_says("starting");
    EXPECT_THAT(goes(), IsEmpty());
    hub_says("up");
    EXPECT_LE(talk.next_due(), now);
    EXPECT_THAT(goes(), ElementsAre(R"(report {"id":"r1"})", R"(report {"id":"r2"})"));
    hub_says("up");
    EXPECT_THAT(goes(), IsEmpty());
}

TEST_F(ConversationTest, SaysAgainAtOnceWhatItSaidWhileTheHubWasAway) {
    connects();
    says("report", "r1");
    EXPECT_FALSE(talk.watches_hub(now));
    goes();
    // Its waits grow to half a minute.
    for (const Milliseconds wait : {1'000ms, 2'000ms, 4'000ms, 8'000ms}) {
        now = now + wait;
        EXPECT_TRUE(talk.watches_hub(now));
        EXPECT_THAT(goes(), ElementsAre(R"(report {"id":"r1"})"));
        if (wait == 1'000ms) hub_had_said("down");
    }
    now = now + 1ms;
    EXPECT_THAT(goes(), IsEmpty());
    hub_says("up");
    EXPECT_THAT(goes(), ElementsAre(R"(report {"id":"r1"})"));
}

TEST_F(ConversationTest, SaysNothingTwiceToAHubThatListenedBefore) {
    says("report", "r1");
    connects();
    EXPECT_TRUE(talk.watches_hub(now));
    hub_had_said("up");
    EXPECT_THAT(goes(), SizeIs(2));
    hub_says("up");
    EXPECT_THAT(goes(), IsEmpty());
}

TEST_F(ConversationTest, PressesAHubThatBeginsToListenWithAPanicOnly) {
    says("report", "r1");
    says("status", "p1", true);
    connects();
    goes();
    hub_says("up");
    EXPECT_THAT(goes(1U << 31), ElementsAre(R"(status {"id":"p1"})"));
    now = now + 499ms;
    EXPECT_THAT(goes(), IsEmpty());
    now = now + 1ms;
    EXPECT_THAT(goes(), ElementsAre(R"(report {"id":"r1"})"));
}

TEST_F(ConversationTest, WaitsAsLongAsAReceiptAsksToWhoeverBeginsToListen) {
    says("report", "r1");
    connects();
    goes();
    hears("oov/down/radio-7/receipt",
          R"({"id":"r1","kind":"report","accepted":false,"code":"rate_limited","retry":true,"retry_after_ms":5000})");
    hub_says("up");
    EXPECT_THAT(goes(), IsEmpty());
}

TEST_F(ConversationTest, WatchesTheHubOnlyWhileSomethingHasNoReceiptInItsTime) {
    connects();
    EXPECT_FALSE(talk.watches_hub(now));
    says("report", "r1");
    goes();
    now = now + 999ms;
    EXPECT_FALSE(talk.watches_hub(now));
    now = now + 1ms;
    EXPECT_TRUE(talk.watches_hub(now));
    goes();
    EXPECT_TRUE(talk.watches_hub(now)) << "until its receipt";
    hears("oov/down/radio-7/receipt", R"({"id":"r1","kind":"report","accepted":true})");
    EXPECT_FALSE(talk.watches_hub(now));
    says("report", "r2");
    goes();
    hub_says("up");  // was on its way when the subscription ended
    EXPECT_THAT(goes(), IsEmpty());
}

TEST_F(ConversationTest, ListensToItsOwnTopicsOnly) {
    EXPECT_THAT(talk.filters(), ElementsAre("oov/down/radio-7/receipt", "oov/json/down/radio-7/notice/+",
                                            "oov/json/down/radio-7/instruction/+"));
    says("report", "r1");
    connects();
    goes();
    hears("oov/down/radio-8/receipt", R"({"id":"r1","kind":"report","accepted":true})");
    EXPECT_EQ(talk.waiting(), 1u);
}

}  // namespace
}  // namespace paraat::sdk
