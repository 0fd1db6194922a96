#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <signal.h>

#include "hub/pki/site_ca.hpp"
#include "hub/tak/server.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/folder.hpp"
#include "tests/unit/tak/heard.hpp"

namespace paraat::tak {
namespace {

using namespace std::chrono_literals;
using paraat::test::Socket;
using test::next;

Instant wall_now() {
    return Instant{
        std::chrono::duration_cast<Milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

// A client by OpenSSL alone, which shows what it is given.
class TlsClient {
public:
    TlsClient(int port, const std::string& certificate, const std::string& key, int newest = TLS1_3_VERSION)
        : socket_(Socket::connected(port)), context_(SSL_CTX_new(TLS_client_method())) {
        ::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to a socket that may be closed
        SSL_CTX_set_security_level(context_, 0);
        SSL_CTX_set_min_proto_version(context_, TLS1_VERSION);
        SSL_CTX_set_max_proto_version(context_, newest);
        if (!certificate.empty()) show(certificate, key);
        ssl_ = SSL_new(context_);
        SSL_set_fd(ssl_, socket_.descriptor());
        is_in_ = SSL_connect(ssl_) == 1;
    }
    ~TlsClient() {
        SSL_free(ssl_);
        SSL_CTX_free(context_);
    }
    TlsClient(const TlsClient&) = delete;
    TlsClient& operator=(const TlsClient&) = delete;

    // By TLS 1.3 a client learns only by reading that it was turned away.
    std::string hears(std::size_t size) {
        std::string heard(size, ' ');
        const int got = is_in_ ? SSL_read(ssl_, heard.data(), static_cast<int>(size)) : 0;
        heard.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return heard;
    }
    bool says(const std::string& bytes) {
        return is_in_ && SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size())) > 0;
    }

private:
    void show(const std::string& certificate, const std::string& key) {
        BIO* memory = BIO_new_mem_buf(certificate.data(), static_cast<int>(certificate.size()));
        X509* shown = PEM_read_bio_X509(memory, nullptr, nullptr, nullptr);
        SSL_CTX_use_certificate(context_, shown);
        X509_free(shown);
        BIO_free(memory);
        memory = BIO_new_mem_buf(key.data(), static_cast<int>(key.size()));
        EVP_PKEY* own = PEM_read_bio_PrivateKey(memory, nullptr, nullptr, nullptr);
        SSL_CTX_use_PrivateKey(context_, own);
        EVP_PKEY_free(own);
        BIO_free(memory);
    }

    Socket socket_;
    SSL_CTX* context_;
    SSL* ssl_ = nullptr;
    bool is_in_ = false;
};

class TakTlsTest : public testing::Test {
protected:
    TakTlsTest() {
        settings_.tls = Door{};
        settings_.material = material();
        begin();
    }
    void begin() { server_ = TakServer::start(settings_).value(); }
    TlsMaterial material() {
        const auto own = ca_.issue_server({"127.0.0.1"}, pki::server_valid, wall_now()).value();
        return {ca_.root_pem(), own.certificate.pem, own.key_pem, ca_.list_pem().value()};
    }
    pki::Issued device(const std::string& account) {
        return ca_.issue_device(account, pki::device_valid, wall_now()).value();
    }
    std::unique_ptr<TlsClient> client(const pki::Issued& issued) const {
        return std::make_unique<TlsClient>(server_->tls_port(), issued.certificate.pem, issued.key_pem);
    }
    // The next one that comes.
    std::string account() {
        const auto connected = next<Connected>(*server_);
        return connected ? connected->account : "nobody";
    }
    bool is_turned_away(TlsClient& client) {
        const bool is_away = client.hears(1).empty();
        return is_away && paraat::test::eventually([&] { return server_->counts().turned_away > 0; }) &&
               server_->counts().connected == 0;
    }

    paraat::test::Folder folder_;
    pki::SiteCa ca_ = pki::SiteCa::create(folder_.path() / "ca", "a test", wall_now()).value();
    ServerSettings settings_;
    std::unique_ptr<TakServer> server_;
};

TEST_F(TakTlsTest, AccountIsTheNameInTheCertificate) {
    const auto radio = client(device("radio-7"));
    const auto connected = next<Connected>(*server_);
    ASSERT_TRUE(connected);
    EXPECT_EQ(connected->account, "radio-7");
    ASSERT_TRUE(radio->says("<event/>"));
    EXPECT_TRUE(next<Arrived>(*server_));
    server_->send(connected->session, "<answer/>");
    EXPECT_EQ(radio->hears(9), "<answer/>");
}

TEST_F(TakTlsTest, TakesNobodyWithoutACertificate) {
    TlsClient nobody(server_->tls_port(), "", "");
    EXPECT_TRUE(is_turned_away(nobody));
}

TEST_F(TakTlsTest, TakesNobodyOfAnotherSite) {
    auto other = pki::SiteCa::create(folder_.path() / "other", "another", wall_now()).value();
    const auto issued = other.issue_device("radio-7", pki::device_valid, wall_now()).value();
    EXPECT_TRUE(is_turned_away(*client(issued)));
}

TEST_F(TakTlsTest, TakesNoServerForAClient) {
    EXPECT_TRUE(is_turned_away(*client(ca_.issue_server({"127.0.0.1"}, pki::server_valid, wall_now()).value())));
}

TEST_F(TakTlsTest, TakesNobodyWhoseCertificateEnded) {
    EXPECT_TRUE(is_turned_away(*client(ca_.issue_device("radio-7", 1h, wall_now() - 2h).value())));
}

TEST_F(TakTlsTest, TakesNoVersionBeforeOneTwo) {
    const auto issued = device("radio-7");
    TlsClient old(server_->tls_port(), issued.certificate.pem, issued.key_pem, TLS1_1_VERSION);
    EXPECT_TRUE(is_turned_away(old));
}

TEST_F(TakTlsTest, RevokedOneIsCutAndDoesNotComeBackWhileOthersStay) {
    const auto stolen = device("radio-7");
    const auto thief = client(stolen);
    ASSERT_EQ(account(), "radio-7");
    const auto other = client(device("radio-8"));
    const auto stays = next<Connected>(*server_);
    ASSERT_TRUE(stays);
    ASSERT_TRUE(ca_.revoke("radio-7", wall_now()));
    ASSERT_TRUE(server_->renew(material()));
    const auto closed = next<Closed>(*server_);
    EXPECT_TRUE(closed && closed->code == "revoked");
    EXPECT_EQ(thief->hears(1), "");
    EXPECT_EQ(client(stolen)->hears(1), "");
    server_->send(stays->session, "<event/>");
    EXPECT_EQ(other->hears(8), "<event/>");
    EXPECT_EQ(server_->counts().connected, 2U);
}

TEST_F(TakTlsTest, KeepsItsDoorWhenTheNewOneIsNoUse) {
    TlsMaterial wrong = material();
    wrong.key = ca_.issue_server({"127.0.0.1"}, pki::server_valid, wall_now()).value().key_pem;
    EXPECT_EQ(server_->renew(wrong).error().code, "tls_identity");
    TlsMaterial without = material();
    without.revoked = "";
    EXPECT_EQ(server_->renew(without).error().code, "tls_identity");
    const auto radio = client(device("radio-7"));
    EXPECT_EQ(account(), "radio-7");
}

TEST_F(TakTlsTest, WaitsForNobodyWhoDoesNotSayWhoHeIs) {
    settings_.limits.handshake = 20ms;
    begin();
    const auto silent = Socket::connected(server_->tls_port());
    EXPECT_EQ(test::hear(silent, 1), "");
    EXPECT_TRUE(paraat::test::eventually([&] { return server_->counts().turned_away == 1; }));
}

TEST_F(TakTlsTest, OldestOfAnAddressThatDoesNotSayWhoItIsMakesRoomForItsNewest) {
    settings_.handshakes_of_one = 2;
    begin();
    const auto oldest = Socket::connected(server_->tls_port());
    const auto silent = Socket::connected(server_->tls_port());
    const auto issued = device("radio-7");
    const auto radio = client(issued);
    ASSERT_EQ(account(), "radio-7");
    EXPECT_EQ(test::hear(oldest, 1), "");
    // Who said it counts no more.
    const auto another = client(issued);
    ASSERT_EQ(account(), "radio-7");
    EXPECT_EQ(server_->counts().turned_away, 1U);
}

TEST_F(TakTlsTest, WhoSaysNothingMakesRoomForOthersAndWhoIsInStays) {
    settings_.handshakes_most = 1;
    settings_.sessions_most = 2;
    begin();
    const auto issued = device("radio-7");
    const auto first = client(issued);
    ASSERT_EQ(account(), "radio-7");
    const auto silent = Socket::connected(server_->tls_port());
    const auto second = client(issued);
    ASSERT_EQ(account(), "radio-7");
    EXPECT_EQ(test::hear(silent, 1), "");
    // Now it is full of those who did.
    EXPECT_EQ(client(issued)->hears(1), "");
    EXPECT_EQ(server_->counts().turned_away, 2U);
    for (TlsClient* one : {first.get(), second.get()}) {
        ASSERT_TRUE(one->says("<event/>"));
        EXPECT_TRUE(next<Arrived>(*server_));
    }
}

}  // namespace
}  // namespace paraat::tak
