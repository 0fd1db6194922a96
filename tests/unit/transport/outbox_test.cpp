#include "hub/transport/outbox.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace paraat::transport {
namespace {

using testing::ElementsAre;

constexpr Milliseconds at_once{0};
constexpr Milliseconds long_enough{60'000};

Outbound message(const std::string& topic, const std::string& payload, Urgency urgency = Urgency::alert) {
    return {topic, payload, 1, false, urgency, false, Lane::alerts};
}

Outbound conflated(const std::string& topic, const std::string& payload) {
    Outbound made = message(topic, payload, Urgency::board_or_result);
    made.is_conflated = true;
    return made;
}

std::vector<std::string> take_all(Outbox& outbox) {
    std::vector<std::string> payloads;
    while (const auto sending = outbox.take(at_once)) payloads.push_back(sending->message.payload);
    return payloads;
}

TEST(Outbox, SendsInTheOrderOfUrgencyThenOfPutting) {
    Outbox outbox;
    outbox.put(message("t", "board", Urgency::board_or_result));
    outbox.put(message("t", "instruction", Urgency::instruction));
    outbox.put(message("t", "alert 1", Urgency::alert));
    outbox.put(message("t", "alert 2", Urgency::alert));
    outbox.put(message("t", "receipt", Urgency::receipt_or_notice));
    EXPECT_THAT(take_all(outbox), ElementsAre("receipt", "alert 1", "alert 2", "instruction", "board"));
}

TEST(Outbox, ReplacesAnUnsentConflatedMessageInItsPlace) {
    Outbox outbox;
    outbox.put(conflated("a", "a1"));
    outbox.put(conflated("b", "b1"));
    outbox.put(conflated("a", "a2"));
    EXPECT_THAT(take_all(outbox), ElementsAre("a2", "b1"));
}

TEST(Outbox, SendsAConflatedMessageBesideTheOlderOneThatIsOnItsWay) {
    Outbox outbox;
    outbox.put(conflated("a", "a1"));
    ASSERT_TRUE(outbox.take(at_once));
    outbox.put(conflated("a", "a2"));
    EXPECT_THAT(take_all(outbox), ElementsAre("a2"));
}

TEST(Outbox, MovesNoConflatedMessageBeforeOneThatIsNot) {
    Outbox outbox;
    Outbound last = conflated("a", "the last");
    last.is_conflated = false;
    outbox.put(conflated("a", "a1"));
    outbox.put(last);
    outbox.put(conflated("a", "a2"));
    EXPECT_THAT(take_all(outbox), ElementsAre("a1", "the last", "a2"));
}

TEST(Outbox, KeepsItsWindow) {
    Outbox outbox;
    for (std::size_t i = 0; i <= window; ++i) outbox.put(message("t", std::to_string(i)));
    EXPECT_EQ(take_all(outbox).size(), window);
    outbox.done(1);
    EXPECT_THAT(take_all(outbox), ElementsAre(std::to_string(window)));
}

TEST(Outbox, HasTwoPagesOfAReaderOnTheirWayAndHoldsUpNobodyElse) {
    Outbox outbox;
    for (const char* payload : {"a1", "a2", "a3", "a4"}) {
        outbox.put(message("down/a/result", payload, Urgency::board_or_result));
    }
    outbox.put(message("down/b/result", "b1", Urgency::board_or_result));
    EXPECT_THAT(take_all(outbox), ElementsAre("a1", "a2", "b1"));
    outbox.done(1);
    EXPECT_THAT(take_all(outbox), ElementsAre("a3"));
    outbox.take_back();
    EXPECT_THAT(take_all(outbox), ElementsAre("a2", "a3", "b1"));
    outbox.done(6);
    EXPECT_THAT(take_all(outbox), ElementsAre("a4"));
}

TEST(Outbox, IsFullAtItsLimitAndHasRoomAgainWhenOneWasTaken) {
    Outbox outbox;
    for (std::size_t i = 0; i < outbox_most; ++i) ASSERT_TRUE(outbox.put(message("t", "")));
    EXPECT_FALSE(outbox.put(message("t", "")));
    std::thread sender([&] { outbox.take(at_once); });
    outbox.wait_for_room(long_enough);
    EXPECT_TRUE(outbox.put(message("t", "")));
    sender.join();
}

TEST(Outbox, ReplacesAConflatedMessageAlsoWhenItIsFull) {
    Outbox outbox;
    outbox.put(conflated("a", "a1"));
    for (std::size_t i = 1; i < outbox_most; ++i) outbox.put(conflated(std::to_string(i), ""));
    EXPECT_TRUE(outbox.put(conflated("a", "a2")));
    EXPECT_EQ(outbox.take(at_once)->message.payload, "a2");
}

TEST(Outbox, TakesBackWhatWasOnItsWayInItsOldOrderBeforeTheRest) {
    Outbox outbox;
    for (const char* payload : {"1", "2", "3"}) outbox.put(message("t", payload));
    ASSERT_TRUE(outbox.take(at_once));
    ASSERT_TRUE(outbox.take(at_once));
    outbox.take_back();
    EXPECT_THAT(take_all(outbox), ElementsAre("1", "2", "3"));
}

TEST(Outbox, TakesBackNoConflatedMessageThatANewerOneReplaced) {
    Outbox outbox;
    outbox.put(conflated("a", "a1"));
    ASSERT_TRUE(outbox.take(at_once));
    outbox.put(conflated("a", "a2"));
    outbox.take_back();
    outbox.put(conflated("a", "a3"));
    EXPECT_THAT(take_all(outbox), ElementsAre("a3"));
}

TEST(Outbox, CountsWhatWasSentAndIgnoresAnAnswerForAnOlderConnection) {
    Outbox outbox;
    outbox.put(message("t", "1"));
    const auto first = outbox.take(at_once);
    outbox.take_back();
    outbox.done(first->number);
    EXPECT_EQ(outbox.sent(), 0u);
    const auto again = outbox.take(at_once);
    ASSERT_TRUE(again);
    outbox.done(again->number);
    outbox.done(again->number);
    EXPECT_EQ(outbox.sent(), 1u);
    EXPECT_EQ(outbox.unfinished(), 0u);
}

TEST(Outbox, CountsAsUnfinishedWhatWaitsAndWhatIsOnItsWay) {
    Outbox outbox;
    outbox.put(message("t", "1"));
    outbox.put(message("t", "2"));
    outbox.take(at_once);
    EXPECT_EQ(outbox.unfinished(), 2u);
    outbox.clear();
    EXPECT_EQ(outbox.unfinished(), 0u);
}

TEST(Outbox, TakesAndGivesNothingOnceItIsClosed) {
    Outbox outbox;
    outbox.put(message("t", "1"));
    std::thread closer([&] { outbox.close(); });
    closer.join();
    EXPECT_FALSE(outbox.put(message("t", "2")));
    EXPECT_FALSE(outbox.take(long_enough));
    outbox.wait_for_room(long_enough);
}

TEST(Outbox, EndsTheWaitOfItsSenderWhenSomethingIsPut) {
    Outbox outbox;
    std::thread publisher([&] { outbox.put(message("t", "1")); });
    EXPECT_EQ(outbox.take(long_enough)->message.payload, "1");
    publisher.join();
}

}  // namespace
}  // namespace paraat::transport
