#include "hub/pki/signing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/pki/openssl_word.hpp"

namespace paraat::pki {
namespace {

using namespace std::chrono_literals;
using test::file_of;
using test::openssl;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr Instant now{1'800'000'000'000};  // 2027-01-15 08:00 UTC
constexpr auto year = 365 * 24h;

Issued root_of(const std::string& name) {
    return make_root(name, now - 1h, now + 20 * year).value();
}

Signer signer_of(const Issued& root) {
    return {root.certificate.pem, root.key_pem};
}

struct Site {
    Site() : root(root_of("Paraat CA of a test")) {}
    std::string verify(const std::string& purpose, const std::string& pem, const std::string& more = "",
                       Instant at = now) const {
        return openssl("verify -x509_strict -attime " + std::to_string(at.ms / 1000) + " -purpose " + purpose + " " +
                       more + " -CAfile " + file_of(folder, "root.pem", root.certificate.pem) + " " +
                       file_of(folder, "leaf.pem", pem))
            .said;
    }
    test::Folder folder;
    Issued root;
};

TEST(Signing, DeviceIsVerifiedByOthersAsClientAlone) {
    const Site site;
    const auto device = sign(signer_of(site.root), {"radio-7", Purpose::device, {}, now - 1h, now + year});
    ASSERT_TRUE(device);
    EXPECT_THAT(site.verify("sslclient", device->certificate.pem), HasSubstr("leaf.pem: OK"));
    EXPECT_THAT(site.verify("sslserver", device->certificate.pem), HasSubstr("unsuitable certificate purpose"));
    EXPECT_EQ(device->certificate.name, "radio-7");
    EXPECT_EQ(device->certificate.purpose, Purpose::device);
    EXPECT_EQ(device->certificate.until, now + year);
}

TEST(Signing, ServerIsVerifiedByOthersAsServerOfItsHostsAlone) {
    const Site site;
    const auto server = sign(signer_of(site.root),
                             {"hub.example", Purpose::server, {"hub.example", "10.0.0.1", "::1"}, now, now + year});
    ASSERT_TRUE(server);
    const std::string& pem = server->certificate.pem;
    EXPECT_THAT(site.verify("sslserver", pem, "-verify_hostname hub.example"), HasSubstr("OK"));
    EXPECT_THAT(site.verify("sslserver", pem, "-verify_ip 10.0.0.1"), HasSubstr("OK"));
    EXPECT_THAT(site.verify("sslserver", pem, "-verify_hostname other.example"), HasSubstr("hostname mismatch"));
    EXPECT_THAT(site.verify("sslserver", pem, "-verify_ip 10.0.0.2"), HasSubstr("IP address mismatch"));
    EXPECT_THAT(site.verify("sslclient", pem), HasSubstr("unsuitable certificate purpose"));
    EXPECT_THAT(server->certificate.hosts, ElementsAre("hub.example", "10.0.0.1", "::1"));
}

TEST(Signing, NobodyElsesRootIsTaken) {
    const Site site;
    const auto device = sign(signer_of(root_of("another")), {"radio-7", Purpose::device, {}, now, now + year});
    EXPECT_THAT(site.verify("sslclient", device->certificate.pem), HasSubstr("unable to get local issuer"));
}

TEST(Signing, EndedOneIsRefusedByOthers) {
    const Site site;
    const auto device = sign(signer_of(site.root), {"radio-7", Purpose::device, {}, now, now + 24h});
    EXPECT_THAT(site.verify("sslclient", device->certificate.pem, "", now + 25h), HasSubstr("has expired"));
    EXPECT_EQ(device->certificate.days_left(now + 23h), 0);
    EXPECT_EQ(device->certificate.days_left(now + 25h), -1);
    EXPECT_FALSE(device->certificate.is_good(now + 24h));
}

TEST(Signing, NothingLivesLongerThanTheRoot) {
    const Site site;
    const auto device = sign(signer_of(site.root), {"radio-7", Purpose::device, {}, now, now + 30 * year});
    EXPECT_EQ(device->certificate.until, site.root.certificate.until);
}

TEST(Signing, NoTwoHaveOneSerialNumberOrKey) {
    const Site site;
    const Wanted wanted{"radio-7", Purpose::device, {}, now, now + year};
    const auto first = sign(signer_of(site.root), wanted);
    const auto second = sign(signer_of(site.root), wanted);
    EXPECT_NE(first->certificate.serial, second->certificate.serial);
    EXPECT_EQ(first->certificate.serial.size(), 40U);
    EXPECT_NE(first->key_pem, second->key_pem);
    EXPECT_TRUE(belong_together(first->certificate.pem, first->key_pem));
    EXPECT_FALSE(belong_together(first->certificate.pem, second->key_pem));
}

TEST(Signing, RevokedOneIsRefusedByOthersAndItsNeighbourIsNot) {
    const Site site;
    const Wanted wanted{"radio-7", Purpose::device, {}, now - 1h, now + year};
    const auto stolen = sign(signer_of(site.root), wanted);
    const auto kept = sign(signer_of(site.root), wanted);
    const auto list = sign_list(signer_of(site.root), {{{stolen->certificate.serial, now}}, 7, now - 1h, now + year});
    ASSERT_TRUE(list);
    const std::string crl = "-crl_check -CRLfile " + file_of(site.folder, "crl.pem", *list);
    EXPECT_THAT(site.verify("sslclient", stolen->certificate.pem, crl), HasSubstr("certificate revoked"));
    EXPECT_THAT(site.verify("sslclient", kept->certificate.pem, crl), HasSubstr("OK"));
    EXPECT_THAT(site.verify("sslclient", kept->certificate.pem, crl, now + year + 1h), HasSubstr("CRL has expired"));
    EXPECT_THAT(openssl("crl -noout -crlnumber -CAfile " + file_of(site.folder, "root.pem", site.root.certificate.pem) +
                        " -in " + (site.folder.path() / "crl.pem").string())
                    .said,
                testing::AllOf(HasSubstr("verify OK"), HasSubstr("crlNumber=0x07")));
}

TEST(Signing, ListIsReadAsItWasWritten) {
    const Site site;
    const RevocationList list{
        {{"0a0b", now}, {"ff00000000000000000000000000000000000001", now + 1h}}, 7, now, now + year};
    const auto pem = sign_list(signer_of(site.root), list);
    const auto read = read_list(*pem, site.root.certificate.pem);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->revoked, list.revoked);
    EXPECT_EQ(read->number, 7);
    EXPECT_EQ(read->until, now + year);
    EXPECT_EQ(read_list(*pem, root_of("another").certificate.pem).error().code, "not_a_list");
    EXPECT_EQ(read_list("-----BEGIN X509 CRL-----\nAAAA\n", site.root.certificate.pem).error().code, "not_a_list");
}

TEST(Signing, WhatIsNoCertificateIsRefused) {
    for (const std::string text : {"", "radio-7", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"}) {
        EXPECT_EQ(read_certificate(text).error().code, "not_a_certificate") << text;
        EXPECT_EQ(fingerprint(text).error().code, "not_a_certificate") << text;
    }
}

}  // namespace
}  // namespace paraat::pki
