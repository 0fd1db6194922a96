#include "hub/transport/inbox.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "tests/unit/transport/patience.hpp"

namespace paraat::transport {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Inbound inbound(const std::string& topic, const std::string& payload) {
    return {topic, payload, false, Lane::alerts};
}

std::vector<std::string> payloads(const std::vector<Inbound>& messages) {
    std::vector<std::string> payloads;
    for (const Inbound& message : messages) payloads.push_back(message.payload);
    return payloads;
}

// Keeps what begins with "panic".
Inbox inbox_that_keeps_panic() {
    return Inbox([](const std::string& payload) { return payload.starts_with("panic"); });
}

TEST(Inbox, GivesAlertsInTheOrderOfTheirArrival) {
    Inbox inbox = inbox_that_keeps_panic();
    inbox.put_alerts({inbound("a", "1")});
    inbox.put_alerts({inbound("b", "2")});
    inbox.put_alerts({inbound("a", "3")});
    EXPECT_THAT(payloads(inbox.take(10, at_once)), ElementsAre("1", "2", "3"));
}

TEST(Inbox, GivesAlertsBeforeBeaconsThatCameEarlier) {
    Inbox inbox = inbox_that_keeps_panic();
    inbox.put_beacons({inbound("a", "beacon")});
    inbox.put_alerts({inbound("a", "alert")});
    EXPECT_THAT(payloads(inbox.take(1, at_once)), ElementsAre("alert"));
    EXPECT_THAT(payloads(inbox.take(1, at_once)), ElementsAre("beacon"));
}

TEST(Inbox, TakesAtMostWhatIsAskedFor) {
    Inbox inbox = inbox_that_keeps_panic();
    for (const char* topic : {"a", "b", "c"}) inbox.put_beacons({inbound(topic, topic)});
    EXPECT_THAT(payloads(inbox.take(2, at_once)), ElementsAre("a", "b"));
    EXPECT_THAT(payloads(inbox.take(2, at_once)), ElementsAre("c"));
}

TEST(Inbox, DropsAndCountsAlertsWhenItIsFull) {
    Inbox inbox = inbox_that_keeps_panic();
    for (std::size_t i = 0; i < alerts_inbox_most + 3; ++i) inbox.put_alerts({inbound("a", std::to_string(i))});
    EXPECT_EQ(inbox.dropped(), 3u);
    const auto taken = inbox.take(2 * alerts_inbox_most, at_once);
    ASSERT_EQ(taken.size(), alerts_inbox_most);
    EXPECT_EQ(taken.back().payload, std::to_string(alerts_inbox_most - 1));
}

TEST(Inbox, TakesBeaconsThoughItsAlertsAreFull) {
    Inbox inbox = inbox_that_keeps_panic();
    for (std::size_t i = 0; i < alerts_inbox_most; ++i) inbox.put_alerts({inbound("a", "")});
    inbox.put_beacons({inbound("b", "beacon")});
    EXPECT_EQ(inbox.dropped(), 0u);
    inbox.take(alerts_inbox_most, at_once);
    EXPECT_THAT(payloads(inbox.take(1, at_once)), ElementsAre("beacon"));
}

TEST(Inbox, KeepsTheNewestBeaconOfEachTopicInTheOrderOfTheFirst) {
    Inbox inbox = inbox_that_keeps_panic();
    inbox.put_beacons({inbound("a", "a1")});
    inbox.put_beacons({inbound("b", "b1")});
    inbox.put_beacons({inbound("a", "a2")});
    inbox.put_beacons({inbound("a", "a3")});
    EXPECT_EQ(inbox.arrived_beacons(), 4u);
    EXPECT_EQ(inbox.conflated(), 2u);
    EXPECT_THAT(payloads(inbox.take(10, at_once)), ElementsAre("a3", "b1"));
    EXPECT_THAT(inbox.take(10, at_once), IsEmpty());
}

TEST(Inbox, TakesATopicAnewAfterItWasRead) {
    Inbox inbox = inbox_that_keeps_panic();
    inbox.put_beacons({inbound("a", "a1")});
    inbox.take(1, at_once);
    inbox.put_beacons({inbound("a", "a2")});
    EXPECT_THAT(payloads(inbox.take(1, at_once)), ElementsAre("a2"));
    EXPECT_EQ(inbox.conflated(), 0u);
}

TEST(Inbox, LetsNoNewerBeaconReplaceAPanic) {
    Inbox inbox = inbox_that_keeps_panic();
    inbox.put_beacons({inbound("a", "panic 1")});
    inbox.put_beacons({inbound("a", "panic 2")});
    inbox.put_beacons({inbound("a", "calm")});
    EXPECT_THAT(payloads(inbox.take(10, at_once)), ElementsAre("panic 1", "panic 2", "calm"));
}

TEST(Inbox, GivesAPanicBeforeAlerts) {
    Inbox inbox = inbox_that_keeps_panic();
    inbox.put_alerts({inbound("a", "alert")});
    inbox.put_beacons({inbound("a", "panic")});
    EXPECT_THAT(payloads(inbox.take(1, at_once)), ElementsAre("panic"));
}

TEST(Inbox, GivesNoOlderBeaconAfterAPanic) {
    Inbox inbox = inbox_that_keeps_panic();
    inbox.put_beacons({inbound("a", "a1")});
    inbox.put_beacons({inbound("b", "b1")});
    inbox.put_beacons({inbound("a", "panic")});
    EXPECT_EQ(inbox.conflated(), 1u);
    EXPECT_THAT(payloads(inbox.take(10, at_once)), ElementsAre("panic", "b1"));
    inbox.put_beacons({inbound("a", "a2")});
    EXPECT_THAT(payloads(inbox.take(10, at_once)), ElementsAre("a2"));
}

TEST(Inbox, TakesNoFurtherTopicWhenItsBeaconsAreFull) {
    Inbox inbox = inbox_that_keeps_panic();
    for (std::size_t i = 0; i < beacons_inbox_most; ++i) inbox.put_beacons({inbound(std::to_string(i), "old")});
    inbox.put_beacons({inbound("one more", "new")});
    inbox.put_beacons({inbound("0", "new")});
    EXPECT_EQ(inbox.conflated(), 2u);
    const auto taken = inbox.take(2 * beacons_inbox_most, at_once);
    ASSERT_EQ(taken.size(), beacons_inbox_most);
    EXPECT_EQ(taken.front().payload, "new");
    EXPECT_EQ(taken.back().topic, std::to_string(beacons_inbox_most - 1));
}

TEST(Inbox, DropsAndCountsAlertsWhenItsBytesAreUsedUp) {
    Inbox inbox([](const std::string&) { return false; }, {100, 0});
    inbox.put_alerts({inbound("a", std::string(60, 'x'))});
    inbox.put_alerts({inbound("a", std::string(60, 'y'))});
    EXPECT_EQ(inbox.dropped(), 1u);
    EXPECT_THAT(inbox.take(10, at_once), testing::SizeIs(1));
    inbox.put_alerts({inbound("a", std::string(60, 'z'))});
    EXPECT_EQ(inbox.dropped(), 1u);
}

TEST(Inbox, CountsTheBytesOfBeaconsApartFromThoseOfAlerts) {
    Inbox inbox([](const std::string& payload) { return payload.starts_with("panic"); }, {100, 0});
    inbox.put_beacons({inbound("a", std::string(80, 'x'))});
    inbox.put_beacons({inbound("a", std::string(80, 'y'))});  // in place of the first
    inbox.put_beacons({inbound("b", std::string(80, 'z'))});  // no room
    inbox.put_alerts({inbound("c", std::string(80, 'w'))});
    EXPECT_EQ(inbox.conflated(), 2u);
    EXPECT_EQ(inbox.dropped(), 0u);
    EXPECT_THAT(payloads(inbox.take(10, at_once)), ElementsAre(std::string(80, 'w'), std::string(80, 'y')));
    inbox.put_beacons({inbound("b", "panic" + std::string(80, '!'))});
    EXPECT_THAT(inbox.take(10, at_once), testing::SizeIs(1));
}

// Ten beacons a second, by a clock that a test moves.
class BeaconRate : public testing::Test {
protected:
    std::vector<std::string> taken(Milliseconds passed) {
        now_ = now_ + passed;
        return payloads(inbox.take(10, at_once));
    }

    Inbox inbox{[](const std::string& payload) { return payload.starts_with("panic"); },
                {inbox_bytes_most, 10},
                [this] { return now_; }};

private:
    Instant now_{1'000'000};
};

TEST_F(BeaconRate, GivesOneAfterTheOtherInTheOrderOfTheirArrival) {
    for (const char* topic : {"a", "b", "c"}) inbox.put_beacons({inbound(topic, topic)});
    EXPECT_THAT(taken(Milliseconds{0}), ElementsAre("a"));
    EXPECT_THAT(taken(Milliseconds{99}), IsEmpty());
    EXPECT_THAT(taken(Milliseconds{1}), ElementsAre("b"));
    EXPECT_THAT(taken(Milliseconds{1'000}), ElementsAre("c"));
}

TEST_F(BeaconRate, LetsTheNewestTakeThePlaceOfTheOneThatWaits) {
    inbox.put_beacons({inbound("a", "a1")});
    taken(Milliseconds{0});
    for (const char* payload : {"a2", "a3", "a4"}) inbox.put_beacons({inbound("a", payload)});
    EXPECT_EQ(inbox.conflated(), 2u);
    EXPECT_THAT(taken(Milliseconds{100}), ElementsAre("a4"));
}

TEST_F(BeaconRate, HoldsUpNeitherPanicNorAlerts) {
    inbox.put_beacons({inbound("a", "a1")});
    taken(Milliseconds{0});
    inbox.put_beacons({inbound("a", "a2")});
    inbox.put_beacons({inbound("b", "b1")});
    inbox.put_alerts({inbound("c", "alert")});
    inbox.put_beacons({inbound("a", "panic 1")});
    inbox.put_beacons({inbound("a", "panic 2")});
    EXPECT_THAT(taken(Milliseconds{0}), ElementsAre("panic 1", "panic 2", "alert"));
    EXPECT_THAT(taken(Milliseconds{100}), ElementsAre("b1"));
}

TEST_F(BeaconRate, SavesUpNoMoreThanATenthOfASecond) {
    Inbox fast([](const std::string&) { return false; }, {inbox_bytes_most, 100}, [] { return Instant{1}; });
    for (int i = 0; i < 20; ++i) fast.put_beacons({inbound(std::to_string(i), "")});
    EXPECT_THAT(fast.take(20, at_once), testing::SizeIs(10));
}

TEST(Inbox, WaitsForTheTurnOfABeaconAndNoLonger) {
    Inbox inbox([](const std::string&) { return false; }, {inbox_bytes_most, 20});
    for (const char* topic : {"a", "b", "c"}) inbox.put_beacons({inbound(topic, topic)});
    std::vector<std::string> given;
    while (given.size() < 3) {
        for (const std::string& payload : payloads(inbox.take(10, long_enough))) given.push_back(payload);
    }
    EXPECT_THAT(given, ElementsAre("a", "b", "c"));
}

TEST(Inbox, IsWokenByAnAlertWhileABeaconWaitsForItsTurn) {
    Inbox inbox([](const std::string&) { return false; }, {inbox_bytes_most, 1}, [] { return Instant{1}; });
    inbox.put_beacons({inbound("a", "a1")});
    EXPECT_THAT(payloads(inbox.take(1, at_once)), ElementsAre("a1"));
    inbox.put_beacons({inbound("a", "a2")});
    std::thread sender([&] { inbox.put_alerts({inbound("b", "alert")}); });
    EXPECT_THAT(payloads(inbox.take(2, long_enough)), ElementsAre("alert"));
    sender.join();
}

TEST(Inbox, ReturnsEmptyHandedWhenWoken) {
    Inbox inbox = inbox_that_keeps_panic();
    std::thread waker([&] { inbox.wake(); });
    EXPECT_THAT(inbox.take(1, long_enough), IsEmpty());
    waker.join();
}

TEST(Inbox, EndsTheWaitWhenSomethingArrives) {
    Inbox inbox = inbox_that_keeps_panic();
    std::thread sender([&] { inbox.put_beacons({inbound("a", "a1")}); });
    EXPECT_THAT(payloads(inbox.take(1, long_enough)), ElementsAre("a1"));
    sender.join();
}

}  // namespace
}  // namespace paraat::transport
