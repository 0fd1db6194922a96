#include "hub/codec/cap/text_rules.hpp"

#include <gtest/gtest.h>

#include "tests/unit/codec/cap/sample.hpp"

namespace paraat::codec::cap {
namespace {

// What is found in the sample with more within; its schema finds nothing.
std::string found_in(std::string_view behind_scope, std::string_view within_info = "") {
    return told(reading_of(sample_with(behind_scope, within_info)).degraded);
}

std::string found_in_area(std::string_view shapes) {
    return found_in("", "<area><areaDesc>x</areaDesc>" + std::string(shapes) + "</area>");
}

TEST(CapRules, AnUpdateNeedsReferences) {
    for (const char* type : {"Update", "Cancel", "Ack"}) {
        EXPECT_EQ(told(reading_of(replaced(sample_with(""), ">Alert<", std::string(">") + type + "<")).degraded),
                  std::string("references: ") + type + " must refer to an earlier message\n");
    }
    EXPECT_EQ(found_in("<references></references>"), "references: it is empty\n");
}

TEST(CapRules, AnErrorSaysWhatIsWrong) {
    EXPECT_EQ(told(reading_of(replaced(sample_with("<references>a,b,2026-11-27T20:00:00+01:00</references>"), ">Alert<",
                                       ">Error<"))
                       .degraded),
              "note: an Error does not say what is wrong\n");
}

TEST(CapRules, ReferencesAreToEarlierMessagesOfTheSameSender) {
    const auto update = [](const std::string& references) {
        return told(
            reading_of(replaced(sample_with("<references>" + references + "</references>"), ">Alert<", ">Update<"))
                .degraded);
    };
    EXPECT_EQ(update("mk@example.nl,a-0,2026-11-27T20:00:00+01:00"), "");
    EXPECT_EQ(update("mk@example.nl,a-1,2026-11-27T21:00:00+01:00"), "references[0]: it refers to itself\n");
    EXPECT_EQ(update("mk@example.nl,a-2,2026-11-27T22:00:00+01:00"), "references[0]: it refers to a later message\n");
    EXPECT_EQ(update("PAAQ,a-0,2026-11-27T20:00:00+01:00"),
              "references[0]: it refers to a message of another sender\n");
    EXPECT_EQ(update("PAAQ"), "references[0]: it is not sender,identifier,sent\n");
}

TEST(CapRules, RestrictionsBelongToTheirScope) {
    EXPECT_EQ(found_in("<restriction>x</restriction>"), "restriction: it belongs to the scope Restricted only\n");
    EXPECT_EQ(told(reading_of(replaced(sample_with(""), "Public", "Restricted")).degraded),
              "restriction: the scope Restricted needs it\n");
    EXPECT_EQ(told(reading_of(replaced(sample_with(""), "Public", "Private")).degraded),
              "addresses: the scope Private needs them\n");
}

TEST(CapRules, AnExerciseSaysWhich) {
    EXPECT_EQ(told(reading_of(replaced(sample_with(""), "Actual", "Exercise")).degraded),
              "note: an Exercise does not say which\n");
}

TEST(CapRules, NamesHaveNoBlanksAndCommas) {
    EXPECT_EQ(told(reading_of(replaced(replaced(sample_with(""), ">a-1<", ">a, 1<"), "mk@", "m&amp;k@")).degraded),
              "identifier: it has a blank, a comma, < or & in it\nsender: it has a blank, a comma, < or & in it\n");
}

TEST(CapRules, TimesAreInOrder) {
    EXPECT_EQ(found_in("",
                       "<effective>2026-11-27T23:00:00+01:00</effective><onset>2026-11-27T23:00:00+01:00</onset>"
                       "<expires>2026-11-27T20:00:00+01:00</expires>"),
              "info[0].effective: it is after expires\ninfo[0].onset: it is after expires\ninfo[0].expires: it is "
              "before sent\n");
}

TEST(CapRules, TextIsNoHtml) {
    EXPECT_EQ(found_in("", "<description>ALERT&lt;br /&gt;x</description>"),
              "info[0].description: it has HTML in it\n");
    EXPECT_EQ(found_in("", "<description>a &lt; b and c &gt; d</description>"), "");
}

TEST(CapRules, ResourcesAreWhatTheySay) {
    EXPECT_EQ(
        found_in("",
                 "<resource><resourceDesc>x</resourceDesc><mimeType>png</mimeType><size>-1</size><derefUri>h\xC3\xA9</"
                 "derefUri>"
                 "<digest>123</digest></resource>"),
        "info[0].resource[0].mimeType: it is no type with a /\ninfo[0].resource[0].size: it is negative\n"
        "info[0].resource[0].derefUri: it is not base64\ninfo[0].resource[0].digest: it is not SHA-1 in hexadecimal\n");
}

TEST(CapRules, PolygonsAreRings) {
    EXPECT_EQ(found_in_area("<polygon>51,4 51,5 52,5 51,4</polygon>"), "");
    EXPECT_EQ(found_in_area("<polygon>51,4 51,5 52,5 52,4</polygon>"),
              "info[0].area[0].polygon[0]: its last point is not its first\n");
    EXPECT_EQ(found_in_area("<polygon>51,4 51,5 51,4</polygon>"),
              "info[0].area[0].polygon[0]: it has less than four points\n");
    EXPECT_EQ(found_in_area("<polygon>0,0 1,1 0,1 1,0 0,0</polygon>"),
              "info[0].area[0].polygon[0]: it crosses itself\n");
}

TEST(CapRules, ACeilingStandsAboveItsAltitude) {
    EXPECT_EQ(found_in_area("<ceiling>10</ceiling>"), "info[0].area[0].ceiling: it needs an altitude\n");
    EXPECT_EQ(found_in_area("<altitude>20</altitude><ceiling>10</ceiling>"),
              "info[0].area[0].ceiling: it is below the altitude\n");
}

TEST(CapRules, BlocksDifferByLanguageOnly) {
    const std::string second =
        "<info><language>nl</language><category>Fire</category><event>x</event><urgency>Past</urgency>"
        "<severity>Minor</severity><certainty>Likely</certainty><description>same</description></info></alert>";
    const auto text = replaced(sample_with("", "<description>same</description>"), "</alert>", second);
    EXPECT_EQ(told(reading_of(text).degraded),
              "info[1].category: it differs from that of info[0]\n"
              "info[1].description: it is the same text in another language\n");
    EXPECT_EQ(told(reading_of(replaced(replaced(text, "<language>nl</language>", ""), "Fire", "Security")).degraded),
              "info[1].language: a block before has the same\n");
}

}  // namespace
}  // namespace paraat::codec::cap
