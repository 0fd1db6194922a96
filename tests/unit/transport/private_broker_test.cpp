#include "hub/transport/private_broker.hpp"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>

#include "clients/sdk/session.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/folder.hpp"
#include "tests/support/socket.hpp"

namespace paraat::transport {
namespace {

using test::eventually;
using test::Folder;
using test::Socket;
using test::takes_connections;
using testing::ElementsAre;
using testing::HasSubstr;

std::unique_ptr<PrivateBroker> start_in(const Folder& folder) {
    auto broker = PrivateBroker::start({.directory = folder.path(), .port = 0, .websocket_port = 0, .access = "open"});
    EXPECT_TRUE(broker) << (broker ? "" : broker.error().message);
    return broker ? std::move(*broker) : nullptr;
}

// One that ended and that nobody asked for its exit code yet is no process any more.
bool is_running(pid_t pid) {
    const std::string stat = test::content_of("/proc/" + std::to_string(pid) + "/stat");
    return !stat.empty() && stat.find(") Z ") == std::string::npos;
}

// Local addresses, in hexadecimal, of the listening sockets with this port.
std::vector<std::string> listening_addresses(int port) {
    std::vector<std::string> addresses;
    char wanted[8];
    std::snprintf(wanted, sizeof(wanted), ":%04X", static_cast<unsigned>(port));
    for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        std::ifstream lines(table);
        std::string number, local, remote, state, rest;
        std::getline(lines, rest);
        while (lines >> number >> local >> remote >> state && std::getline(lines, rest)) {
            if (state == "0A" && local.ends_with(wanted)) addresses.push_back(local.substr(0, local.find(':')));
        }
    }
    return addresses;
}

TEST(PrivateBroker, IsConfiguredForAHubThatCanFillItAgain) {
    EXPECT_EQ(
        broker_configuration({.directory = "/data/broker", .port = 1883, .websocket_port = 9001, .access = "open"}),
        "# Written by the hub at each start; changes are lost. See docs/decisions/0004.\n"
        "per_listener_settings false\n"
        "allow_anonymous true\n"
        "persistence false\n"
        "max_inflight_messages 1000\n"
        "max_queued_messages 100000\n"
        "max_queued_bytes 134217728\n"
        "max_packet_size 262144\n"
        "set_tcp_nodelay true\n"
        "max_keepalive 300\n"
        "persistent_client_expiration 7d\n"
        "sys_interval 5\n"
        "log_dest stderr\n"
        "log_type error\n"
        "log_type warning\n"
        "log_type notice\n"
        "connection_messages false\n"
        "listener 1883 127.0.0.1\n"
        "max_connections 10000\n"
        "listener 9001 127.0.0.1\n"
        "protocol websockets\n"
        "socket_domain ipv4\n"
        "max_connections 10000\n");
}

TEST(PrivateBroker, TakesConnectionsOnTheLoopbackAddressOnly) {
    const Folder folder;
    const auto broker = start_in(folder);
    ASSERT_TRUE(broker);
    EXPECT_TRUE(takes_connections(broker->port()));
    EXPECT_TRUE(takes_connections(broker->websocket_port()));
    EXPECT_THAT(listening_addresses(broker->port()), ElementsAre("0100007F"));
    EXPECT_THAT(listening_addresses(broker->websocket_port()), ElementsAre("0100007F"));
}

TEST(PrivateBroker, SaysWhichPortIsTaken) {
    const Folder folder;
    const Socket taken = Socket::listening();
    const auto broker =
        PrivateBroker::start({.directory = folder.path(), .port = taken.port(), .websocket_port = 0, .access = "open"});
    ASSERT_FALSE(broker);
    EXPECT_EQ(broker.error(), (Error{"broker_port_taken", "broker.port",
                                     "port " + std::to_string(taken.port()) +
                                         " on 127.0.0.1 is taken; stop what uses it, or set [broker] port"}));
}

TEST(PrivateBroker, SaysThatTheWebsocketPortIsTaken) {
    const Folder folder;
    const Socket taken = Socket::listening();
    const auto broker =
        PrivateBroker::start({.directory = folder.path(), .port = 0, .websocket_port = taken.port(), .access = "open"});
    ASSERT_FALSE(broker);
    EXPECT_EQ(broker.error().code, "broker_port_taken");
    EXPECT_EQ(broker.error().field, "broker.websocket_port");
    EXPECT_THAT(broker.error().message, HasSubstr(std::to_string(taken.port())));
}

TEST(PrivateBroker, NeedsTwoPorts) {
    const Folder folder;
    const Socket free = Socket::reserving();
    const auto broker = PrivateBroker::start(
        {.directory = folder.path(), .port = free.port(), .websocket_port = free.port(), .access = "open"});
    ASSERT_FALSE(broker);
    EXPECT_EQ(broker.error().code, "broker_port_taken");
    EXPECT_EQ(broker.error().field, "broker.websocket_port");
}

TEST(PrivateBroker, LetsNobodyInWithoutALogin) {
    const std::string configuration = broker_configuration(
        {.directory = "/data/broker", .port = 1883, .websocket_port = 9001, .access = "accounts"}, 1);
    EXPECT_THAT(configuration,
                HasSubstr("allow_anonymous false\nauto_id_prefix auto-\npassword_file /dev/fd/7\nplugin /dev/fd/8\n"
                          "plugin_opt_page /dev/fd/9\nplugin_opt_rights_0 /dev/fd/4\nplugin_opt_rights_1 /dev/fd/6\n"));
    EXPECT_THAT(configuration, testing::Not(HasSubstr("allow_anonymous true")));
    const Folder folder;
    const auto broker =
        PrivateBroker::start({.directory = folder.path(), .port = 0, .websocket_port = 0, .access = "accounts"});
    ASSERT_FALSE(broker) << "without an admission not even the hub gets in";
    EXPECT_EQ(broker.error().code, "broker_access");
}

// By mosquitto_passwd, for "one" and "two".
constexpr const char* passwords_of_one =
    "one:$7$101$TNKs+Mhxir/"
    "qCP2n$IhcQQqKK5t00dSf9GdRX99qAHfeCJLC828+8V3TxLk3ejTM1q4FKyBb8nzgy2czcsWl8zSVQSc+eXXDvW66gGg==\n";
constexpr const char* passwords_of_two =
    "two:$7$101$4VMXbXvlJT3fXRxG$E751Ium+VwljJhfhIXR9lAWzywhlKEFpDR3Apqai1/"
    "zTw4uoBaclZnG8cI6l2xRBVuIhGNRXPXZWLmqeYpPhBg==\n";

bool gets_in(int port, const std::string& account, const std::string& password) {
    sdk::BrokerAddress address{"127.0.0.1", port, account, password};
    return sdk::Session::connect(address, account).has_value();
}

PrivateBroker::Settings closed(const Folder& folder) {
    PrivateBroker::Settings settings{.directory = folder.path(), .port = 0, .websocket_port = 0, .access = "accounts"};
    settings.admission = {"user one\ntopic readwrite t/#\n", passwords_of_one};
    settings.guard = PARAAT_GUARD;
    return settings;
}

TEST(PrivateBroker, GivesNobodyALoginWithoutTheGuard) {
    const Folder folder;
    PrivateBroker::Settings settings = closed(folder);
    settings.guard.clear();
    const auto broker = PrivateBroker::start(settings);
    ASSERT_FALSE(broker);
    EXPECT_EQ(broker.error().code, "broker_guard_absent");
}

TEST(PrivateBroker, DoesNotStartWithRightsThatTheGuardCannotRead) {
    const Folder folder;
    PrivateBroker::Settings settings = closed(folder);
    settings.admission.access_file = "user one\npattern readwrite t/%u\n";
    const auto broker = PrivateBroker::start(settings);
    ASSERT_FALSE(broker);
    EXPECT_EQ(broker.error().code, "broker_failed");
    EXPECT_THAT(test::content_of(folder.path() / "mosquitto.log"), HasSubstr("guard: there are no rights to go by"));
}

TEST(PrivateBroker, LetsInWhoeverItIsToldTo) {
    const Folder folder;
    const auto broker = PrivateBroker::start(closed(folder));
    ASSERT_TRUE(broker) << broker.error().message;
    EXPECT_TRUE(gets_in((*broker)->port(), "one", "one"));
    EXPECT_FALSE(gets_in((*broker)->port(), "one", "two"));
    EXPECT_FALSE(gets_in((*broker)->port(), "", ""));
    for (int turn = 0; turn < 3; ++turn) {
        ASSERT_TRUE((*broker)->admit({"user two\ntopic readwrite t/#\n", passwords_of_two}));
        EXPECT_TRUE(eventually([&] { return gets_in((*broker)->port(), "two", "two"); }));
        EXPECT_FALSE(gets_in((*broker)->port(), "one", "one"));
        ASSERT_TRUE((*broker)->admit({"user one\ntopic readwrite t/#\n", passwords_of_one}));
        EXPECT_TRUE(eventually([&] { return gets_in((*broker)->port(), "one", "one"); }));
    }
}

TEST(PrivateBroker, EndsASessionWhoseLoginIsNoMoreAndNoOther) {
    const Folder folder;
    PrivateBroker::Settings settings = closed(folder);
    settings.admission.password_file += passwords_of_two;
    const auto broker = PrivateBroker::start(settings);
    ASSERT_TRUE(broker) << broker.error().message;
    auto ended = sdk::Session::connect({"127.0.0.1", (*broker)->port(), "one", "one"}, "one");
    auto goes_on = sdk::Session::connect({"127.0.0.1", (*broker)->port(), "two", "two"}, "two");
    ASSERT_TRUE(ended && goes_on);
    ASSERT_TRUE((*broker)->admit({settings.admission.access_file, passwords_of_two}));
    EXPECT_TRUE(eventually([&] { return !ended->is_connected(); }));
    EXPECT_TRUE(goes_on->is_connected());
}

// Of what was published in this order, what came first.
std::string first_of(sdk::Session& reader, sdk::Session& writer, const std::vector<std::string>& topics) {
    for (const std::string& topic : topics) EXPECT_TRUE(writer.deliver(topic, "x", 1));
    const auto message = reader.next(Milliseconds{5'000});
    return message ? message->topic : "nothing";
}

TEST(PrivateBroker, ChangesTheRightsOfSessionsThatAreOpen) {
    const Folder folder;
    PrivateBroker::Settings settings = closed(folder);
    const std::string writer_has = "user two\ntopic write t/#\n";
    settings.admission = {"user one\ntopic read t/mine\n" + writer_has,
                          std::string(passwords_of_one) + passwords_of_two};
    const auto broker = PrivateBroker::start(settings);
    ASSERT_TRUE(broker) << broker.error().message;
    auto reader = sdk::Session::connect({"127.0.0.1", (*broker)->port(), "one", "one"}, "one");
    auto writer = sdk::Session::connect({"127.0.0.1", (*broker)->port(), "two", "two"}, "two");
    ASSERT_TRUE(reader && writer);
    ASSERT_TRUE(reader->subscribe("#"));
    EXPECT_EQ("t/mine", first_of(*reader, *writer, {"t/theirs", "x/mine", "t/mine"}));
    Admission other = settings.admission;
    other.access_file = "user one\ntopic read t/theirs\n" + writer_has;
    for (int turn = 0; turn < 3; ++turn) {
        ASSERT_TRUE((*broker)->admit(other));
        EXPECT_TRUE(eventually([&] { return first_of(*reader, *writer, {"t/mine", "t/theirs"}) == "t/theirs"; }));
        ASSERT_TRUE((*broker)->admit(settings.admission));
        EXPECT_TRUE(eventually([&] { return first_of(*reader, *writer, {"t/theirs", "t/mine"}) == "t/mine"; }));
    }
    EXPECT_TRUE(reader->is_connected() && writer->is_connected());
}

TEST(PrivateBroker, StartsAgainWithWhoIsLetInNow) {
    const Folder folder;
    const auto broker = PrivateBroker::start(closed(folder));
    ASSERT_TRUE(broker) << broker.error().message;
    ASSERT_TRUE((*broker)->admit({"user two\ntopic readwrite t/#\n", passwords_of_two}));
    const pid_t before = (*broker)->pid();
    ASSERT_EQ(::kill(before, SIGKILL), 0);
    ASSERT_TRUE(eventually([&] { return (*broker)->pid() != 0 && (*broker)->pid() != before; }));
    EXPECT_TRUE(gets_in((*broker)->port(), "two", "two"));
    EXPECT_FALSE(gets_in((*broker)->port(), "one", "one"));
}

TEST(PrivateBroker, IsStartedAgainOnItsPortsWhenItWasKilled) {
    const Folder folder;
    const auto broker = start_in(folder);
    ASSERT_TRUE(broker);
    // Connections that are open when it dies leave its ports in use for a minute, unless it takes them all the same.
    const Socket client = Socket::connected(broker->port());
    const Socket console = Socket::connected(broker->websocket_port());
    const pid_t before = broker->pid();
    ASSERT_EQ(::kill(before, SIGKILL), 0);
    ASSERT_TRUE(eventually([&] { return broker->pid() != 0 && broker->pid() != before; }));
    EXPECT_TRUE(takes_connections(broker->port()));
    EXPECT_TRUE(takes_connections(broker->websocket_port()));
}

TEST(PrivateBroker, IsStartedAgainAlsoWhereChildrensEndsAreIgnored) {
    const Folder folder;
    const auto before_test = ::signal(SIGCHLD, SIG_IGN);
    const auto broker = start_in(folder);
    ASSERT_TRUE(broker);
    const pid_t before = broker->pid();
    ASSERT_EQ(::kill(before, SIGKILL), 0);
    EXPECT_TRUE(eventually([&] { return broker->pid() != 0 && broker->pid() != before; }));
    ::signal(SIGCHLD, before_test);
}

TEST(PrivateBroker, GoesOnInItsLogWhenItIsStartedAgain) {
    const Folder folder;
    std::ofstream(folder.path() / "mosquitto.log") << "why the last one ended\n";
    start_in(folder).reset();
    EXPECT_TRUE(test::content_of(folder.path() / "mosquitto.log").starts_with("why the last one ended\n"));
}

TEST(PrivateBroker, StopsWithItsOwner) {
    const Folder folder;
    auto broker = start_in(folder);
    ASSERT_TRUE(broker);
    const pid_t pid = broker->pid();
    ASSERT_TRUE(is_running(pid));
    broker.reset();
    EXPECT_FALSE(is_running(pid));
}

TEST(PrivateBroker, StopsWithItsOwnerAlsoAfterItWasStartedAgain) {
    const Folder folder;
    auto broker = start_in(folder);
    ASSERT_TRUE(broker);
    const pid_t first = broker->pid();
    ::kill(first, SIGKILL);
    ASSERT_TRUE(eventually([&] { return broker->pid() != 0 && broker->pid() != first; }));
    const pid_t second = broker->pid();
    broker.reset();
    EXPECT_FALSE(is_running(second));
}

TEST(PrivateBroker, EndsWithAHubThatIsKilled) {
    const Folder folder;
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t hub = ::fork();
    if (hub == 0) {
        const auto broker =
            PrivateBroker::start({.directory = folder.path(), .port = 0, .websocket_port = 0, .access = "open"});
        const pid_t pid = broker ? (*broker)->pid() : 0;
        if (::write(ends[1], &pid, sizeof(pid)) != sizeof(pid)) ::_exit(1);
        while (true) ::pause();
    }
    pid_t broker = 0;
    ASSERT_EQ(::read(ends[0], &broker, sizeof(broker)), static_cast<ssize_t>(sizeof(broker)));
    ASSERT_GT(broker, 0);
    EXPECT_TRUE(is_running(broker));
    ::kill(hub, SIGKILL);
    ::waitpid(hub, nullptr, 0);
    EXPECT_TRUE(eventually([&] { return !is_running(broker); }));
    ::close(ends[0]);
    ::close(ends[1]);
}

TEST(PrivateBroker, InheritsNoDescriptorOfTheHub) {
    const Folder folder;
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);  // not closed on exec, as many libraries leave theirs
    const auto pipe = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(ends[0]));
    const auto broker = start_in(folder);
    ASSERT_TRUE(broker);
    std::vector<std::filesystem::path> open;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(broker->pid()) + "/fd")) {
        std::error_code gone;
        open.push_back(std::filesystem::read_symlink(entry.path(), gone));
    }
    EXPECT_THAT(open, testing::Not(testing::Contains(pipe)));
    ::close(ends[0]);
    ::close(ends[1]);
}

}  // namespace
}  // namespace paraat::transport
