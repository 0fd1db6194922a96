#include "hub/provision/tak_package.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pkcs12.h>

#include "hub/pki/pkcs12.hpp"
#include "hub/pki/site_ca.hpp"
#include "hub/provision/zip_file.hpp"
#include "tests/support/folder.hpp"

namespace paraat::provision {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr Instant now{1'800'000'000'000};

// Opened by the password, it holds a key, a certificate, or others' certificates.
struct Opened {
    bool is_open = false, has_key = false, has_certificate = false;
    int others = 0;
};
Opened opened(const std::string& bytes, const char* password) {
    const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
    PKCS12* file = d2i_PKCS12(nullptr, &at, static_cast<long>(bytes.size()));
    EVP_PKEY* key = nullptr;
    X509* certificate = nullptr;
    STACK_OF(X509)* others = nullptr;
    Opened found;
    found.is_open = file != nullptr && PKCS12_parse(file, password, &key, &certificate, &others) == 1;
    found.has_key = key != nullptr;
    found.has_certificate = certificate != nullptr;
    found.others = others == nullptr ? 0 : sk_X509_num(others);
    EVP_PKEY_free(key);
    X509_free(certificate);
    sk_X509_pop_free(others, X509_free);
    PKCS12_free(file);
    return found;
}

TEST(ZipFile, SaysItsSumsAndSizes) {
    const std::string zip = zip_file({{"a.txt", "123456789"}});
    EXPECT_TRUE(zip.starts_with("PK\x03\x04"));
    // The check value of the standard: CRC-32 of "123456789" is cbf43926.
    EXPECT_THAT(zip, HasSubstr("\x26\x39\xf4\xcb"));
    EXPECT_EQ(zip.substr(30, 14), "a.txt123456789");
    EXPECT_EQ(zip.substr(zip.size() - 22, 4), "PK\x05\x06");
}

TEST(TakPackage, HoldsWhatTheAppNeedsAndNoPlainKey) {
    test::Folder folder;
    pki::SiteCa ca = pki::SiteCa::create(folder.path() / "ca", "a test", now).value();
    const auto issued = ca.issue_device("radio-7", pki::device_valid, now);
    ASSERT_TRUE(issued);
    const auto made = tak_package(
        {"radio-7", "hub.example", 8089, ca.root_pem(), issued->certificate.pem, issued->key_pem, "secret-1"});
    ASSERT_TRUE(made);
    EXPECT_THAT(*made, HasSubstr("hub.example:8089:ssl"));
    EXPECT_THAT(*made, HasSubstr("zipEntry=\"certs/radio-7.p12\""));
    EXPECT_THAT(*made, HasSubstr("cert/radio-7.p12"));
    EXPECT_THAT(*made, Not(HasSubstr("PRIVATE KEY")));
    const auto identity = pki::pkcs12_identity(issued->certificate.pem, issued->key_pem, "radio-7", "secret-1");
    const Opened device = opened(identity.value(), "secret-1");
    EXPECT_TRUE(device.is_open && device.has_key && device.has_certificate);
    EXPECT_FALSE(opened(*identity, "secret-2").is_open);
    const Opened trusted = opened(pki::pkcs12_trust(ca.root_pem(), "secret-1").value(), "secret-1");
    EXPECT_TRUE(trusted.is_open);
    EXPECT_FALSE(trusted.has_key);
    EXPECT_EQ(trusted.others, 1);
}

TEST(TakPackage, IsRefusedWithoutAKey) {
    const auto made = tak_package({"radio-7", "hub.example", 8089, "x", "y", "z", "p"});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "crypto");
}

}  // namespace
}  // namespace paraat::provision
