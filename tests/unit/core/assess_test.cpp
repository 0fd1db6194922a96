#include <gmock/gmock.h>

#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

namespace paraat::test {
namespace {

class Assess : public testing::Test {
protected:
    Assess() {
        ask("weapon_seen", {{"yes", 6}, {"no", 0}});
        ask("injured", {{"yes", 4}, {"no", 0}, {"unknown", 1}});
        centre.organisation.severity_by_score = {{4, core::Severity::serious}, {9, core::Severity::extreme}};
    }
    void ask(const std::string& name, std::map<std::string, std::int32_t> answers) {
        centre.organisation.questions[name] = {name, {core::CategoryName{"theft"}}, name, name, std::move(answers)};
    }
    core::Outcome answers(const core::Outcome& opened, std::vector<std::pair<std::string, std::string>> answers) {
        core::Command made = command(core::Deed::assess, *opened.incident);
        made.answers = std::move(answers);
        return centre.receives("console-1", made);
    }
    const core::Incident& incident(const core::Outcome& opened) { return centre.incident(opened); }

    Centre centre;
};

TEST_F(Assess, GivesAScoreWithItsReason) {
    const auto opened = centre.receives("radio-1", report("theft"));
    ASSERT_FALSE(answers(opened, {{"injured", "unknown"}}).refusal);
    EXPECT_EQ(incident(opened).score, 1);
    EXPECT_EQ(incident(opened).severity, core::Severity::minor);
    answers(opened, {{"weapon_seen", "yes"}});
    EXPECT_EQ(incident(opened).score, 7);
    EXPECT_EQ(incident(opened).score_because, "injured: unknown (+1), weapon_seen: yes (+6)");
    EXPECT_EQ(incident(opened).severity, core::Severity::serious);
    EXPECT_EQ(incident(opened).priority, 2);
}

TEST_F(Assess, MakesNothingLessSerious) {
    const auto opened = centre.receives("radio-1", report("theft"));
    answers(opened, {{"weapon_seen", "yes"}, {"injured", "yes"}});
    EXPECT_EQ(incident(opened).severity, core::Severity::extreme);
    answers(opened, {{"weapon_seen", "no"}, {"injured", "no"}});
    EXPECT_EQ(incident(opened).score, 0);
    EXPECT_EQ(incident(opened).severity, core::Severity::extreme);
}

TEST_F(Assess, SaysWhatItDoesNotKnow) {
    const auto opened = centre.receives("radio-1", report("theft"));
    EXPECT_EQ(answers(opened, {}).refusal->field, "answers");
    EXPECT_THAT(answers(opened, {{"weapon_sen", "yes"}}).refusal->sentence, testing::HasSubstr("weapon_seen"));
    EXPECT_THAT(answers(opened, {{"weapon_seen", "ja"}}).refusal->sentence, testing::HasSubstr("no, yes"));
    const auto noise = centre.receives("radio-1", report("noise_nuisance"));
    EXPECT_TRUE(answers(noise, {{"weapon_seen", "yes"}}).refusal);
    EXPECT_EQ(incident(opened).score, std::nullopt);
}

TEST_F(Assess, IsDoneByAReportThatAnswersByItself) {
    core::Report theft = report("theft");
    theft.attributes = {{"weapon_seen", "yes"}, {"colour", "red"}};
    const auto opened = centre.receives("radio-1", theft);
    EXPECT_EQ(incident(opened).score, 6);
    EXPECT_EQ(incident(opened).severity, core::Severity::serious);
}

TEST_F(Assess, LetsRulesSeeTheAnswers) {
    centre.rules.rules.push_back([](const core::Case& at_hand) -> std::optional<core::Firing> {
        const auto& said = at_hand.incident.attributes;
        const auto weapon = said.find("weapon_seen");
        if (weapon == said.end() || weapon->second != "yes") return std::nullopt;
        core::Firing firing;
        firing.rule = core::RuleName{"armed"};
        firing.tags = {"armed"};
        return firing;
    });
    const auto opened = centre.receives("radio-1", report("theft"));
    answers(opened, {{"weapon_seen", "yes"}});
    EXPECT_TRUE(incident(opened).tags.contains("armed"));
}

}  // namespace
}  // namespace paraat::test
