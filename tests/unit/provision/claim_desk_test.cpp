#include "hub/provision/claim_desk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/folder.hpp"

namespace paraat::provision {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class ClaimDeskTest : public testing::Test {
protected:
    ClaimDesk desk() {
        return ClaimDesk(
            {folder_.path() / "claims", folder_.path() / "ca", "hub.example", 8883, "oov", [this] { return now_; }});
    }
    std::string token(const std::string& label = "Van 3") {
        return ClaimStore(folder_.path() / "claims").make({"radio-7", "paraat", label, 15min, 1}, now_)->token;
    }

    test::Folder folder_;
    Instant now_{1'800'000'000'000};
    pki::SiteCa ca_ = pki::SiteCa::create(folder_.path() / "ca", "a test", now_).value();
};

TEST_F(ClaimDeskTest, ShowsTheNameAndAButtonAndUsesNothing) {
    const std::string link = token();
    for (int i = 0; i < 3; ++i) {
        const auto answer = desk().show(link);
        EXPECT_EQ(answer.status, 200);
        EXPECT_THAT(answer.body, AllOf(HasSubstr("Van 3"), HasSubstr("radio-7"), HasSubstr("<button>")));
    }
    EXPECT_EQ(desk().claim(link).status, 200);
}

TEST_F(ClaimDeskTest, GivesADeviceItsFileOnce) {
    const std::string link = token();
    const auto answer = desk().claim(link);
    ASSERT_EQ(answer.status, 200);
    EXPECT_EQ(answer.file_name, "radio-7.paraat.json");
    EXPECT_EQ(answer.claimed, "radio-7");
    const auto file = read_device_file(answer.body);
    ASSERT_TRUE(file);
    EXPECT_EQ(file->host, "hub.example");
    EXPECT_EQ(file->ca, ca_.root_pem());
    EXPECT_TRUE(pki::belong_together(file->certificate, file->key));
    EXPECT_EQ(ca_.issued()->front().name, "radio-7");
    const auto again = desk().claim(link);
    EXPECT_EQ(again.status, 410);
    EXPECT_THAT(again.body, AllOf(HasSubstr("al gebruikt"), HasSubstr("was used"), Not(HasSubstr("KEY"))));
    EXPECT_EQ(ca_.issued()->size(), 1U);
}

TEST_F(ClaimDeskTest, GivesAPhoneAPageOnceWhereItsTopicIsKnown) {
    const auto link = [this] {
        return ClaimStore(folder_.path() / "claims").make({"radio-7", "owntracks", "", 15min, 1}, now_)->token;
    };
    const std::string one = link();
    // The hub hears no phones: the link is not used up by that.
    EXPECT_EQ(desk().claim(one).status, 503);
    ClaimDesk phones({folder_.path() / "claims", folder_.path() / "ca", "hub.example", 8883, "oov",
                      [this] { return now_; },
                      [](const std::string& account) { return "owntracks/" + account + "/phone"; }});
    const auto answer = phones.claim(one);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.claimed, "radio-7");
    EXPECT_EQ(answer.file_name, "");
    EXPECT_THAT(answer.body, HasSubstr("owntracks:///config?inline="));
    EXPECT_EQ(phones.claim(one).status, 410);
    EXPECT_EQ(ca_.issued()->size(), 1U);
}

TEST_F(ClaimDeskTest, GivesAnAppOfTakItsPackage) {
    const ClaimStore store(folder_.path() / "claims");
    const std::string link = store.make({"radio-7", "atak", "", 15min, 1}, now_)->token;
    // Without a port there is nothing to set it up for, and the link stays good.
    EXPECT_EQ(desk().claim(link).status, 503);
    const ClaimDesk with_tak({folder_.path() / "claims", folder_.path() / "ca", "hub.example", 8883, "oov",
                              [this] { return now_; }, nullptr, "tak.example", 8089});
    const auto answer = with_tak.claim(link);
    ASSERT_EQ(answer.status, 200);
    EXPECT_EQ(answer.type, "application/zip");
    EXPECT_EQ(answer.file_name, "paraat-radio-7.zip");
    EXPECT_THAT(answer.body, HasSubstr("tak.example:8089:ssl"));
}

TEST_F(ClaimDeskTest, SaysInTwoLanguagesWhyALinkIsNoUse) {
    const std::string link = token();
    EXPECT_EQ(desk().show("nothing").status, 404);
    EXPECT_THAT(desk().show("nothing").body, AllOf(HasSubstr("bestaat niet"), HasSubstr("no such link")));
    now_ = now_ + 16min;
    EXPECT_EQ(desk().show(link).status, 410);
    EXPECT_THAT(desk().show(link).body, AllOf(HasSubstr("verlopen"), HasSubstr("expired")));
    const std::string ended = token();
    ASSERT_TRUE(ClaimStore(folder_.path() / "claims").end("radio-7", now_));
    EXPECT_THAT(desk().claim(ended).body, AllOf(HasSubstr("ingetrokken"), HasSubstr("withdrawn")));
}

TEST_F(ClaimDeskTest, LinkStaysGoodWhenItsFileCouldNotBeMade) {
    const std::string link = token();
    std::filesystem::rename(folder_.path() / "ca", folder_.path() / "away");
    EXPECT_EQ(desk().claim(link).status, 503);
    std::filesystem::rename(folder_.path() / "away", folder_.path() / "ca");
    EXPECT_EQ(desk().claim(link).status, 200);
}

TEST_F(ClaimDeskTest, LabelIsNoPartOfThePage) {
    const auto answer = desk().show(token("<script>alert('1')</script>"));
    EXPECT_THAT(answer.body, AllOf(Not(HasSubstr("<script")), HasSubstr("&lt;script&gt;")));
}

}  // namespace
}  // namespace paraat::provision
