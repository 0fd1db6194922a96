#include "hub/app/fresh_ids.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "hub/base/digest.hpp"
#include "tests/support/folder.hpp"

namespace paraat::app {
namespace {

using core::ClientName;
using core::InputKind;
using test::Folder;

const std::string site_key(32, 'k');
const ClientName radio{"radio-7"};
constexpr Instant moment{1'763'940'000'000};

std::string chance_of(const Ulid& ulid) {
    return hex(std::span(ulid.bytes()).subspan(6));
}

std::string first_80_bits(const Sha256& digest) {
    return hex(std::span(digest).first(10));
}

TEST(FreshIds, AreTheHubsTimeAndAKeyedDigestOfClientKindAndId) {
    const auto id = FreshIds(site_key).incident(moment, radio, InputKind::report, "t1");
    EXPECT_EQ(id.ulid.time(), moment);
    EXPECT_EQ(chance_of(id.ulid), first_80_bits(hmac_sha256(site_key, "radio-7/report/t1")));
}

TEST(FreshIds, OfInstructionsAreOthersThanThoseOfIncidents) {
    const auto id = FreshIds(site_key).instruction(moment, radio, InputKind::command, "c1");
    EXPECT_EQ(id.ulid.time(), moment);
    EXPECT_EQ(chance_of(id.ulid), first_80_bits(hmac_sha256(site_key, "instruction/radio-7/command/c1")));
}

TEST(FreshIds, AreTheSameForTheSameInputAtTheSameTime) {
    EXPECT_EQ(FreshIds(site_key).incident(moment, radio, InputKind::report, "t1"),
              FreshIds(site_key).incident(moment, radio, InputKind::report, "t1"));
}

TEST(FreshIds, DifferByClientKindIdAndSite) {
    const FreshIds ids(site_key);
    const auto id = ids.incident(moment, radio, InputKind::report, "t1");
    EXPECT_NE(ids.incident(moment, ClientName{"radio-8"}, InputKind::report, "t1"), id);
    EXPECT_NE(ids.incident(moment, radio, InputKind::status, "t1"), id);
    EXPECT_NE(ids.incident(moment, radio, InputKind::report, "t2"), id);
    EXPECT_NE(FreshIds(std::string(32, 'l')).incident(moment, radio, InputKind::report, "t1"), id);
}

TEST(FreshIds, ComeInTheOrderOfTime) {
    const FreshIds ids(site_key);
    EXPECT_LT(ids.incident(moment, radio, InputKind::report, "t1").text(),
              ids.incident(moment + Milliseconds{1}, radio, InputKind::report, "t1").text());
}

TEST(SiteKey, IsMadeOnceForItsOwnerOnly) {
    const Folder folder;
    const auto file = folder.path() / "site-key";
    const auto made = load_or_make_site_key(file);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->size(), 32u);
    struct stat status {};
    ASSERT_EQ(::stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
    EXPECT_EQ(load_or_make_site_key(file).value_or(""), *made);
}

TEST(SiteKey, IsAnotherForEachSite) {
    const Folder folder;
    EXPECT_NE(load_or_make_site_key(folder.path() / "one").value_or(""),
              load_or_make_site_key(folder.path() / "two").value_or(""));
}

TEST(SiteKey, IsNotMadeAnewBesideEvents) {
    const Folder folder;
    const auto file = folder.path() / "site-key";
    const auto missing = load_site_key(file);
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().message.find("is missing beside a journal with events"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(file));
    const auto made = load_or_make_site_key(file);
    EXPECT_EQ(load_site_key(file).value_or(""), made.value_or("none"));
}

TEST(SiteKey, OfAnotherLengthIsRefused) {
    const Folder folder;
    const auto file = folder.path() / "site-key";
    std::ofstream(file) << std::string(31, 'k');
    const auto refused = load_or_make_site_key(file);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "site_key");
    EXPECT_EQ(refused.error().message,
              file.string() + " is not a site key of 32 bytes; restore it from the backup of the journal");
}

TEST(SiteKey, IsMadeWhereAnEarlierStartWasCutShort) {
    const Folder folder;
    const auto file = folder.path() / "site-key";
    std::ofstream(file.string() + ".new") << std::string(7, 'k');
    EXPECT_EQ(load_or_make_site_key(file).value_or("").size(), 32u);
    EXPECT_FALSE(std::filesystem::exists(file.string() + ".new"));
}

TEST(SiteKey, ThatCannotBeMadeSaysWhy) {
    const Folder folder;
    const auto file = folder.path() / "absent" / "site-key";
    const auto refused = load_or_make_site_key(file);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message, "cannot make " + file.string() + ": No such file or directory");
}

}  // namespace
}  // namespace paraat::app
