#include "hub/app/broker_tls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/folder.hpp"

namespace paraat::app {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Instant tls_now{1'800'000'000'000};

class BrokerTlsTest : public testing::Test {
protected:
    BrokerTls opened() { return BrokerTls::open({ca_, {"hub.example", "127.0.0.1"}, "", 8883}, tls_now).value(); }
    void issues(const std::string& account) {
        ASSERT_TRUE(pki::SiteCa::open(ca_)->issue_device(account, pki::device_valid, tls_now));
    }
    void revokes(const std::string& account) { ASSERT_TRUE(pki::SiteCa::open(ca_)->revoke(account, tls_now)); }

    test::Folder folder_;
    std::filesystem::path ca_ = folder_.path() / "ca";
};

TEST_F(BrokerTlsTest, MakesTheCaAtFirstAndShowsTheSameAfterAnotherStart) {
    const BrokerTls first = opened();
    const BrokerTls second = opened();
    EXPECT_EQ(first.listener().ca, second.listener().ca);
    EXPECT_EQ(first.listener().certificate, second.listener().certificate);
    EXPECT_TRUE(pki::belong_together(first.listener().certificate, first.listener().key));
    EXPECT_EQ(first.own_address(), "127.0.0.1");
}

TEST_F(BrokerTlsTest, TellsWhoseCertificateWasRevokedOnce) {
    BrokerTls tls = opened();
    issues("radio-7");
    issues("radio-7");
    issues("radio-8");
    const std::string before = tls.listener().revoked;
    EXPECT_FALSE(tls.look(tls_now)->is_renewed);
    revokes("radio-7");
    const auto change = tls.look(tls_now);
    ASSERT_TRUE(change);
    EXPECT_TRUE(change->is_renewed);
    EXPECT_FALSE(change->has_new_certificate);
    EXPECT_THAT(change->cut, ElementsAre("radio-7"));
    EXPECT_NE(tls.listener().revoked, before);
    EXPECT_THAT(tls.look(tls_now)->cut, IsEmpty());
}

TEST_F(BrokerTlsTest, CutsNobodyAnewWhoWasRevokedBeforeItsStart) {
    opened();
    issues("radio-7");
    revokes("radio-7");
    EXPECT_THAT(opened().look(tls_now)->cut, IsEmpty());
}

TEST_F(BrokerTlsTest, RenewsWhatIsDue) {
    BrokerTls tls = opened();
    const Instant later = tls_now + pki::server_valid - 20 * 24h;
    const auto change = tls.look(later);
    ASSERT_TRUE(change);
    EXPECT_TRUE(change->has_new_certificate);
    EXPECT_EQ(pki::SiteCa::open(ca_)->list()->until, later + pki::list_valid);
}

TEST_F(BrokerTlsTest, GoesOnWithWhatItHasWhenTheFolderIsDamaged) {
    BrokerTls tls = opened();
    const std::string before = tls.listener().revoked;
    std::filesystem::remove(ca_ / "crl.pem");
    EXPECT_EQ(tls.look(tls_now).error().code, "ca_damaged");
    EXPECT_EQ(tls.listener().revoked, before);
}

TEST(BrokerTlsPlace, HasTheHubsOwnWayInAmongItsHosts) {
    HubConfig config;
    config.broker.tls_port = 8883;
    config.broker.tls_address = "";
    config.broker.tls_names = "hub.example,10.0.0.5";
    EXPECT_THAT(broker_tls_place(config).hosts, ElementsAre("hub.example", "10.0.0.5", "127.0.0.1"));
    config.broker.tls_names = " 127.0.0.1 ,";
    EXPECT_THAT(broker_tls_place(config).hosts, ElementsAre("127.0.0.1"));
}

}  // namespace
}  // namespace paraat::app
