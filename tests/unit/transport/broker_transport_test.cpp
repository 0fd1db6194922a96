#include "hub/transport/broker_transport.hpp"

#include <gmock/gmock.h>
#include <signal.h>

#include <future>

#include "clients/sdk/session.hpp"
#include "hub/mqtt/packet.hpp"
#include "hub/transport/private_broker.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/folder.hpp"
#include "tests/support/socket.hpp"
#include "tests/unit/transport/patience.hpp"

namespace paraat::transport {
namespace {

using test::eventually;
using testing::ElementsAre;

// Each of the clients, with the real broker.
class BrokerTransportTest : public testing::TestWithParam<Client> {
protected:
    void SetUp() override {
        auto started =
            PrivateBroker::start({.directory = folder_.path(), .port = 0, .websocket_port = 0, .access = "open"});
        ASSERT_TRUE(started) << started.error().message;
        broker_ = std::move(*started);
    }

    Settings settings() const {
        Settings settings;
        settings.client = GetParam();
        settings.address = "127.0.0.1";
        settings.port = broker_->port();
        settings.node = "hub-1";
        settings.alert_filters = {"oov/up/+/report", "oov/up/+/status"};
        settings.beacon_filters = {"oov/up/+/beacon"};
        return settings;
    }

    sdk::Session client(const std::string& id) const {
        auto session = sdk::Session::connect({"127.0.0.1", broker_->port(), "", ""}, id);
        EXPECT_TRUE(session);
        return std::move(*session);
    }

    static bool is_connected(const BrokerTransport& transport) {
        return eventually([&] { return transport.is_connected(Lane::alerts); });
    }

    // The next message; a connection that came about ends a wait too.
    static Inbound next(BrokerTransport& transport) {
        std::vector<Inbound> taken;
        EXPECT_TRUE(eventually([&] {
            taken = transport.take(1, Milliseconds{1'000});
            return !taken.empty();
        }));
        return taken.empty() ? Inbound{} : taken[0];
    }

    // The broker loses all that it knew: sessions, subscriptions, retained messages.
    void kill_broker() {
        const pid_t before = broker_->pid();
        ::kill(before, SIGKILL);
        ASSERT_TRUE(eventually([&] { return broker_->pid() != before; }));
    }

    test::Folder folder_;
    std::unique_ptr<PrivateBroker> broker_;
};

Outbound alert(const std::string& topic, const std::string& payload) {
    return {topic, payload, 1, false, Urgency::alert, false, Lane::alerts};
}

Outbound retained(const std::string& topic, const std::string& payload) {
    Outbound made = alert(topic, payload);
    made.is_retained = true;
    return made;
}

TEST_P(BrokerTransportTest, GivesWhatAClientPublishes) {
    BrokerTransport transport(settings());
    transport.start();
    ASSERT_TRUE(is_connected(transport));
    auto radio = client("radio-7");
    ASSERT_TRUE(radio.publish("oov/up/radio-7/report", "{\"id\":\"t1\"}"));
    const Inbound arrived = next(transport);
    EXPECT_EQ(arrived.topic, "oov/up/radio-7/report");
    EXPECT_EQ(arrived.payload, "{\"id\":\"t1\"}");
    EXPECT_FALSE(arrived.is_retained);
    EXPECT_EQ(arrived.lane, Lane::alerts);
}

TEST_P(BrokerTransportTest, SendsBytesAsTheyAre) {
    BrokerTransport transport(settings());
    auto radio = client("radio-7");
    ASSERT_TRUE(radio.subscribe("oov/down/radio-7/#"));
    transport.start();
    ASSERT_TRUE(is_connected(transport));
    const std::string bytes("\0\x01{\xff", 4);
    ASSERT_TRUE(transport.send(alert("oov/down/radio-7/receipt", bytes)));
    transport.flush();
    const auto message = radio.next(long_enough);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->topic, "oov/down/radio-7/receipt");
    EXPECT_EQ(message->payload, bytes);
    EXPECT_TRUE(eventually([&] { return transport.counters().sent == 1; }));
}

TEST_P(BrokerTransportTest, GivesBeaconsOnALaneOfTheirOwn) {
    BrokerTransport transport(settings());
    transport.start();
    ASSERT_TRUE(eventually([&] { return transport.is_connected(Lane::beacons); }));
    Outbound beacon = alert("oov/up/radio-7/beacon", "{}");
    beacon.lane = Lane::beacons;
    ASSERT_TRUE(transport.send(beacon));
    EXPECT_EQ(next(transport).lane, Lane::beacons);
}

TEST_P(BrokerTransportTest, SendsMoreThanItsWindowInOrder) {
    BrokerTransport transport(settings());
    auto radio = client("radio-7");
    ASSERT_TRUE(radio.subscribe("oov/dvo/alert/+"));
    transport.start();
    ASSERT_TRUE(is_connected(transport));
    constexpr int count = 4 * static_cast<int>(window);
    for (int i = 0; i < count; ++i) ASSERT_TRUE(transport.send(alert("oov/dvo/alert/a", std::to_string(i))));
    for (int i = 0; i < count; ++i) {
        const auto message = radio.next(long_enough);
        ASSERT_TRUE(message) << i;
        ASSERT_EQ(message->payload, std::to_string(i));
    }
}

TEST_P(BrokerTransportTest, GivesWhatWasSentWhileItWasAway) {
    {
        BrokerTransport transport(settings());
        transport.start();
        ASSERT_TRUE(is_connected(transport));
        transport.stop();
    }
    auto radio = client("radio-7");
    ASSERT_TRUE(radio.subscribe("oov/up/+/report"));
    ASSERT_TRUE(radio.publish("oov/up/radio-7/report", "while you were away"));
    ASSERT_TRUE(radio.next(long_enough));  // the broker has it
    BrokerTransport transport(settings());
    transport.start();
    EXPECT_EQ(next(transport).payload, "while you were away");
}

TEST_P(BrokerTransportTest, ComesBackToABrokerThatWasKilledAsANewIncarnation) {
    BrokerTransport transport(settings());
    EXPECT_EQ(transport.incarnation(Lane::alerts), 0u);
    transport.start();
    ASSERT_TRUE(is_connected(transport));
    EXPECT_EQ(transport.incarnation(Lane::alerts), 1u);
    kill_broker();
    ASSERT_TRUE(eventually([&] { return transport.incarnation(Lane::alerts) == 2; }));
    auto radio = client("radio-7");
    ASSERT_TRUE(radio.publish("oov/up/radio-7/status", "subscribed again"));
    EXPECT_EQ(next(transport).payload, "subscribed again");
    EXPECT_TRUE(eventually([&] { return transport.counters().reconnects == 2; }));
}

TEST_P(BrokerTransportTest, SendsAReceiptThatWaitedForTheConnectionAndLetsGoWhatIsToldAnew) {
    BrokerTransport transport(settings());
    auto radio = client("radio-7");
    ASSERT_TRUE(radio.subscribe("oov/#"));
    ASSERT_TRUE(transport.send(alert("oov/dvo/alert/a", "revision 1")));
    Outbound receipt = alert("oov/down/radio-7/receipt", "accepted");
    receipt.waits_for_connection = true;
    ASSERT_TRUE(transport.send(receipt));
    transport.start();
    ASSERT_TRUE(is_connected(transport));
    const auto first = radio.next(long_enough);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->payload, "accepted");
    ASSERT_TRUE(transport.send(alert("oov/dvo/alert/a", "revision 2")));
    const auto second = radio.next(long_enough);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->payload, "revision 2");
}

TEST_P(BrokerTransportTest, KnowsEachLanesConnection) {
    BrokerTransport transport(settings());
    transport.start();
    ASSERT_TRUE(is_connected(transport));
    ASSERT_TRUE(eventually([&] { return transport.is_connected(Lane::beacons); }));
    const auto before = transport.incarnation(Lane::beacons);
    auto intruder = client("hub-hub-1-beacons");  // takes over that connection, and no other
    EXPECT_TRUE(eventually([&] { return transport.incarnation(Lane::beacons) > before; }));
    EXPECT_EQ(transport.incarnation(Lane::alerts), 1u);
}

TEST_P(BrokerTransportTest, SaysThatItCouldNotCollectWhenTheBrokerIsGone) {
    BrokerTransport transport(settings());
    broker_.reset();
    const auto collected = transport.collect_retained({"oov/#"}, Milliseconds{200}, Milliseconds{2'000});
    ASSERT_FALSE(collected);
    EXPECT_EQ(collected.error().code, "broker_unreachable");
}

TEST_P(BrokerTransportTest, SaysThatItCouldNotCollectWhenTheBrokerDiesMeanwhile) {
    BrokerTransport transport(settings());
    auto collecting = std::async(std::launch::async, [&] {
        return transport.collect_retained({"oov/#"}, std::chrono::seconds{30}, std::chrono::seconds{60});
    });
    kill_broker();
    EXPECT_FALSE(collecting.get());
}

TEST_P(BrokerTransportTest, ReadsWhatOneTopicRetains) {
    BrokerTransport transport(settings());
    transport.start();
    ASSERT_TRUE(is_connected(transport));
    EXPECT_EQ(transport.read_retained("oov/hub/hub-1/status", Milliseconds{200}, long_enough).value(), "");
    ASSERT_TRUE(transport.send(retained("oov/hub/hub-1/status", "up")));
    ASSERT_TRUE(eventually([&] { return transport.counters().sent == 1; }));
    EXPECT_EQ(transport.read_retained("oov/hub/hub-1/status", Milliseconds{200}, long_enough).value(), "up");
}

TEST_P(BrokerTransportTest, CollectsTheTopicsThatHoldRetainedMessages) {
    BrokerTransport transport(settings());
    transport.start();
    ASSERT_TRUE(is_connected(transport));
    for (const char* topic : {"oov/dvo/alert/b", "oov/dvl/alert/a", "oov/json/dvo/alert/b", "oov/dvo/board"}) {
        ASSERT_TRUE(transport.send(retained(topic, "x")));
    }
    ASSERT_TRUE(eventually([&] { return transport.counters().sent == 4; }));
    EXPECT_THAT(
        transport.collect_retained({"oov/+/alert/+", "oov/json/+/alert/+"}, Milliseconds{500}, long_enough).value(),
        ElementsAre("oov/dvl/alert/a", "oov/dvo/alert/b", "oov/json/dvo/alert/b"));
}

// With a quiet that is longer than the test waits: only the marker can end it.
TEST_P(BrokerTransportTest, CollectsThemAllBeforeItsMarkerComesBack) {
    Settings given = settings();
    given.marker_topic = "oov/hub/hub-1/marker";
    BrokerTransport transport(std::move(given));
    transport.start();
    ASSERT_TRUE(is_connected(transport));
    constexpr std::size_t count = 3'000;  // more than the broker gives of QoS 1 at once
    for (std::size_t i = 0; i < count; ++i) {
        const std::string topic = (i % 2 == 0 ? "oov/dvo/alert/" : "oov/json/dvl/alert/") + std::to_string(i);
        while (!transport.send(retained(topic, std::string(500, 'x')))) transport.wait_for_room(Milliseconds{100});
    }
    transport.flush();
    ASSERT_TRUE(eventually([&] { return transport.counters().sent == count; }));
    const std::vector<std::string> filters{"oov/+/alert/+", "oov/json/+/alert/+"};
    const auto collected = transport.collect_retained(filters, std::chrono::hours{1}, std::chrono::hours{2});
    ASSERT_TRUE(collected) << collected.error().message;
    EXPECT_EQ(collected->size(), count);
    EXPECT_EQ(transport.read_retained("oov/none", std::chrono::hours{1}, std::chrono::hours{2}).value(), "");
}

TEST_P(BrokerTransportTest, TakesNothingToSendOnceItStopped) {
    BrokerTransport transport(settings());
    transport.start();
    ASSERT_TRUE(is_connected(transport));
    transport.stop();
    EXPECT_FALSE(transport.is_connected(Lane::alerts));
    EXPECT_TRUE(transport.send(alert("oov/dvo/alert/a", "too late")));  // nobody waits for room that never comes
    EXPECT_EQ(transport.counters().sent, 0u);
}

TEST_P(BrokerTransportTest, SaysItsLastWordsBeforeItStops) {
    auto console = client("console-1");
    ASSERT_TRUE(console.subscribe("oov/hub/+/status"));
    BrokerTransport transport(settings());
    transport.start();
    ASSERT_TRUE(is_connected(transport));
    ASSERT_TRUE(transport.send(retained("oov/hub/hub-1/status", "down")));
    transport.stop();
    const auto message = console.next(long_enough);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->payload, "down");
}

std::string name_of(const testing::TestParamInfo<Client>& client) {
    constexpr const char* names[] = {"mqtt311", "mqtt5", "paho"};
    return names[static_cast<int>(client.param)];
}

INSTANTIATE_TEST_SUITE_P(Clients, BrokerTransportTest, testing::Values(Client::mqtt311, Client::mqtt5, Client::paho),
                         name_of);

class OwnClientTest : public BrokerTransportTest {};

// Both before and after: the broker holds what nobody says to have kept, and gives it again.
TEST_P(OwnClientTest, IsGivenAgainWhatItDidNotSayToHaveKept) {
    auto radio = client("radio-7");
    {
        BrokerTransport transport(settings());
        transport.start();
        ASSERT_TRUE(is_connected(transport));
        ASSERT_TRUE(radio.publish("oov/up/radio-7/report", "kept"));
        ASSERT_TRUE(radio.publish("oov/up/radio-7/report", "in hand"));
        const Inbound first = next(transport);
        EXPECT_EQ(next(transport).payload, "in hand");
        transport.acknowledge(first.number);
        transport.stop();
    }
    BrokerTransport transport(settings());
    transport.start();
    const Inbound again = next(transport);
    EXPECT_EQ(again.payload, "in hand");
    transport.acknowledge(again.number);
    transport.stop();
    BrokerTransport after(settings());
    after.start();
    ASSERT_TRUE(is_connected(after));
    ASSERT_TRUE(radio.publish("oov/up/radio-7/report", "new"));
    EXPECT_EQ(next(after).payload, "new");
}

// Another one under its name, which leaves without a word: the broker keeps the session, and what is not acknowledged.
void take_over(int port, const std::string& client_id) {
    const test::Socket thief = test::Socket::connected(port);
    mqtt::Connect connect;
    connect.client_id = client_id;
    connect.is_clean = false;
    std::string greeting;
    mqtt::write_connect(greeting, connect, mqtt::Version::v3_1_1);
    ASSERT_EQ(::send(thief.descriptor(), greeting.data(), greeting.size(), 0), static_cast<ssize_t>(greeting.size()));
    char answer = 0;
    ASSERT_EQ(::recv(thief.descriptor(), &answer, 1, 0), 1);
}

// Without an id nothing else would tell that it is the same.
TEST_P(OwnClientTest, GivesOnceWhatTheBrokerSendsAgainOnTheNextConnection) {
    auto radio = client("radio-7");
    {
        BrokerTransport transport(settings());
        transport.start();
        ASSERT_TRUE(is_connected(transport));
        ASSERT_TRUE(radio.publish("oov/up/radio-7/report", "press"));
        EXPECT_EQ(next(transport).payload, "press");
        take_over(broker_->port(), "hub-hub-1-alerts");
        ASSERT_TRUE(eventually([&] { return transport.incarnation(Lane::alerts) == 2; }));
        ASSERT_TRUE(radio.publish("oov/up/radio-7/report", "press"));
        const Inbound second = next(transport);
        EXPECT_EQ(second.number, 2u);
        EXPECT_TRUE(transport.take(1, Milliseconds{0}).empty());
        transport.acknowledge(second.number);
        transport.stop();
    }
    BrokerTransport after(settings());
    after.start();
    ASSERT_TRUE(is_connected(after));
    ASSERT_TRUE(radio.publish("oov/up/radio-7/report", "new"));
    EXPECT_EQ(next(after).payload, "new") << "both were acknowledged";
}

INSTANTIATE_TEST_SUITE_P(Clients, OwnClientTest, testing::Values(Client::mqtt311, Client::mqtt5), name_of);

}  // namespace
}  // namespace paraat::transport
