#include "hub/provision/owntracks_setup.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "hub/pki/site_ca.hpp"
#include "tests/support/folder.hpp"

namespace paraat::provision {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

OwntracksSetup phone_setup() {
    return {{"radio-7", "hub.example", 8883, "oov", "", "", "", ""}, "owntracks/radio-7/phone", "geheim"};
}

TEST(OwntracksSetup, SaysWhereAsWhomAndOnWhichTopic) {
    const auto settings = nlohmann::json::parse(owntracks_settings(phone_setup()));
    EXPECT_EQ(settings["_type"], "configuration");
    EXPECT_EQ(settings["host"], "hub.example");
    EXPECT_EQ(settings["port"], 8883);
    EXPECT_EQ(settings["tls"], true);
    EXPECT_EQ(settings["pubTopicBase"], "owntracks/radio-7/phone");
    EXPECT_EQ(settings["tid"], "o7");
    EXPECT_EQ(settings["clientId"], "radio-7.phone");
    EXPECT_EQ(settings["pubRetain"], false);
}

TEST(OwntracksSetup, IsALinkWithoutCharactersThatMeanSomethingElseInOne) {
    const std::string link = owntracks_link("~~~?o?>>>a");
    EXPECT_EQ(link, "owntracks:///config?inline=fn5%2BP28%2FPj4%2BYQ%3D%3D");
}

TEST(OwntracksSetup, HasAPassphraseThatNobodyGuesses) {
    EXPECT_EQ(fresh_passphrase().size(), 20U);
    EXPECT_NE(fresh_passphrase(), fresh_passphrase());
}

TEST(OwntracksPage, HoldsTheCertificateThatThePassphraseOpens) {
    const test::Folder folder;
    const Instant now{1'800'000'000'000};
    pki::SiteCa ca = pki::SiteCa::create(folder.path() / "ca", "a test", now).value();
    const auto issued = ca.issue_device("radio-7", pki::device_valid, now);
    ASSERT_TRUE(issued);
    OwntracksSetup setup = phone_setup();
    setup.device.ca = ca.root_pem();
    setup.device.certificate = issued->certificate.pem;
    setup.device.key = issued->key_pem;
    Claim claim;
    claim.account = "radio-7";
    claim.label = "Van <3>";
    const auto page = owntracks_page(claim, setup);
    ASSERT_TRUE(page);
    EXPECT_THAT(*page,
                AllOf(HasSubstr("radio-7.otrp"), HasSubstr("radio-7.otrc"), HasSubstr("paraat-ca.crt"),
                      HasSubstr("owntracks:///config?inline="), HasSubstr("Van &lt;3&gt;"), Not(HasSubstr("<3>"))));
    EXPECT_THAT(*page, Not(HasSubstr("PRIVATE KEY")));
}

TEST(OwntracksPage, IsNotMadeOfAKeyThatIsNone) {
    EXPECT_EQ(owntracks_page({}, phone_setup()).error().code, "crypto");
}

}  // namespace
}  // namespace paraat::provision
