#include "hub/rules/test_run.hpp"

#include <gmock/gmock.h>

#include "hub/rules/rule_file.hpp"
#include "tests/support/accounts.hpp"

namespace paraat::rules {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

core::Organisation town() {
    core::Organisation made;
    made.sector = core::DivisionName{"sector"};
    made.panic = core::CategoryName{"panic"};
    for (const char* name : {"sector", "dvo"}) made.divisions[core::DivisionName{name}] = {};
    made.teams[core::TeamName{"north"}] = {core::TeamName{"north"}, "", core::DivisionName{"dvo"}};
    made.roles[core::RoleName{"centre"}].authority = core::Authority::centre;
    made.roles[core::RoleName{"opco"}].authority = core::Authority::opco;
    made.accounts.put(test::account("console-1", "", {"centre"}));
    made.accounts.put(test::account("opco-1", "", {"opco"}));
    made.accounts.put(test::account("radio-1", "north", {}));
    made.accounts.put(test::account("radio-2", "north", {}));
    for (const char* name : {"theft", "panic"}) {
        core::Category& category = made.categories[core::CategoryName{name}];
        category.name = core::CategoryName{name};
        category.joins = name != std::string("panic");
    }
    return made;
}

// A crowd goes to dvo, and to the team, then to the opco; a small one asks the opco to look.
const std::string crowd_rules = R"(
[[escalation]]
name = "chain"
steps = [
    { notify = "team/north", ack_within = "60s" },
    { notify = "role/opco", repeat_every = "60s" },
]
[[rule]]
name = "crowd"
when = 'report.persons > 50'
then = { division = "dvo", priority = 1, escalate = "chain" }
[[rule]]
name = "second"
when = 'incident.reports >= 2'
then = { instruct = { to = "role/opco", text = "look" } }
[[rule]]
name = "unanswered"
when = 'report.category == "theft" && report.persons == 7'
after = "2m"
unless = 'incident.acked'
then = { priority = 3, escalate = "chain" }
[[test]]
)";

std::vector<std::string> faults(const std::string& test) {
    const core::Organisation known = town();
    const std::string text = crowd_rules + test;
    RuleReading reading = read_rules({{{"a.toml", text}}}, &known);
    EXPECT_THAT(reading.issues, IsEmpty()) << render(reading.issues, text);
    if (!reading.issues.empty()) return {"issues"};
    const auto outcomes = run_tests(RuleSet(std::move(reading.content)), known);
    std::vector<std::string> said;
    for (const TestFault& fault : outcomes.at(0).faults) said.push_back(fault.said);
    return said;
}

TEST(RuleTests, ExpectThatARuleFiredEvenWhereItChangedNothing) {
    EXPECT_THAT(faults("given = { category = \"theft\", persons = 51 }\nexpect = { rule = \"crowd\", priority = 1 }"),
                IsEmpty());
}

TEST(RuleTests, SayWhatHappenedInsteadAndWhen) {
    EXPECT_THAT(
        faults("given = { category = \"theft\" }\nexpect = { rule = \"crowd\", division = \"dvo\", priority = 1 }"),
        ElementsAre("rule \"crowd\" did not fire; those that did: none", "it is not with dvo; it is with sector",
                    "its priority is 4, not 1"));
    EXPECT_THAT(
        faults("given = { category = \"theft\", persons = 51 }\n"
               "expect = { no_rule = true, not_division = \"dvo\", priority = 2, not_escalate = \"chain\" }"),
        ElementsAre("no rule was to fire; those that did: crowd", "it is with dvo since 0 s, by rule \"crowd\"",
                    "its priority is 1 since 0 s, by rule \"crowd\", not 2", "it is escalated by chain since 0 s"));
}

TEST(RuleTests, LetARuleThatWaitsFireAtTheEndOfItsWait) {
    EXPECT_THAT(faults(R"(steps = [
        { report = { category = "theft", persons = 7 }, expect = { no_rule = true } },
        { at = "1m", status = { by = "radio-1", status = "available" } },
        { at = "119s", expect = { not_rule = "unanswered", not_escalate = "chain" } },
        { at = "2m", expect = { rule = "unanswered", escalate = "chain" } },
    ])"),
                IsEmpty());
}

TEST(RuleTests, LetTimePassThroughTheSteps) {
    EXPECT_THAT(faults(R"(steps = [
        { report = { category = "theft", persons = 60 } },
        { expect = { step = 1, target = "team/north", told = ["team/north", "unit/radio-1"], not_told = "role/opco" } },
        { at = "59s", expect = { step = 1 } },
        { at = "60s", expect = { step = 2, target = "role/opco", told = "role/opco", acked = false } },
        { at = "70s", ack = { by = "radio-2" }, expect = { acked = true } },
        { at = "10m", expect = { step = 2, acked = true } },
    ])"),
                IsEmpty());
}

TEST(RuleTests, SayWhoWasToldWhenAndByWhat) {
    EXPECT_THAT(
        faults(R"(steps = [
        { report = { category = "theft", persons = 60 } },
        { at = "2m", expect = { step = 1, target = "team/north", not_told = "unit/opco-1", acked = true } },
    ])"),
        ElementsAre("at 2 min: nobody acknowledged it", "at 2 min: it is at step 2 of chain since 1 min, not at step 1",
                    "at 2 min: the newest step does not ask team/north; step 2 of chain since 1 min asks role/opco",
                    "at 2 min: unit/opco-1 was told at 1 min, by step 2 of chain"));
    EXPECT_THAT(
        faults("steps = [{ report = { category = \"theft\" } }, { at = \"5m\", expect = { told = \"role/opco\" } }]"),
        ElementsAre("at 5 min: role/opco was not told; told so far: nobody"));
}

TEST(RuleTests, JoinReportsAndKeepIncidentsApartByTheirNames) {
    EXPECT_THAT(faults(R"(steps = [
        { report = { category = "theft", as = "first" } },
        { at = "1m", report = { category = "theft", persons = 60, metres = 5000, as = "far" }, expect = { joined = false, rule = "crowd" } },
        { at = "2m", report = { category = "theft", metres = 20 }, expect = { joined = true, reports = 2, rule = "second", not_rule = "crowd", instruct = "role/opco" } },
        { expect = { incident = "first", reports = 2, not_division = "dvo" } },
        { expect = { incident = "far", reports = 1, division = "dvo", not_instruct = "role/opco" } },
        { command = { do = "resolve", incident = "first" }, expect = { incident = "first", status = "resolved" } },
    ])"),
                IsEmpty());
}

TEST(RuleTests, HoldARefusalAgainstTheStepThatDoesNotExpectIt) {
    const std::string begin = "steps = [{ report = { category = \"theft\" } }, ";
    const std::string end = ", { expect = { status = \"new\" } }]";
    EXPECT_THAT(faults(begin + "{ ack = { by = \"radio-1\" } }" + end),
                ElementsAre(HasSubstr("at 0 s: it was refused as not_asked: ")));
    EXPECT_THAT(faults(begin + "{ ack = { by = \"radio-1\" }, expect = { refused = \"not_asked\" } }" + end),
                IsEmpty());
    EXPECT_THAT(faults(begin + "{ ack = { by = \"opco-1\" }, expect = { refused = \"not_asked\" } }" + end),
                testing::Contains("at 0 s: it was to be refused as not_asked, and was accepted"));
}

TEST(RuleTests, HearUnitsAndTheirPanicButtons) {
    EXPECT_THAT(faults(R"(steps = [
        { status = { by = "radio-1", status = "available", metres = 10 } },
        { at = "10s", status = { by = "radio-1", panic = true, beacon = true, as = "call" }, expect = { severity = "minor", no_rule = true } },
        { at = "20s", command = { do = "close", acknowledge = true, incident = "call" } },
        { at = "4d", expect = { no_rule = true } },
    ])"),
                IsEmpty());
}

TEST(RuleTests, AnswerTheInstructionsOfRules) {
    EXPECT_THAT(faults(R"(steps = [
        { report = { category = "theft" } },
        { at = "1m", report = { category = "theft" }, expect = { instruct = "role/opco" } },
        { at = "2m", ack = { by = "opco-1", instruction = true } },
        { at = "3m", ack = { by = "radio-1", instruction = true }, expect = { refused = "not_found" } },
    ])"),
                IsEmpty());
}

TEST(RuleTests, LetNeighboursComeInTheOrderOfTheirTimes) {
    EXPECT_THAT(faults("given = { category = \"theft\" }\n"
                       "nearby = [{ category = \"theft\", count = 2, metres = 20, ago = \"5m\" }, "
                       "{ category = \"theft\", ago = \"2h\" }]\n"
                       "expect = { joined = false, no_rule = true }"),
                IsEmpty());
}

TEST(RuleTests, SayThatAClosedIncidentIsGone) {
    EXPECT_THAT(faults(R"(steps = [
        { report = { category = "theft" } },
        { command = { do = "close", acknowledge = true } },
        { at = "3d", expect = { status = "closed" } },
    ])"),
                ElementsAre("at 72 h: the incident is no longer kept: it was closed two days ago"));
}

}  // namespace
}  // namespace paraat::rules
