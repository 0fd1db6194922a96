#include "hub/mqtt/session.hpp"

#include <gmock/gmock.h>

#include "tests/support/mqtt_frames.hpp"
#include "tests/unit/mqtt/broker_words.hpp"

namespace paraat::mqtt {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A session whose broker is the test: it hears what the session writes, and answers byte by byte.
class SessionTest : public testing::TestWithParam<Version>, public Listener {
protected:
    static Session::Settings settings() {
        Session::Settings made;
        made.version = GetParam();
        made.connect.client_id = "hub-1";
        made.subscriptions = {{"up/+", 1}, {"status", 1}};
        made.window = 3;
        return made;
    }
    void ready(const std::vector<std::string>& refused) override {
        heard.push_back("ready");
        for (const std::string& filter : refused) heard.push_back("refused " + filter);
    }
    void arrived(const Publish& publish, ArrivalNumber number) override {
        heard.push_back(std::string(publish.topic) + " " + std::string(publish.payload) + " " + std::to_string(number));
    }
    void answered(std::uint64_t number, std::uint8_t code) override {
        heard.push_back("answered " + std::to_string(number) + (code == 0 ? "" : " with " + std::to_string(code)));
    }
    void hears(const std::string& bytes) { session.receive(bytes, now); }
    void connects(const std::string& properties = "") {
        session.open(now);
        hears(connack(GetParam(), 0, properties));
        hears(suback(GetParam(), 1, {1, 1}));
        session.take_out();
        heard.clear();
    }
    // The types and ids of what it writes.
    std::vector<std::string> writes() {
        const std::string out = session.take_out();
        std::string_view unread = out;
        std::vector<std::string> packets;
        while (!unread.empty()) {
            const auto frame = test::take_frame(unread);
            if (!frame) return {"no packet"};
            packets.push_back(line_of(*frame));
        }
        return packets;
    }
    static std::string line_of(const Frame& frame) {
        const auto id = [&] {
            return std::to_string(read_puback(Frame{4, 0, frame.body.substr(0, 2)}, GetParam())->id);
        };
        switch (static_cast<PacketType>(frame.type)) {
            case PacketType::connect: return "connect";
            case PacketType::subscribe: return "subscribe " + id();
            case PacketType::puback: return "puback " + id();
            case PacketType::publish: {
                const auto publish = read_publish(frame, GetParam());
                return "publish " + std::string(publish->payload) + " " + std::to_string(publish->id);
            }
            case PacketType::pingreq: return "ping";
            case PacketType::disconnect: return "disconnect";
            default: return "type " + std::to_string(frame.type);
        }
    }
    void says(std::uint64_t number, int qos = 1) {
        const std::string payload = "p" + std::to_string(number);
        session.publish(number, {"down", payload, qos, false, false, 0}, now);
    }
    void passes(Milliseconds span) {
        now = now + span;
        session.pass(now);
    }

    Instant now{1'000};
    std::vector<std::string> heard;
    Arrivals arrivals;
    Session session{settings(), arrivals, *this};
};

TEST_P(SessionTest, IsReadyOnceItIsSubscribed) {
    session.open(now);
    EXPECT_THAT(writes(), ElementsAre("connect"));
    EXPECT_EQ(session.room(), 0u);
    hears(connack(GetParam()));
    EXPECT_THAT(writes(), ElementsAre("subscribe 1"));
    EXPECT_THAT(heard, IsEmpty());
    hears(suback(GetParam(), 1, {1, 1}));
    EXPECT_THAT(heard, ElementsAre("ready"));
    EXPECT_EQ(session.room(), 3u);
}

TEST_P(SessionTest, TellsWhichSubscriptionsItWasNotGiven) {
    session.open(now);
    hears(connack(GetParam()));
    hears(suback(GetParam(), 1, {0x80, 1}));
    EXPECT_THAT(heard, ElementsAre("ready", "refused up/+"));
}

TEST_P(SessionTest, EndsWhenItIsRefusedWithTheReason) {
    session.open(now);
    hears(connack(GetParam(), GetParam() == Version::v5 ? 0x87 : 5));
    EXPECT_THAT(session.why_failed(), HasSubstr("not authorized"));
    hears(suback(GetParam(), 1, {1, 1}));
    EXPECT_THAT(heard, IsEmpty());
}

TEST_P(SessionTest, HearsAMessageHoweverItsBytesCome) {
    connects();
    const std::string both = publish(GetParam(), "up/a", "one", 1, 10) + publish(GetParam(), "up/b", "two", 0);
    for (std::size_t cut = 0; cut <= both.size(); ++cut) {
        heard.clear();
        hears(both.substr(0, cut));
        hears(both.substr(cut));
        const std::string number = std::to_string(cut + 1);
        EXPECT_THAT(heard, ElementsAre("up/a one " + number, "up/b two 0")) << cut;
    }
    heard.clear();
    for (const char byte : both) hears(std::string(1, byte));
    EXPECT_THAT(heard, ElementsAre(testing::StartsWith("up/a one"), "up/b two 0"));
}

TEST_P(SessionTest, AcknowledgesWhatIsKeptInTheOrderOfItsArrival) {
    connects();
    for (const int id : {30, 7, 19}) hears(publish(GetParam(), "up/a", "x", 1, id));
    EXPECT_THAT(writes(), IsEmpty()) << "nothing is kept yet";
    session.acknowledge(2, now);
    EXPECT_THAT(writes(), ElementsAre("puback 30", "puback 7"));
    session.acknowledge(2, now);
    session.acknowledge(1, now);
    EXPECT_THAT(writes(), IsEmpty());
    session.acknowledge(99, now);
    EXPECT_THAT(writes(), ElementsAre("puback 19"));
}

// A session that the broker kept, of which it sends again what it has no acknowledgement of.
TEST_P(SessionTest, HearsOnceWhatComesAgainOnTheNextConnection) {
    connects();
    hears(publish(GetParam(), "up/a", "x", 1, 5));
    hears(publish(GetParam(), "up/a", "x", 1, 6));
    session.acknowledge(1, now);
    heard.clear();
    Session later(settings(), arrivals, *this);
    later.open(now);
    later.acknowledge(1, now);
    std::string greeting;
    write_connect(greeting, settings().connect, GetParam());
    EXPECT_EQ(later.take_out(), greeting) << "of what was owed the broker would hear twice";
    later.receive(connack(GetParam(), 0, "", true) + suback(GetParam(), 1, {1, 1}), now);
    later.take_out();
    for (const int id : {5, 6, 7}) later.receive(publish(GetParam(), "up/a", "x", 1, id, true), now);
    EXPECT_THAT(heard, ElementsAre("ready", "up/a x 3"));
    later.acknowledge(1, now);
    EXPECT_EQ(later.take_out(), puback(5));
    later.acknowledge(3, now);
    EXPECT_EQ(later.take_out(), puback(6) + puback(7));
}

TEST_P(SessionTest, PublishesWithinItsWindow) {
    connects();
    for (const std::uint64_t number : {11, 12, 13}) says(number);
    EXPECT_THAT(writes(), ElementsAre("publish p11 2", "publish p12 3", "publish p13 4"));
    EXPECT_EQ(session.room(), 0u);
    hears(puback(3));
    EXPECT_EQ(session.room(), 1u);
    hears(puback(3));
    EXPECT_EQ(session.room(), 1u) << "said twice";
    hears(puback(2));
    hears(puback(4));
    hears(puback(99));
    EXPECT_THAT(heard, ElementsAre("answered 12", "answered 11", "answered 13"));
    EXPECT_EQ(session.unanswered(), 0u);
}

TEST_P(SessionTest, IsDoneAtOnceWithWhatNobodyAcknowledges) {
    connects();
    says(5, 0);
    EXPECT_THAT(writes(), ElementsAre("publish p5 0"));
    EXPECT_THAT(heard, ElementsAre("answered 5"));
    EXPECT_EQ(session.room(), 3u);
}

TEST_P(SessionTest, GoesRoundItsIdsWithoutOneOfThemTwice) {
    connects();
    int id = 2;
    for (std::uint64_t number = 1; number <= 140'000; ++number) {
        says(number);
        ASSERT_THAT(writes(), ElementsAre("publish p" + std::to_string(number) + " " + std::to_string(id)));
        hears(puback(id));
        ASSERT_EQ(session.unanswered(), 0u) << number;
        id = id == 65'535 ? 1 : id + 1;
    }
}

TEST_P(SessionTest, PingsASilentBrokerAndLeavesOneThatAnswersNothing) {
    connects();
    passes(4'999ms);
    EXPECT_THAT(writes(), IsEmpty());
    passes(1ms);
    EXPECT_THAT(writes(), ElementsAre("ping"));
    hears(bytes({0xD0, 0}));
    passes(5s);
    EXPECT_THAT(writes(), ElementsAre("ping"));
    EXPECT_EQ(session.next_due(), now + 10s);
    passes(10s);
    EXPECT_THAT(session.why_failed(), HasSubstr("does not answer"));
}

// Who only writes would never learn that nobody listens.
TEST_P(SessionTest, PingsWhileItWritesAndHearsNothing) {
    connects();
    for (int second = 0; second < 5; ++second) {
        says(1, 0);
        passes(1s);
    }
    EXPECT_THAT(writes(), testing::Contains("ping"));
}

TEST_P(SessionTest, LeavesABrokerThatAcknowledgesNothing) {
    connects();
    says(1);
    passes(9s);
    hears(bytes({0xD0, 0}));
    EXPECT_EQ(session.why_failed(), "");
    passes(1s);
    EXPECT_THAT(session.why_failed(), HasSubstr("acknowledges nothing"));
}

TEST_P(SessionTest, DoesNotBlameABrokerThatItDidNotListenTo) {
    connects();
    says(1);
    for (int second = 0; second < 30; ++second) {
        now = now + 1s;
        session.did_not_listen(now);
        session.pass(now);
    }
    EXPECT_EQ(session.why_failed(), "");
}

TEST_P(SessionTest, LeavesABrokerThatDoesNotAnswerItsConnect) {
    session.open(now);
    EXPECT_EQ(session.next_due(), now + 10s);
    passes(10s);
    EXPECT_THAT(session.why_failed(), HasSubstr("does not answer"));
}

TEST_P(SessionTest, LeavesWhoBreaksTheProtocol) {
    for (const std::string& wrong : {connack(GetParam()), packet(0x10, ""), bytes({0x30, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F}),
                                     bytes({0x90, 0xFF, 0xFF, 0x7F}), packet(0x34, bytes({0, 1, 'a', 0, 1}))}) {
        Session other(settings(), arrivals, *this);
        other.open(now);
        other.receive(connack(GetParam()) + suback(GetParam(), 1, {1, 1}), now);
        other.receive(wrong, now);
        EXPECT_NE(other.why_failed(), "");
    }
}

// A broker that was left for it would send it again for ever.
TEST_P(SessionTest, HearsALongMessageCutAndWhatComesAfterIt) {
    connects();
    const std::string large = publish(GetParam(), "up/a", std::string(300'000, 'x'), 1, 5);
    const std::string all = large + publish(GetParam(), "up/b", "after", 1, 6);
    for (const std::size_t piece : {all.size(), std::size_t{65'536}, std::size_t{1'000}}) {
        heard.clear();
        for (std::size_t at = 0; at < all.size(); at += piece) hears(all.substr(at, piece));
        ASSERT_EQ(heard.size(), 2u) << piece;
        EXPECT_GT(heard[0].size(), 262'000u);
        EXPECT_LT(heard[0].size(), 262'200u);
        EXPECT_THAT(heard[1], testing::StartsWith("up/b after"));
        session.acknowledge(arrivals.newest(), now);
        EXPECT_THAT(writes(), ElementsAre("puback 5", "puback 6"));
    }
    EXPECT_EQ(session.why_failed(), "");
}

TEST_P(SessionTest, TellsOfASubscriptionThatWasGivenWithLess) {
    session.open(now);
    hears(connack(GetParam()));
    hears(suback(GetParam(), 1, {0, 1}));
    EXPECT_THAT(heard, ElementsAre("ready", "refused up/+"));
}

// What is queued at the broker goes before the answer to a ping.
TEST_P(SessionTest, StaysWithABrokerThatSaysMuchBeforeItAnswersAPing) {
    connects();
    passes(5s);
    for (int second = 0; second < 20; ++second) {
        hears(publish(GetParam(), "up/a", "x", 0));
        passes(1s);
    }
    EXPECT_EQ(session.why_failed(), "");
}

TEST_P(SessionTest, SaysNothingMoreAfterItsGoodbye) {
    connects();
    session.disconnect(now);
    EXPECT_THAT(writes(), ElementsAre("disconnect"));
    hears(publish(GetParam(), "up/a", "x", 1, 5));
    EXPECT_THAT(heard, IsEmpty());
    EXPECT_EQ(session.room(), 0u);
    EXPECT_EQ(session.next_due(), never);
}

INSTANTIATE_TEST_SUITE_P(Versions, SessionTest, testing::Values(Version::v3_1_1, Version::v5),
                         [](const testing::TestParamInfo<Version>& version) {
                             return version.param == Version::v5 ? "mqtt5" : "mqtt311";
                         });

class SessionOfFive : public SessionTest {};

TEST_P(SessionOfFive, KeepsToWhatTheBrokerLimits) {
    connects(bytes({33, 0, 2, 39, 0, 0, 0, 64}));
    EXPECT_EQ(session.room(), 2u);
    const std::string large(64, 'x');
    session.publish(8, {"down", large, 1, false, false, 0}, now);
    EXPECT_THAT(writes(), IsEmpty());
    EXPECT_THAT(heard, ElementsAre("answered 8 with 149"));  // 0x95, too large
}

TEST_P(SessionOfFive, HearsThatAMessageWasNotTaken) {
    connects();
    says(1);
    hears(packet(0x40, bytes({0, 2, 0x87})));
    EXPECT_THAT(heard, ElementsAre("answered 1 with 135"));
}

TEST_P(SessionOfFive, DoesNotPingABrokerThatWantsNoneMoreOftenThanElse) {
    connects(bytes({19, 0, 0}));
    passes(4'999ms);
    EXPECT_THAT(writes(), IsEmpty());
}

TEST_P(SessionOfFive, HearsWhyTheBrokerLeaves) {
    connects();
    hears(packet(0xE0, bytes({0x8B})));
    EXPECT_THAT(session.why_failed(), HasSubstr("server shutting down"));
}

INSTANTIATE_TEST_SUITE_P(Version, SessionOfFive, testing::Values(Version::v5));

}  // namespace
}  // namespace paraat::mqtt
