#include "hub/pki/broker_certificate.hpp"

#include <gtest/gtest.h>

#include "hub/base/durable_file.hpp"
#include "tests/support/folder.hpp"

namespace paraat::pki {
namespace {

using namespace std::chrono_literals;

constexpr Instant at_first{1'800'000'000'000};

class BrokerCertificateTest : public testing::Test {
protected:
    BrokerCertificate asked(Instant now, const std::vector<std::string>& hosts = {"hub.example"}) {
        auto got = broker_certificate(ca_, folder_.path(), hosts, now);
        EXPECT_TRUE(got) << (got ? "" : got.error().message);
        return got ? std::move(*got) : BrokerCertificate{};
    }

    test::Folder folder_;
    SiteCa ca_ = SiteCa::create(folder_.path() / "ca", "a test", at_first).value();
};

TEST_F(BrokerCertificateTest, IsMadeOnceAndKept) {
    const BrokerCertificate first = asked(at_first);
    const BrokerCertificate second = asked(at_first + 24h);
    EXPECT_TRUE(first.is_new);
    EXPECT_FALSE(second.is_new);
    EXPECT_EQ(second.issued.certificate.serial, first.issued.certificate.serial);
    EXPECT_EQ(second.issued.key_pem, first.issued.key_pem);
}

TEST_F(BrokerCertificateTest, IsRenewedWithAThirdOfItsTimeLeft) {
    asked(at_first);
    EXPECT_FALSE(asked(at_first + server_valid * 2 / 3 - 2h).is_new);
    EXPECT_TRUE(asked(at_first + server_valid * 2 / 3 + 2h).is_new);
}

TEST_F(BrokerCertificateTest, IsMadeAnewForOtherHostsAndWhenItWasRevoked) {
    asked(at_first);
    const BrokerCertificate other = asked(at_first, {"hub.example", "10.0.0.1"});
    EXPECT_TRUE(other.is_new);
    ASSERT_TRUE(ca_.revoke(other.issued.certificate.serial, at_first));
    EXPECT_TRUE(asked(at_first, {"hub.example", "10.0.0.1"}).is_new);
}

TEST_F(BrokerCertificateTest, IsMadeAnewWhenItsFilesAreOfAnotherOrDamaged) {
    SiteCa other = SiteCa::create(folder_.path() / "other", "another", at_first).value();
    ASSERT_TRUE(broker_certificate(other, folder_.path(), {"hub.example"}, at_first));
    EXPECT_TRUE(asked(at_first).is_new);
    for (const char* file : {"broker.pem", "broker.key"}) {
        ASSERT_TRUE(replace_file(folder_.path() / file, "damaged"));
        EXPECT_TRUE(asked(at_first).is_new) << file;
    }
    EXPECT_FALSE(asked(at_first).is_new);
}

}  // namespace
}  // namespace paraat::pki
