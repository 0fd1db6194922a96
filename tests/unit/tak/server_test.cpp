#include "hub/tak/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/eventually.hpp"
#include "tests/unit/tak/heard.hpp"

namespace paraat::tak {
namespace {

using namespace std::chrono_literals;
using paraat::test::Socket;
using test::hear;
using test::next;
using test::say;

// Plain, on this machine; the other end is a bare socket.
class TakServerTest : public testing::Test {
protected:
    void begin(ServerSettings settings = {}) {
        settings.plain = Door{};
        server_ = TakServer::start(std::move(settings)).value();
    }
    struct Client {
        Socket socket;
        SessionId session;
    };
    Client comes() {
        auto socket = Socket::connected(server_->plain_port());
        const auto connected = next<Connected>(*server_);
        EXPECT_TRUE(connected && connected->account.empty() && connected->address == "127.0.0.1");
        return {std::move(socket), connected ? connected->session : SessionId{}};
    }
    std::string why_closed(SessionId session) {
        const auto closed = next<Closed>(*server_);
        return closed && closed->session == session ? closed->code : "it is not";
    }

    std::unique_ptr<TakServer> server_;
};

TEST_F(TakServerTest, TellsWhoIsInWhatTheySayAndThatTheyLeft) {
    begin();
    SessionId session{};
    {
        const Client client = comes();
        session = client.session;
        ASSERT_TRUE(say(client.socket, "<event/>\n" + framed_for_stream("payload")));
        const auto first = next<Arrived>(*server_);
        EXPECT_TRUE(first && first->session == session && first->frame == (Frame{Encoding::xml, "<event/>"}));
        const auto second = next<Arrived>(*server_);
        EXPECT_TRUE(second && second->frame == (Frame{Encoding::protobuf, "payload"}));
    }
    EXPECT_EQ(why_closed(session), "left");
    EXPECT_EQ(server_->counts().connected, 1U);
}

TEST_F(TakServerTest, SendsToOneSessionAndNoOther) {
    begin();
    const Client one = comes();
    const Client other = comes();
    server_->send(one.session, "<event/>");
    server_->send(other.session, "<other/>");
    EXPECT_EQ(hear(one.socket, 8), "<event/>");
    EXPECT_EQ(hear(other.socket, 8), "<other/>");
}

TEST_F(TakServerTest, TakesWhatWasWholeBeforeAFaultThatTouchesNobodyElse) {
    begin();
    const Client wrong = comes();
    const Client right = comes();
    ASSERT_TRUE(say(wrong.socket, "<event/>and no event"));
    EXPECT_TRUE(next<Arrived>(*server_));
    EXPECT_EQ(why_closed(wrong.session), "unreadable");
    EXPECT_EQ(hear(wrong.socket, 1), "");
    ASSERT_TRUE(say(right.socket, "<event/>"));
    const auto arrived = next<Arrived>(*server_);
    EXPECT_TRUE(arrived && arrived->session == right.session);
}

TEST_F(TakServerTest, CutsWhoDoesNotReadAsFastAsHeIsTold) {
    begin();
    const Client slow = comes();
    const Client other = comes();
    const std::string much(200'000, 'm');
    for (int i = 0; i < 1'000 && server_->counts().slow == 0; ++i) server_->send(slow.session, much);
    EXPECT_EQ(why_closed(slow.session), "slow");
    server_->send(slow.session, "to nobody");
    server_->send(other.session, "<event/>");
    EXPECT_EQ(hear(other.socket, 8), "<event/>");
}

TEST_F(TakServerTest, CutsWhoIsFurthestBehindWhenAllTogetherReadTooLittle) {
    ServerSettings settings;
    settings.outbox_most = 1UL << 30;
    settings.outboxes_most = 1'000'000;
    begin(settings);
    const Client slow = comes();
    const Client other = comes();
    const std::string much(200'000, 'm');
    for (int i = 0; i < 1'000 && server_->counts().slow == 0; ++i) server_->send(slow.session, much);
    EXPECT_EQ(why_closed(slow.session), "slow");
    server_->send(other.session, "<event/>");
    EXPECT_EQ(hear(other.socket, 8), "<event/>");
}

TEST_F(TakServerTest, CutsWhoIsSilent) {
    ServerSettings settings;
    settings.limits.silence = 20ms;
    begin(settings);
    const Client client = comes();
    EXPECT_EQ(why_closed(client.session), "silent");
    EXPECT_EQ(hear(client.socket, 1), "");
}

TEST_F(TakServerTest, DismissesOne) {
    begin();
    const Client client = comes();
    server_->dismiss(client.session, "because");
    const auto closed = next<Closed>(*server_);
    EXPECT_TRUE(closed && closed->code == "dismissed" && closed->why == "because");
    EXPECT_EQ(hear(client.socket, 1), "");
}

TEST_F(TakServerTest, TurnsAwayWhomItHasNoRoomFor) {
    ServerSettings settings;
    settings.sessions_most = 1;
    begin(settings);
    const Client client = comes();
    EXPECT_EQ(hear(Socket::connected(server_->plain_port()), 1), "");
    EXPECT_EQ(server_->counts().turned_away, 1U);
    ASSERT_TRUE(say(client.socket, "<event/>"));
    EXPECT_TRUE(next<Arrived>(*server_));
}

// Nothing is lost when the owner is slow: what came is read on once there is room.
TEST_F(TakServerTest, ReadsOnOnceItsOwnerTakesWhatHappened) {
    ServerSettings settings;
    settings.happenings_most = 2;
    begin(settings);
    const Client client = comes();
    std::string many;
    for (int i = 0; i < 5'000; ++i) many += "<event uid='" + std::to_string(i) + "'/>";
    ASSERT_TRUE(say(client.socket, many));
    for (int i = 0; i < 5'000; ++i) {
        const auto arrived = next<Arrived>(*server_);
        ASSERT_TRUE(arrived && arrived->frame.bytes == "<event uid='" + std::to_string(i) + "'/>");
    }
}

TEST_F(TakServerTest, ReadsNoMoreOfOneThanItMay) {
    ServerSettings settings;
    settings.limits.bytes_per_second = 1'000'000;
    settings.limits.bytes_at_once = 16'384;
    begin(settings);
    const Client client = comes();
    const std::string event = "<event>" + std::string(99'985, ' ') + "</event>";
    ASSERT_TRUE(say(client.socket, event + event));
    EXPECT_TRUE(next<Arrived>(*server_));
    const auto arrived = next<Arrived>(*server_);
    EXPECT_TRUE(arrived && arrived->frame.bytes == event);
}

TEST_F(TakServerTest, StopEndsAllOfThem) {
    begin();
    const Client client = comes();
    server_->stop();
    EXPECT_EQ(why_closed(client.session), "dismissed");
    EXPECT_EQ(hear(client.socket, 1), "");
    EXPECT_TRUE(server_->take(1, test::long_enough).empty());
    EXPECT_FALSE(paraat::test::takes_connections(server_->plain_port()));
}

TEST(TakDoor, IsPlainOnThisMachineOnly) {
    ServerSettings settings;
    settings.plain = Door{"0.0.0.0", 0};
    EXPECT_EQ(TakServer::start(settings).error().code, "plain_reach");
    settings.plain_reach = ServerSettings::PlainReach::anywhere;
    EXPECT_TRUE(TakServer::start(settings));
    settings.plain = Door{"nowhere", 0};
    EXPECT_EQ(TakServer::start(settings).error().code, "listen");
}

// Whether it can be reached there by IPv6; nullopt where this machine has none.
std::optional<bool> is_reached_by_v6(int port) {
    const int made = ::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_addr = in6addr_loopback;
    const bool has_v6 = made >= 0 && ::bind(made, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    address.sin6_port = htons(static_cast<std::uint16_t>(port));
    const bool is_in = has_v6 && ::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    if (made >= 0) ::close(made);
    return has_v6 ? std::optional(is_in) : std::nullopt;
}

TEST(TakDoor, WithoutAnAddressIsOnEveryInterfaceOfBothFamilies) {
    ServerSettings settings;
    settings.plain = Door{"", 0};
    settings.plain_reach = ServerSettings::PlainReach::anywhere;
    const auto server = TakServer::start(settings).value();
    EXPECT_TRUE(paraat::test::takes_connections(server->plain_port()));
    const auto is_reached = is_reached_by_v6(server->plain_port());
    if (!is_reached) GTEST_SKIP() << "this machine has no IPv6";
    EXPECT_TRUE(*is_reached);
}

TEST(TakDoor, SaysWhichPortIsTaken) {
    const auto taken = Socket::listening();
    ServerSettings settings;
    settings.plain = Door{"127.0.0.1", taken.port()};
    const auto refused = TakServer::start(settings);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "listen");
    EXPECT_THAT(refused.error().message, testing::HasSubstr(":" + std::to_string(taken.port())));
}

}  // namespace
}  // namespace paraat::tak
