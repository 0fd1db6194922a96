#include <gtest/gtest.h>

#include "hub/base/digest.hpp"
#include "hub/base/nearest_word.hpp"
#include "hub/base/source_issue.hpp"
#include "hub/base/toml_document.hpp"
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

TEST(NearestWord, TakesUpperAndLowerCaseAlikeAndNeverGivesTheSameWord) {
    EXPECT_EQ(nearest_word("SHOOTING", {"theft", "shooting"}), "shooting");
    EXPECT_FALSE(nearest_word("nearby", {"nearby"}));
    EXPECT_EQ(nearest_word("nearby", {"nearby", "nearly"}), "nearly");
}

TEST(Suggestion, NamesTheNearestOrAllOfAFew) {
    EXPECT_EQ(suggestion_for("wehn", {"name", "when"}), "did you mean \"when\"?");
    EXPECT_EQ(suggestion_for("zzzzzzzz", {"minor", "severe"}), "one of minor, severe");
    EXPECT_EQ(suggestion_for("zzzzzzzz", std::vector<std::string>(11, "name")), "");
    EXPECT_EQ(suggestion_for("zzzzzzzz", {}), "");
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

TEST(SourceIssue, CountsCharactersAndKeepsTabs) {
    const SourceIssue issue{"c", "f", 1, 4, "m", ""};
    EXPECT_EQ(render(issue, "\tééx = 1\r\n"), "f:1:4: m [c]\n  \tééx = 1\n  \t  ^\n");
}

TEST(SourceIssue, ShowsOfALongLineThePartInQuestion) {
    const std::string line = std::string(5'000, 'a') + "X" + std::string(5'000, 'b');
    const std::string text = render(SourceIssue{"c", "f", 1, 5'001, "m", ""}, line);
    EXPECT_LT(text.size(), 400u);
    const auto shown = text.find('\n') + 1;
    const auto below = text.find('\n', shown) + 1;
    EXPECT_EQ(text[shown + text.find('^') - below], 'X');
}

TEST(PlacedText, FindsEachByteWhereItWasWritten) {
    const std::string source = "a = \"\\u00e9\\tx\"\nb = '''\r\néy\r\nz'''\n";
    const auto place = [](const PlacedText& text, std::size_t offset) {
        const LineColumn at = text.place_of(offset);
        return std::pair(at.line, at.column);
    };
    const PlacedText a = placed_text(source, "é\tx", 1, 5);
    EXPECT_EQ(place(a, 0), std::pair(1, 6));
    EXPECT_EQ(place(a, 2), std::pair(1, 12));
    EXPECT_EQ(place(a, 3), std::pair(1, 14));
    EXPECT_EQ(place(a, 4), std::pair(1, 15));
    const PlacedText b = placed_text(source, "éy\nz", 2, 5);
    EXPECT_EQ(place(b, 0), std::pair(3, 1));
    EXPECT_EQ(place(b, 2), std::pair(3, 2));
    EXPECT_EQ(place(b, 4), std::pair(4, 1));
}

std::vector<std::string> syntax_issues(const std::string& text) {
    TomlDocument document(text, "f");
    std::vector<std::string> issues;
    for (const SourceIssue& issue : document.take_issues()) {
        if (issue.code == "syntax") issues.push_back(std::to_string(issue.line) + " " + issue.message);
    }
    return issues;
}

TEST(TomlDocument, RefusesWhatBreaksTheParserWithItsLine) {
    EXPECT_EQ(syntax_issues("a = 1\n[,rule]]\nb = 2\n"), std::vector<std::string>{"2 this is no line of a TOML file"});
}

TEST(TomlDocument, RefusesLettersOutsideOfQuotes) {
    const std::string expected = "expected keys, tables, whitespace or comments, saw ";
    for (const std::string letter : {"\u00e9", "\u0401", "\u3042", "\ufdfa"}) {
        const std::string issue = "2 Error while parsing root table: " + expected + "'" + letter + "'";
        EXPECT_EQ(syntax_issues("a = 1\n" + letter + " = 2\n"), std::vector<std::string>{issue});
    }
}

TEST(TomlDocument, PointsAtTheEndOfTheLineWhereAFileEndsTooEarly) {
    const auto place = [](const std::string& text) {
        const auto issues = TomlDocument(text, "f").take_issues();
        return std::pair(issues.at(0).line, issues.at(0).column);
    };
    EXPECT_EQ(place("'\n"), std::pair(1, 2));
    EXPECT_EQ(place("a = [1,\n"), std::pair(1, 8));
    EXPECT_EQ(place("a = 1\nb = '''\u00e9\n"), std::pair(2, 9));
    EXPECT_EQ(place("a = '''x\nbc"), std::pair(2, 3));
}

TEST(TomlDocument, RefusesDeepNesting) {
    const std::vector<std::string> deep = {"2 this is nested deeper than 32 levels"};
    std::string key = "a";
    for (int i = 0; i < 60'000; ++i) key += ".a";
    EXPECT_EQ(syntax_issues("\n" + key + " = 1\n"), deep);
    EXPECT_EQ(syntax_issues("\n[" + key + "]\n"), deep);
    EXPECT_EQ(syntax_issues("\na = " + std::string(60'000, '[')), deep);
    const std::string text = "a = '" + std::string(100, '[') + std::string(100, '.') + "' # ";
    EXPECT_TRUE(syntax_issues(text + std::string(100, '{')).empty());
}

TEST(TomlDocument, PassesOverAByteOrderMark) {
    TomlDocument document(
        "\xEF\xBB\xBF"
        "a = 1\n",
        "f");
    EXPECT_EQ(document.take_issues().at(0).column, 1);
}

}  // namespace
}  // namespace paraat
