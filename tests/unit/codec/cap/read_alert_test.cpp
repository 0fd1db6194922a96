#include "hub/codec/cap/read_alert.hpp"

#include <gmock/gmock.h>

#include "tests/unit/codec/cap/sample.hpp"

namespace paraat::codec::cap {
namespace {

using testing::ElementsAre;

TEST(CapAlert, ReadsEachElement) {
    const auto reading = reading_of(sample_with(
        "<code>nl</code><note>hallo</note><incidents>a \"b c\"</incidents>",
        "<eventCode><valueName>lmc</valueName><value>vogwsi</value></eventCode><expires>2026-11-27T22:00:00+01:00</"
        "expires>"
        "<resource><resourceDesc>photo</resourceDesc><mimeType>image/png</mimeType><size>12</size></resource>"
        "<area><areaDesc>West</areaDesc><circle>51.5,4.3 "
        "0.5</circle><altitude>0</altitude><ceiling>100.5</ceiling></area>"));
    EXPECT_EQ(told(reading.degraded), "");
    const Alert& alert = reading.alert;
    EXPECT_EQ(alert.status, Status::actual);
    EXPECT_THAT(alert.codes, ElementsAre("nl"));
    EXPECT_EQ(alert.note, "hallo");
    EXPECT_THAT(alert.incidents, ElementsAre("a", "b c"));
    const AlertBlock& block = alert.blocks.at(0);
    EXPECT_EQ(block.event_codes, (std::vector<NamedValue>{{"lmc", "vogwsi"}}));
    EXPECT_EQ(block.expires->offset_minutes, 60);
    EXPECT_EQ(block.resources.at(0).size, 12);
    EXPECT_EQ(block.areas.at(0).circles.at(0), (Circle{{51.5, 4.3}, 0.5}));
    EXPECT_EQ(block.areas.at(0).ceiling_ft, 100.5);
}

TEST(CapAlert, IsTheSameWithAnyPrefix) {
    std::string prefixed = sample_with("<note>x</note>");
    for (auto at = prefixed.find('<'); at != std::string::npos; at = prefixed.find('<', at + 1)) {
        prefixed.insert(at + (prefixed[at + 1] == '/' ? 2 : 1), "c:");
    }
    prefixed = replaced(prefixed, "xmlns=", "xmlns:c=");
    EXPECT_EQ(reading_of(prefixed), reading_of(sample_with("<note>x</note>")));
}

TEST(CapAlert, ReadsVersion11AndTheWordsOf10) {
    const auto old = replaced(sample_with(""), "cap:1.2", "cap:1.1");
    EXPECT_EQ(reading_of(old).alert.version, Version::v1_1);
    EXPECT_EQ(told(reading_of(old).degraded), "");
    const auto oldest =
        reading_of(replaced(replaced(sample_with("", "<eventCode>SAME=CEM</eventCode>"),
                                     "urn:oasis:names:tc:emergency:cap:1.2", "http://www.incident.com/cap/1.0"),
                            "Observed", "Very Likely"));
    EXPECT_EQ(oldest.alert.blocks.at(0).certainty, Certainty::likely);
    EXPECT_EQ(oldest.alert.blocks.at(0).event_codes, (std::vector<NamedValue>{{"SAME", "CEM"}}));
}

TEST(CapAlert, TakesEmptyAndMistakenWordsAsUnknown) {
    const auto reading = reading_of(replaced(replaced(sample_with(""), "Severe", ""), "Immediate", "now"));
    EXPECT_EQ(reading.alert.blocks.at(0).severity, Severity::unknown);
    EXPECT_EQ(reading.alert.blocks.at(0).urgency, Urgency::unknown);
    EXPECT_EQ(told(reading.degraded), "info[0].urgency: \"now\" is no value of it\ninfo[0].severity: it is empty\n");
}

TEST(CapAlert, AStatusThatIsNoWordIsNotActual) {
    EXPECT_EQ(reading_of(replaced(sample_with(""), "Actual", "Real")).alert.status, std::nullopt);
    EXPECT_EQ(reading_of(replaced(sample_with(""), "Actual", "actual")).alert.status, Status::actual);
}

TEST(CapAlert, KeepsElementsThatAreNotCaps) {
    const auto reading = reading_of(sample_with("<reference>a,b,2026-11-27T21:00:00+01:00</reference>"));
    EXPECT_THAT(reading.alert.others, ElementsAre(OtherElement{"alert", "reference", "a,b,2026-11-27T21:00:00+01:00"}));
    EXPECT_TRUE(reading.alert.references.empty());
    EXPECT_EQ(told(reading.degraded),
              "reference: it is no element of CAP here\nreference: it is not read as references\n");
}

TEST(CapAlert, TellsOfTheScopeThatIsMissing) {
    const auto reading = reading_of(replaced(sample_with(""), "<scope>Public</scope>", ""));
    EXPECT_EQ(reading.alert.scope, std::nullopt);
    EXPECT_EQ(told(reading.degraded), "scope: it is missing\n");
}

TEST(CapAlert, TellsOfShapesThatItCannotRead) {
    const auto reading =
        reading_of(sample_with("", "<area><areaDesc>x</areaDesc><polygon></polygon><circle>51,4</circle></area>"));
    EXPECT_EQ(told(reading.degraded),
              "info[0].area[0].polygon[0]: it has no points, and is not read\n"
              "info[0].area[0].circle[0]: it is not a point and a radius, and is not read\n");
}

TEST(CapAlert, TheFirstOfTwoCounts) {
    const auto reading = reading_of(sample_with("<note>first</note><note>second</note>"));
    EXPECT_EQ(reading.alert.note, "first");
    EXPECT_THAT(reading.alert.others, ElementsAre(OtherElement{"alert", "note", "second"}));
}

TEST(CapAlert, WithoutItsThreeNamesIsRefused) {
    for (const char* field : {"identifier", "sender", "sent"}) {
        const auto misnamed = replaced(replaced(sample_with(""), std::string("<") + field + ">", "<x>"),
                                       std::string("</") + field + ">", "</x>");
        const auto reading = read_document(misnamed);
        ASSERT_FALSE(reading) << field;
        EXPECT_EQ(reading.error().field, field);
        EXPECT_EQ(reading.error().code, "bad_value");
    }
}

TEST(CapAlert, ShowsDutchThenEnglishThenTheFirst) {
    Alert alert;
    EXPECT_EQ(block_to_show(alert), nullptr);
    for (const char* language : {"fr", "", "nl-NL"}) alert.blocks.push_back(AlertBlock{.language = language});
    EXPECT_EQ(block_to_show(alert)->language, "nl-NL");
    alert.blocks.pop_back();
    EXPECT_EQ(block_to_show(alert)->language, "");
    alert.blocks.pop_back();
    EXPECT_EQ(block_to_show(alert)->language, "fr");
}

}  // namespace
}  // namespace paraat::codec::cap
