#include "hub/rules/coverage.hpp"

#include "hub/rules/rule_file.hpp"
#include "tests/unit/rules/world.hpp"

namespace paraat::rules {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

RuleContent content_of(const std::string& when) {
    const std::string text = "[[rule]]\nname = \"r\"\nwhen = '''" + when + "'''\nthen = { priority = 1 }\n";
    RuleReading reading = read_rules({{{"a.toml", text}}}, nullptr);
    EXPECT_THAT(reading.issues, IsEmpty()) << render(reading.issues, text);
    return std::move(reading.content);
}

std::vector<std::string> untested(const RuleContent& content, const std::vector<World>& worlds) {
    Coverage coverage;
    for (const World& world : worlds) coverage.note(content, world.at_hand());
    std::vector<std::string> said;
    for (const Untested& one : coverage.summary(content).untested) {
        said.push_back(std::to_string(one.place.line) + ":" + std::to_string(one.place.column) + " " + one.said());
    }
    return said;
}

World with_persons(int persons) {
    World world;
    world.report.persons = persons;
    return world;
}

TEST(Coverage, IsNothingWithoutATest) {
    const RuleContent content = content_of("report.covert");
    EXPECT_THAT(untested(content, {}),
                ElementsAre("3:11 no test makes \"r\" fire", "3:11 in no test \"r\" does not fire"));
    EXPECT_EQ(Coverage().summary(content).percent(), 0);
    EXPECT_EQ(Coverage().summary(RuleContent{}).percent(), 100);
}

TEST(Coverage, LooksAtWhatARuleWaitsFor) {
    const std::string text =
        "[[rule]]\nname = \"r\"\nwhen = 'report.persons > 5'\nafter = \"1m\"\n"
        "unless = 'incident.acked || incident.claimed'\nthen = { priority = 1 }\n";
    const RuleContent content = read_rules({{{"a.toml", text}}}, nullptr).content;
    Coverage coverage;
    for (const int persons : {3, 7}) coverage.note(content, with_persons(persons).at_hand());
    coverage.note_wait(content, core::RuleName{"r"}, with_persons(7).at_hand());
    std::vector<std::string> said;
    for (const Untested& one : coverage.summary(content).untested) said.push_back(one.said());
    EXPECT_THAT(said,
                ElementsAre("no test makes this true: incident.acked || incident.claimed",
                            "no test makes this true: incident.acked", "no test makes this true: incident.claimed"));
}

TEST(Coverage, CountsEachSideOfAChainOnce) {
    const RuleContent content = content_of("report.persons > 5 && report.persons < 9 && report.covert");
    EXPECT_THAT(untested(content, {with_persons(7)}),
                ElementsAre("3:11 no test makes \"r\" fire", "3:11 no test makes this false: report.persons > 5",
                            "3:33 no test makes this false: report.persons < 9",
                            "3:55 no test makes this true: report.covert"));
}

TEST(Coverage, LeavesOutWhatAnotherSideDecided) {
    const RuleContent content = content_of("report.persons > 5 ||\n  report.covert");
    EXPECT_THAT(
        untested(content, {with_persons(7)}),
        ElementsAre("3:11 in no test \"r\" does not fire", "3:11 no test makes this false: report.persons > 5",
                    "4:3 no test makes this true: report.covert", "4:3 no test makes this false: report.covert"));
    EXPECT_THAT(untested(content, {with_persons(7), with_persons(3)}),
                ElementsAre("4:3 no test makes this true: report.covert"));
}

TEST(Coverage, LooksIntoBranchesListsAndMacros) {
    const RuleContent content = content_of(
        "(report.covert ? report.exercise : true) && nearby(5.0, duration(\"1h\")).filter(i, i.category in "
        "[\"a\"]).size() "
        "> 0");
    World world;
    world.incident.category = core::CategoryName{"a"};
    EXPECT_THAT(
        untested(content, {world}),
        ElementsAre("3:11 in no test \"r\" does not fire",
                    "3:12 no test makes this false: report.covert ? report.exercise : true",
                    "3:12 no test makes this true: report.covert", "3:28 no test makes this true: report.exercise",
                    "3:28 no test makes this false: report.exercise",
                    "3:55 no test makes this false: nearby(5.0, duration(\"1h\")).filter(i, i.category in "
                    "[\"a\"]).size() > 0",
                    "3:93 no test makes this false: i.category in [\"a\"]"));
}

TEST(Coverage, IsRoundedDown) {
    const RuleContent content = content_of("report.persons > 5 || report.persons < 3 || report.covert");
    Coverage coverage;
    for (const int persons : {4, 7}) coverage.note(content, with_persons(persons).at_hand());
    const auto summary = coverage.summary(content);
    EXPECT_EQ(summary.all, 8u);
    EXPECT_EQ(summary.seen, 6u);
    EXPECT_EQ(summary.percent(), 75);
    EXPECT_EQ((Coverage::Summary{199, 200, {}}.percent()), 99);
}

}  // namespace
}  // namespace paraat::rules
