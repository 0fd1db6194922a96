#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include "clients/sdk/session.hpp"
#include "hub/base/durable_file.hpp"
#include "hub/pki/site_ca.hpp"
#include "hub/transport/broker_transport.hpp"
#include "hub/transport/private_broker.hpp"
#include "hub/transport/takeover.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/folder.hpp"
#include "tests/support/socket.hpp"
#include "tests/unit/transport/patience.hpp"

namespace paraat::transport {
namespace {

using namespace std::chrono_literals;
using test::eventually;
using testing::AnyOf;
using testing::HasSubstr;

Instant wall_now() {
    return Instant{
        std::chrono::duration_cast<Milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

TlsIdentity identity_of(const pki::SiteCa& ca, const pki::Issued& issued) {
    return {ca.root_pem(), issued.certificate.pem, issued.key_pem};
}

// A site with its CA and the real broker, which is 127.0.0.1 and nothing else.
class TlsTest : public testing::Test {
protected:
    TlsTest() { begin(ca_.issue_server({"127.0.0.1"}, pki::server_valid, wall_now()).value()); }

    void begin(const pki::Issued& server) {
        broker_.reset();
        listener_ = {"127.0.0.1",    test::Socket::reserving().port(),
                     ca_.root_pem(), server.certificate.pem,
                     server.key_pem, ca_.list_pem().value()};
        auto started = PrivateBroker::start({.directory = folder_.path() / "broker",
                                             .port = 0,
                                             .websocket_port = 0,
                                             .access = "open",
                                             .tls = listener_});
        ASSERT_TRUE(started) << started.error().message;
        broker_ = std::move(*started);
    }
    pki::Issued device(const std::string& account) {
        return ca_.issue_device(account, pki::device_valid, wall_now()).value();
    }
    // Why it does not get in; empty when it does.
    std::string refusal(const TlsIdentity& identity, const std::string& host = "127.0.0.1") const {
        const auto taken = take_over(host, listener_.port, identity, "radio-7", long_enough);
        return taken ? "" : taken.error().message;
    }
    // The same, by the library of the SDK.
    std::string refusal_of_sdk(const TlsIdentity& identity, const std::string& host = "127.0.0.1") const {
        const auto session = sdk::Session::connect(address(identity, host), "radio-7");
        return session ? "" : session.error().code;
    }
    sdk::BrokerAddress address(const TlsIdentity& identity, const std::string& host = "127.0.0.1") const {
        const TlsFiles files = kept(identity);
        return {host, listener_.port, "", "", {files.ca.string(), files.certificate.string(), files.key.string()}};
    }
    TlsFiles kept(const TlsIdentity& identity) const {
        const TlsFiles files{folder_.path() / "ca.pem", folder_.path() / "own.pem", folder_.path() / "own.key"};
        EXPECT_TRUE(replace_file(files.ca, identity.ca) && replace_file(files.certificate, identity.certificate) &&
                    replace_file(files.key, identity.key));
        return files;
    }

    test::Folder folder_;
    pki::SiteCa ca_ = pki::SiteCa::create(folder_.path() / "ca", "a test", wall_now()).value();
    pki::SiteCa other_ = pki::SiteCa::create(folder_.path() / "other", "another", wall_now()).value();
    TlsListener listener_;
    std::unique_ptr<PrivateBroker> broker_;
};

TEST_F(TlsTest, TakesADeviceOfTheSite) {
    const TlsIdentity radio = identity_of(ca_, device("radio-7"));
    EXPECT_EQ(refusal(radio), "");
    EXPECT_EQ(refusal_of_sdk(radio), "");
}

TEST_F(TlsTest, TakesNobodyWithoutACertificateOrWithOneOfAnotherSite) {
    ASSERT_EQ(refusal(identity_of(ca_, device("radio-7"))), "");
    EXPECT_NE(refusal({ca_.root_pem(), "", ""}), "");
    const auto foreign = other_.issue_device("radio-7", pki::device_valid, wall_now()).value();
    EXPECT_NE(refusal(identity_of(ca_, foreign)), "");
    EXPECT_EQ(refusal_of_sdk(identity_of(ca_, foreign)), "unreachable");
}

TEST_F(TlsTest, TakesNobodyWhoseCertificateEnded) {
    ASSERT_EQ(refusal(identity_of(ca_, device("radio-7"))), "");
    const auto ended = ca_.issue_device("radio-7", 1h, wall_now() - 2h).value();
    EXPECT_NE(refusal(identity_of(ca_, ended)), "");
}

TEST_F(TlsTest, ClientLeavesABrokerOfAnotherName) {
    const TlsIdentity radio = identity_of(ca_, device("radio-7"));
    EXPECT_THAT(refusal(radio, "localhost"), HasSubstr("certificate verify failed"));
    EXPECT_EQ(refusal_of_sdk(radio, "localhost"), "unreachable");
}

TEST_F(TlsTest, ClientLeavesABrokerOfAnotherSite) {
    TlsIdentity trusting = identity_of(ca_, device("radio-7"));
    trusting.ca = other_.root_pem();
    EXPECT_THAT(refusal(trusting), HasSubstr("certificate verify failed"));
    EXPECT_EQ(refusal_of_sdk(trusting), "unreachable");
}

TEST_F(TlsTest, ClientLeavesABrokerWhoseCertificateEnded) {
    const TlsIdentity radio = identity_of(ca_, device("radio-7"));
    begin(ca_.issue_server({"127.0.0.1"}, 1h, wall_now() - 2h).value());
    EXPECT_THAT(refusal(radio), HasSubstr("certificate verify failed"));
    EXPECT_EQ(refusal_of_sdk(radio), "unreachable");
}

TEST_F(TlsTest, ClientTakesNoDeviceForTheBroker) {
    const TlsIdentity radio = identity_of(ca_, device("radio-7"));
    begin(device("radio-8"));
    EXPECT_THAT(refusal(radio), HasSubstr("certificate verify failed"));
    EXPECT_EQ(refusal_of_sdk(radio), "unreachable");
}

TEST_F(TlsTest, RevokedOneIsCutAndDoesNotComeBackWhileOthersStay) {
    const TlsIdentity stolen = identity_of(ca_, device("radio-7"));
    const TlsIdentity kept_one = identity_of(ca_, device("radio-8"));
    auto thief = sdk::Session::connect(address(stolen), "radio-7");
    auto other = sdk::Session::connect(address(kept_one), "radio-8");
    ASSERT_TRUE(thief && other);
    ASSERT_TRUE(other->subscribe("news"));
    ASSERT_TRUE(ca_.revoke("radio-7", wall_now()));
    listener_.revoked = ca_.list_pem().value();
    ASSERT_TRUE(broker_->renew(listener_));
    const TlsIdentity own = identity_of(ca_, ca_.sign_fleeting("radio-7", wall_now()).value());
    ASSERT_EQ(refusal(own), "");
    EXPECT_TRUE(eventually([&] { return !thief->is_connected(); }));
    EXPECT_NE(refusal(stolen), "");
    ASSERT_TRUE(other->publish("news", "still here"));
    const auto heard = other->next(long_enough);
    EXPECT_TRUE(heard && heard->payload == "still here");
}

TEST_F(TlsTest, BrokerThatWasKilledKnowsWhatWasRenewedBefore) {
    const TlsIdentity stolen = identity_of(ca_, device("radio-7"));
    const TlsIdentity radio = identity_of(ca_, device("radio-8"));
    ASSERT_TRUE(ca_.revoke("radio-7", wall_now()));
    listener_.revoked = ca_.list_pem().value();
    ASSERT_TRUE(broker_->renew(listener_));
    const pid_t before = broker_->pid();
    ASSERT_EQ(::kill(before, SIGKILL), 0);
    ASSERT_TRUE(eventually([&] { return broker_->pid() != 0 && broker_->pid() != before; }));
    EXPECT_EQ(refusal(radio), "");
    EXPECT_NE(refusal(stolen), "");
}

TEST_F(TlsTest, NewCertificateIsShownWithoutARestart) {
    const TlsIdentity radio = identity_of(ca_, device("radio-7"));
    const pid_t before = broker_->pid();
    ASSERT_NE(refusal(radio, "localhost"), "");
    const auto renewed = ca_.issue_server({"localhost"}, pki::server_valid, wall_now()).value();
    listener_.certificate = renewed.certificate.pem;
    listener_.key = renewed.key_pem;
    ASSERT_TRUE(broker_->renew(listener_));
    EXPECT_TRUE(eventually([&] { return refusal(radio, "localhost").empty(); }));
    EXPECT_EQ(broker_->pid(), before);
}

TEST_F(TlsTest, IsOpenToNobodyBeyondTheMachineWhereAnybodyMayBeAnybody) {
    listener_.address = "";
    const auto broker = PrivateBroker::start(
        {.directory = folder_.path() / "second", .port = 0, .websocket_port = 0, .access = "open", .tls = listener_});
    ASSERT_FALSE(broker);
    EXPECT_EQ(broker.error().code, "broker_access");
    EXPECT_EQ(broker.error().field, "broker.tls_address");
}

// The hub's own client.
class TlsTransportTest : public TlsTest, public testing::WithParamInterface<Client> {
protected:
    Settings settings(const TlsFiles& files) const {
        Settings settings;
        settings.client = GetParam();
        settings.address = "127.0.0.1";
        settings.port = listener_.port;
        settings.node = "hub-1";
        settings.alert_filters = {"oov/up/+/report"};
        settings.beacon_filters = {"oov/up/+/beacon"};
        settings.tls = files;
        return settings;
    }
};

TEST_P(TlsTransportTest, ReadsItsFilesForEachConnection) {
    // What a rotation leaves behind is of no use at first.
    const TlsFiles files = kept({ca_.root_pem(), "", ""});
    BrokerTransport transport(settings(files));
    transport.start();
    EXPECT_FALSE(transport.is_connected(Lane::alerts));
    // The broker gives each identity one session, so the lanes take turns: one of them is in.
    kept(identity_of(ca_, device("radio-7")));
    EXPECT_TRUE(eventually([&] { return transport.incarnation(Lane::alerts) > 0; }));
    transport.stop();
}

// Paho is tried with a broker that gives each client id a session: tests/system/test_tls_broker.py.
INSTANTIATE_TEST_SUITE_P(Clients, TlsTransportTest, testing::Values(Client::mqtt311, Client::mqtt5),
                         [](const auto& client) { return client.param == Client::mqtt5 ? "mqtt5" : "mqtt311"; });

// While it lives, what is logged goes into this file.
class LogFile {
public:
    explicit LogFile(std::filesystem::path file) : file_(std::move(file)), before_(::dup(STDERR_FILENO)) {
        const int opened = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        ::dup2(opened, STDERR_FILENO);
        ::close(opened);
    }
    ~LogFile() {
        ::dup2(before_, STDERR_FILENO);
        ::close(before_);
    }
    LogFile(const LogFile&) = delete;
    LogFile& operator=(const LogFile&) = delete;
    std::string said() const { return test::content_of(file_); }

private:
    std::filesystem::path file_;
    int before_;
};

// Paho too.
class TlsStrangerTest : public TlsTransportTest {};

TEST_P(TlsStrangerTest, IsLeftByAClientThatWasSentToAnotherName) {
    Settings wrong = settings(kept(identity_of(ca_, device("radio-7"))));
    wrong.address = "localhost";
    const LogFile log(folder_.path() / "log");
    BrokerTransport transport(wrong);
    transport.start();
    EXPECT_TRUE(eventually([&] { return log.said().find("cannot connect to the broker") != std::string::npos; }));
    EXPECT_EQ(transport.incarnation(Lane::alerts) + transport.incarnation(Lane::beacons), 0U);
    transport.stop();
}

INSTANTIATE_TEST_SUITE_P(Clients, TlsStrangerTest, testing::Values(Client::mqtt311, Client::paho),
                         [](const auto& client) { return client.param == Client::paho ? "paho" : "mqtt311"; });

}  // namespace
}  // namespace paraat::transport
