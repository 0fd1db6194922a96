#include <gtest/gtest.h>

#include "hub/base/digest.hpp"
#include "hub/base/nearest_word.hpp"
#include "hub/base/source_issue.hpp"
#include "hub/base/utf8.hpp"

namespace paraat {
namespace {

TEST(NearestWord, FindsAMisspelling) {
    EXPECT_EQ(nearest_word("drugs_deal", {"drug_nuisance", "drug_dealing", "theft"}), "drug_dealing");
    EXPECT_EQ(nearest_word("wehn", {"name", "when", "then"}), "when");
}

TEST(NearestWord, IsSilentWhenNothingIsLikeIt) {
    EXPECT_FALSE(nearest_word("zzzzzzzz", {"name", "when"}));
    EXPECT_FALSE(nearest_word("", {"name"}));
    EXPECT_EQ(did_you_mean("zzzzzzzz", {"name"}), "");
}

TEST(Utf8, TakesEveryWellFormedLength) {
    EXPECT_TRUE(is_utf8("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x9A\x91"));
}

TEST(Utf8, RefusesWhatIsIllFormed) {
    for (const char* text : {"\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\xFF"}) {
        EXPECT_FALSE(is_utf8(text)) << hex({reinterpret_cast<const std::uint8_t*>(text), 1});
    }
    EXPECT_FALSE(is_utf8(std::string_view("a\0b", 3)));
}

TEST(Shortened, KeepsWholeCharactersOnly) {
    EXPECT_EQ(shortened("abcd", 4), "abcd");
    EXPECT_EQ(shortened("abcde", 4), "abcd...");
    EXPECT_EQ(shortened("abcé", 4), "abc...");
    EXPECT_EQ(shortened("😀😀", 7), "😀...");
    EXPECT_EQ(shortened("", 0), "");
}

TEST(Digest, AgreesWithPublishedVectors) {
    // FIPS 180-4 example "abc"; RFC 4231 test case 2.
    EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256({"a", "bc"}), sha256("abc"));
    EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(SourceIssue, PointsWithACaret) {
    const SourceIssue issue{"unknown_key", "rules.toml", 2, 3, "unknown key \"wehn\"", "did you mean \"when\"?"};
    EXPECT_EQ(render(issue, "[[rule]]\n  wehn = 'x'\n"),
              "rules.toml:2:3: unknown key \"wehn\" [unknown_key]\n    wehn = 'x'\n    ^\n  did you mean \"when\"?\n");
}

}  // namespace
}  // namespace paraat
