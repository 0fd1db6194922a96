#include "hub/rules/rule_set.hpp"

#include "hub/rules/rule_file.hpp"
#include "tests/unit/rules/world.hpp"

namespace paraat::rules {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

RuleSet rules_of(const std::string& text) {
    RuleReading reading = read_rules({{{"rules.toml", text}}}, nullptr);
    for (const SourceIssue& issue : reading.issues) ADD_FAILURE() << render(issue, text);
    return RuleSet(std::move(reading.content));
}

std::vector<std::string> fired(const RuleSet& rules, const World& world) {
    std::vector<std::string> names;
    for (const core::Firing& firing : rules.judge(world.at_hand())) names.push_back(firing.rule.text);
    return names;
}

TEST(RuleSet, FiresEachRuleThatHoldsInOrder) {
    const RuleSet rules = rules_of(
        "[[rule]]\nname = \"b\"\nwhen = 'report.persons > 50'\nthen = { division = \"dvo\", priority = 1 }\n"
        "[[rule]]\nname = \"no\"\nwhen = 'report.persons > 70'\nthen = { priority = 1 }\n"
        "[[rule]]\nname = \"a\"\nwhen = '\"firearm\" in report.tags'\nthen = { priority = 2 }\n");
    const World world;
    EXPECT_THAT(fired(rules, world), ElementsAre("b", "a"));
    const core::Firing first = rules.judge(world.at_hand()).front();
    EXPECT_EQ(first.because.text, "persons is 60, more than 50");
    EXPECT_THAT(first.divisions, ElementsAre(core::DivisionName{"dvo"}));
    EXPECT_EQ(first.priority, 1);
}

TEST(RuleSet, CountsTheConditionsThatFailAndKeepsTheFirstReason) {
    const RuleSet rules = rules_of(
        "[[rule]]\nname = \"number\"\nwhen = 'int(report.text) > 1'\nthen = { priority = 1 }\n"
        "[[rule]]\nname = \"good\"\nwhen = 'report.persons > 1'\nthen = { priority = 1 }\n");
    const World world;
    EXPECT_THAT(rules.failures().all(), IsEmpty());
    EXPECT_THAT(fired(rules, world), ElementsAre("good"));
    EXPECT_THAT(fired(RuleSet(rules), world), ElementsAre("good"));
    const auto all = rules.failures().all();
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].rule, core::RuleName{"number"});
    EXPECT_EQ(all[0].times, 2u);
    EXPECT_EQ(all[0].first, "this text is no whole number");
    EXPECT_EQ(rules.failures().take_new().size(), 1u);
    EXPECT_THAT(fired(rules, world), ElementsAre("good"));
    EXPECT_THAT(rules.failures().take_new(), IsEmpty());
}

TEST(RuleSet, TellsEverybodyOfFailuresInOpenWorkOnly) {
    const RuleSet rules =
        rules_of("[[rule]]\nname = \"number\"\nwhen = 'int(report.text) > 1'\nthen = { priority = 1 }\n");
    World covert;
    covert.incident.compartment = core::CompartmentName{"covert"};
    EXPECT_THAT(fired(rules, covert), IsEmpty());
    EXPECT_THAT(rules.failures().take_new(), IsEmpty());
    EXPECT_EQ(rules.failures().all().at(0).open_times, 0u);
    EXPECT_THAT(fired(rules, World()), IsEmpty());
    EXPECT_EQ(rules.failures().take_new().size(), 1u);
    EXPECT_EQ(rules.failures().all().at(0).open_times, 1u);
    EXPECT_EQ(rules.failures().all().at(0).times, 2u);
}

TEST(RuleSet, CountsTrialsInOpenWorkOnly) {
    const RuleSet rules =
        rules_of("[[rule]]\nname = \"tried\"\nshadow = true\nwhen = 'report.persons > 1'\nthen = { priority = 1 }\n");
    World covert;
    covert.incident.compartment = core::CompartmentName{"covert"};
    EXPECT_THAT(fired(rules, covert), IsEmpty());
    EXPECT_THAT(rules.trials().all(), IsEmpty());
    EXPECT_THAT(fired(rules, World()), IsEmpty());
    EXPECT_EQ(rules.trials().all().size(), 1u);
}

TEST(RuleSet, CountsAConditionThatIsNeitherTrueNorFalse) {
    const RuleSet rules =
        rules_of("[[rule]]\nname = \"odd\"\nwhen = '[report.covert, report.text][1]'\nthen = { priority = 1 }\n");
    EXPECT_THAT(fired(rules, World()), IsEmpty());
    EXPECT_EQ(rules.failures().all().at(0).first, "it is neither true nor false");
}

TEST(RuleSetDeathTest, IsOfRulesWithConditions) {
    RuleContent content;
    content.rules.emplace_back();
    EXPECT_DEATH(RuleSet{std::move(content)}, "check failed: rule.condition");
}

}  // namespace
}  // namespace paraat::rules
