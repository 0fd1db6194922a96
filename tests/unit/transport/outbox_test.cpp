#include "hub/transport/outbox.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "tests/unit/transport/patience.hpp"

namespace paraat::transport {
namespace {

using testing::ElementsAre;

Outbound outbound(const std::string& topic, const std::string& payload, Urgency urgency = Urgency::alert) {
    return {topic, payload, 1, false, urgency, false, Lane::alerts};
}

Outbound conflated(const std::string& topic, const std::string& payload) {
    Outbound made = outbound(topic, payload, Urgency::board_or_result);
    made.is_conflated = true;
    made.qos = 0;
    return made;
}

Outbound receipt(const std::string& topic, const std::string& payload) {
    Outbound made = outbound(topic, payload, Urgency::receipt_or_notice);
    made.waits_for_connection = true;
    return made;
}

// One of the alerts lane, connected.
class ConnectedOutbox : public Outbox {
public:
    explicit ConnectedOutbox(WhenFull when_full = WhenFull::waits, std::size_t most = outbox_most,
                             std::size_t bytes_most = outbox_bytes_most)
        : Outbox(when_full, most, bytes_most) {
        connected();
    }
};

std::vector<std::string> take_all(Outbox& outbox) {
    std::vector<std::string> payloads;
    while (const auto sending = outbox.take(at_once)) payloads.push_back(sending->message.payload);
    return payloads;
}

TEST(Outbox, SendsInTheOrderOfUrgencyThenOfPutting) {
    ConnectedOutbox outbox;
    outbox.put(outbound("t", "board", Urgency::board_or_result));
    outbox.put(outbound("t", "instruction", Urgency::instruction));
    outbox.put(outbound("t", "alert 1", Urgency::alert));
    outbox.put(outbound("t", "alert 2", Urgency::alert));
    outbox.put(outbound("t", "receipt", Urgency::receipt_or_notice));
    EXPECT_THAT(take_all(outbox), ElementsAre("receipt", "alert 1", "alert 2", "instruction", "board"));
}

TEST(Outbox, ReplacesAnUnsentConflatedMessageInItsPlace) {
    ConnectedOutbox outbox;
    outbox.put(conflated("a", "a1"));
    outbox.put(conflated("b", "b1"));
    outbox.put(conflated("a", "a2"));
    EXPECT_THAT(take_all(outbox), ElementsAre("a2", "b1"));
}

TEST(Outbox, SendsAConflatedMessageBesideTheOlderOneThatIsOnItsWay) {
    ConnectedOutbox outbox;
    outbox.put(conflated("a", "a1"));
    ASSERT_TRUE(outbox.take(at_once));
    outbox.put(conflated("a", "a2"));
    EXPECT_THAT(take_all(outbox), ElementsAre("a2"));
}

TEST(Outbox, MovesNoConflatedMessageBeforeOneThatIsNot) {
    ConnectedOutbox outbox;
    Outbound last = conflated("a", "the last");
    last.is_conflated = false;
    outbox.put(conflated("a", "a1"));
    outbox.put(last);
    outbox.put(conflated("a", "a2"));
    EXPECT_THAT(take_all(outbox), ElementsAre("a1", "the last", "a2"));
}

TEST(Outbox, KeepsItsWindow) {
    ConnectedOutbox outbox;
    for (std::size_t i = 0; i <= window; ++i) outbox.put(outbound("t", std::to_string(i)));
    EXPECT_EQ(take_all(outbox).size(), window);
    outbox.done(1);
    EXPECT_THAT(take_all(outbox), ElementsAre(std::to_string(window)));
}

TEST(Outbox, HasTwoPagesOfAReaderOnTheirWayAndHoldsUpNobodyElse) {
    ConnectedOutbox outbox;
    for (const char* payload : {"a1", "a2", "a3", "a4"}) {
        outbox.put(outbound("down/a/result", payload, Urgency::board_or_result));
    }
    outbox.put(outbound("down/b/result", "b1", Urgency::board_or_result));
    EXPECT_THAT(take_all(outbox), ElementsAre("a1", "a2", "b1"));
    outbox.done(1);
    EXPECT_THAT(take_all(outbox), ElementsAre("a3"));
}

TEST(Outbox, IsFullAtItsLimitAndHasRoomAgainWhenOneWasTaken) {
    ConnectedOutbox outbox;
    for (std::size_t i = 0; i < outbox_most; ++i) ASSERT_EQ(outbox.put(outbound("t", "")), Outbox::Put::taken);
    EXPECT_EQ(outbox.put(outbound("t", "")), Outbox::Put::full);
    std::thread sender([&] { outbox.take(at_once); });
    outbox.wait_for_room(long_enough);
    EXPECT_EQ(outbox.put(outbound("t", "")), Outbox::Put::taken);
    sender.join();
}

TEST(Outbox, ReplacesAConflatedMessageAlsoWhenItIsFull) {
    ConnectedOutbox outbox;
    outbox.put(conflated("a", "a1"));
    for (std::size_t i = 1; i < outbox_most; ++i) outbox.put(conflated(std::to_string(i), ""));
    EXPECT_EQ(outbox.put(conflated("a", "a2")), Outbox::Put::taken);
    EXPECT_EQ(outbox.take(at_once)->message.payload, "a2");
}

TEST(Outbox, KeepsReceiptsUntilItIsConnected) {
    Outbox outbox(Outbox::WhenFull::waits);
    EXPECT_EQ(outbox.put(receipt("down/a/receipt", "1")), Outbox::Put::taken);
    EXPECT_EQ(outbox.put(outbound("alert/a", "revision 1")), Outbox::Put::let_go);
    outbox.put(receipt("down/a/receipt", "2"));
    outbox.connected();
    outbox.put(outbound("alert/a", "revision 2"));
    EXPECT_THAT(take_all(outbox), ElementsAre("1", "2", "revision 2"));
}

TEST(Outbox, TakesBackReceiptsThatWereOnTheirWayInTheirOldOrderBeforeTheRest) {
    ConnectedOutbox outbox;
    for (const char* payload : {"1", "2", "3"}) outbox.put(receipt("t", payload));
    ASSERT_TRUE(outbox.take(at_once));
    ASSERT_TRUE(outbox.take(at_once));
    outbox.lost();
    outbox.put(receipt("t", "4"));
    outbox.connected();
    EXPECT_THAT(take_all(outbox), ElementsAre("1", "2", "3", "4"));
}

TEST(Outbox, ForgetsAtALossWhatIsToldAnewSoThatNoOldWordComesAfterANewerOne) {
    ConnectedOutbox outbox;
    outbox.put(outbound("alert/a", "on its way"));
    ASSERT_TRUE(outbox.take(at_once));
    outbox.put(outbound("alert/a", "waiting"));
    outbox.put(conflated("board", "waiting"));
    outbox.lost();
    outbox.connected();
    outbox.put(outbound("alert/a", "told anew"));
    EXPECT_THAT(take_all(outbox), ElementsAre("told anew"));
}

TEST(Outbox, LetsTheOldestReceiptGoWhenItIsFullWithoutAConnection) {
    Outbox outbox(Outbox::WhenFull::waits, 3);
    for (const char* payload : {"1", "2", "3", "4"}) EXPECT_EQ(outbox.put(receipt("t", payload)), Outbox::Put::taken);
    EXPECT_EQ(outbox.dropped(), 1u);
    outbox.connected();
    EXPECT_THAT(take_all(outbox), ElementsAre("2", "3", "4"));
}

TEST(Outbox, NeverWaitsOnTheBeaconsLaneButDropsItsOldest) {
    ConnectedOutbox outbox(Outbox::WhenFull::drops_oldest, 2);
    for (const char* payload : {"1", "2", "3"}) {
        EXPECT_EQ(outbox.put(outbound(payload, payload, Urgency::board_or_result)), Outbox::Put::taken);
    }
    EXPECT_EQ(outbox.dropped(), 1u);
    EXPECT_THAT(take_all(outbox), ElementsAre("2", "3"));
}

TEST(Outbox, IsFullWhenItsBytesAre) {
    ConnectedOutbox outbox(Outbox::WhenFull::waits, outbox_most, 100);
    EXPECT_TRUE(outbox.has_room());
    outbox.put(outbound("t", std::string(60, 'x')));
    EXPECT_FALSE(outbox.has_room());
    outbox.put(outbound("t", std::string(60, 'x')));
    EXPECT_EQ(outbox.put(outbound("t", "")), Outbox::Put::full);
    ASSERT_TRUE(outbox.take(at_once));
    EXPECT_EQ(outbox.put(outbound("t", "")), Outbox::Put::taken);
    outbox.lost();
    EXPECT_TRUE(outbox.has_room());
}

TEST(Outbox, CountsWhatWasSentAndIgnoresAnAnswerForAnOlderConnection) {
    ConnectedOutbox outbox;
    outbox.put(receipt("t", "1"));
    const auto first = outbox.take(at_once);
    outbox.lost();
    outbox.connected();
    outbox.done(first->number);
    EXPECT_EQ(outbox.sent(), 0u);
    const auto again = outbox.take(at_once);
    ASSERT_TRUE(again);
    outbox.done(again->number);
    outbox.done(again->number);
    EXPECT_EQ(outbox.sent(), 1u);
    EXPECT_EQ(outbox.unfinished(), 0u);
}

TEST(Outbox, CountsWhatWasRefusedApartAndSendsOn) {
    ConnectedOutbox outbox;
    outbox.put(receipt("t", "1"));
    outbox.refused(outbox.take(at_once)->number);
    EXPECT_EQ(outbox.refused(), 1u);
    EXPECT_EQ(outbox.sent(), 0u);
    EXPECT_EQ(outbox.unfinished(), 0u);
    outbox.lost();
    EXPECT_EQ(outbox.unfinished(), 0u) << "it would be refused again";
}

// A half open connection takes whatever is sent into it.
TEST(Outbox, SeesNoProgressInWhatGoesUnacknowledgedWhileAnAcknowledgementIsOwed) {
    ConnectedOutbox outbox;
    auto unacknowledged = outbound("probe", "1");
    unacknowledged.qos = 0;
    const auto goes = [&](const Outbound& message) {
        outbox.put(message);
        return outbox.take(at_once)->number;
    };
    const auto owed = goes(receipt("t", "1"));
    const auto before = outbox.progress();
    outbox.done(goes(unacknowledged));
    EXPECT_EQ(outbox.progress(), before);
    outbox.done(owed);
    EXPECT_NE(outbox.progress(), before);
    const auto after = outbox.progress();
    outbox.done(goes(unacknowledged));
    EXPECT_NE(outbox.progress(), after) << "nothing is owed, and it goes";
}

TEST(Outbox, CountsAsUnfinishedWhatWaitsAndWhatIsOnItsWay) {
    ConnectedOutbox outbox;
    outbox.put(outbound("t", "1"));
    outbox.put(outbound("t", "2"));
    outbox.take(at_once);
    EXPECT_EQ(outbox.unfinished(), 2u);
    outbox.lost();
    EXPECT_EQ(outbox.unfinished(), 0u);
}

TEST(Outbox, TakesAndGivesNothingOnceItIsClosed) {
    ConnectedOutbox outbox;
    outbox.put(outbound("t", "1"));
    std::thread closer([&] { outbox.close(); });
    closer.join();
    EXPECT_EQ(outbox.put(outbound("t", "2")), Outbox::Put::let_go);
    EXPECT_FALSE(outbox.take(long_enough));
    outbox.wait_for_room(long_enough);
}

TEST(Outbox, EndsTheWaitOfItsSenderWhenSomethingIsPut) {
    ConnectedOutbox outbox;
    std::thread publisher([&] { outbox.put(outbound("t", "1")); });
    EXPECT_EQ(outbox.take(long_enough)->message.payload, "1");
    publisher.join();
}

}  // namespace
}  // namespace paraat::transport
