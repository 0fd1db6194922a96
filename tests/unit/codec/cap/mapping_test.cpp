#include "hub/codec/cap/mapping.hpp"

#include <gmock/gmock.h>

#include "hub/base/utf8.hpp"
#include "tests/unit/codec/cap/sample.hpp"

namespace paraat::codec::cap {
namespace {

using testing::ElementsAre;

const std::set<std::string> allowed = {"robbery", "shooting", "suspicious_situation", "other"};

core::Report report_of(const std::string& text) {
    auto report = to_report(reading_of(text).alert, allowed);
    return report ? *report : core::Report{};
}

AlertBlock block_with(Severity severity, std::vector<NamedValue> parameters = {}) {
    return AlertBlock{.severity = severity, .parameters = std::move(parameters)};
}

TEST(CapMapping, SeveritiesComeBackByTheParameter) {
    for (const auto ours : {core::Severity::minor, core::Severity::moderate, core::Severity::serious,
                            core::Severity::severe, core::Severity::extreme}) {
        EXPECT_EQ(severity_of(block_with(severity_for(ours), {{"paraat:severity", std::string(core::word(ours))}})),
                  ours);
    }
    EXPECT_EQ(severity_for(core::Severity::serious), Severity::severe);
    EXPECT_EQ(severity_of(block_with(Severity::severe)), core::Severity::severe);
    EXPECT_EQ(severity_of(block_with(Severity::unknown)), std::nullopt);
}

TEST(CapMapping, OurCategoriesHaveAWordOfCap) {
    EXPECT_EQ(category_for("youth_nuisance"), Category::safety);
    EXPECT_EQ(category_for("shooting"), Category::security);
    EXPECT_EQ(category_for("disturbed_person"), Category::health);
    EXPECT_EQ(category_for("something_new"), Category::security);
}

TEST(CapMapping, ACategoryIsSaidOrReadFromTheEvent) {
    AlertBlock block{.categories = {Category::security}, .event = "Overval op winkel"};
    EXPECT_EQ(category_of(block, allowed), "robbery");
    block.parameters = {{"paraat:category", "shooting"}};
    EXPECT_EQ(category_of(block, allowed), "shooting");
    block.parameters = {{"paraat:category", "unheard_of"}};
    block.event = "x";
    EXPECT_EQ(category_of(block, allowed), "suspicious_situation");
    block.categories = {Category::fire};
    EXPECT_EQ(category_of(block, allowed), "other");
}

TEST(CapMapping, AnAlertIsAReport) {
    const auto report = report_of(sample_with("",
                                              "<eventCode><valueName>lmc</valueName><value>bzovwi</value></eventCode>"
                                              "<onset>2026-11-27T20:55:00+01:00</onset><headline>Overval</headline>"
                                              "<description>Twee mannen.</description>"
                                              "<area><areaDesc>West</areaDesc><circle>51.5,4.3 0.25</circle></area>"));
    EXPECT_EQ(report.category.text, "robbery");
    EXPECT_EQ(report.text, "Overval\n\nTwee mannen.");
    EXPECT_EQ(report.lmc, "bzovwi");
    EXPECT_EQ(report.severity, core::Severity::severe);
    EXPECT_EQ(report.position, (core::Position{515'000'000, 43'000'000}));
    EXPECT_EQ(report.accuracy_m, 250);
    EXPECT_EQ(report.occurred_at, Instant{1'795'809'600'000 - 300'000});
    EXPECT_FALSE(report.exercise);
    EXPECT_THAT(report.references, ElementsAre(core::Reference{"cap", "mk@example.nl,a-1,2026-11-27T21:00:00+01:00"}));
}

TEST(CapMapping, APolygonIsItsMiddle) {
    const auto report = report_of(
        sample_with("", "<area><areaDesc>x</areaDesc><polygon>51,4 51,4.02 51.01,4.02 51.01,4 51,4</polygon></area>"));
    EXPECT_EQ(report.position, (core::Position{510'050'000, 40'100'000}));
    EXPECT_NEAR(report.accuracy_m.value_or(0), 895, 5);
}

TEST(CapMapping, AnExerciseStaysOne) {
    EXPECT_TRUE(report_of(replaced(sample_with("<note>drill</note>"), "Actual", "Exercise")).exercise);
}

TEST(CapMapping, WhatIsNotForPeopleIsNoReport) {
    const auto reason = [](const std::string& text) { return to_report(reading_of(text).alert, allowed).error(); };
    for (const char* status : {"Test", "System", "Draft"}) {
        EXPECT_EQ(reason(replaced(sample_with(""), "Actual", status)).message,
                  std::string("a message with the status ") + status + " is not for people");
    }
    EXPECT_EQ(reason(replaced(sample_with(""), "Actual", "Real")).field, "status");
    EXPECT_EQ(reason(replaced(sample_with(""), ">Alert<", ">Cancel<")).field, "msgType");
}

TEST(CapMapping, TextIsCutAtACharacter) {
    std::string lengthy;
    for (int i = 0; i < 3'000; ++i) lengthy += "é";
    const auto report = report_of(sample_with("", "<headline>x</headline><description>" + lengthy + "</description>"));
    EXPECT_LE(report.text.size(), 4'000U);
    EXPECT_GT(report.text.size(), 3'990U);
    EXPECT_TRUE(is_utf8(report.text));
}

TEST(CapMapping, UrgencyFollowsPriority) {
    EXPECT_EQ(urgency_for(1), Urgency::immediate);
    EXPECT_EQ(urgency_for(3), Urgency::expected);
    EXPECT_EQ(urgency_for(5), Urgency::future);
    EXPECT_EQ(certainty_for(2), Certainty::observed);
}

}  // namespace
}  // namespace paraat::codec::cap
