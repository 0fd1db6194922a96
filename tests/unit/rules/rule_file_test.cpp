#include "hub/rules/rule_file.hpp"
#include "tests/support/accounts.hpp"

#include <gmock/gmock.h>

namespace paraat::rules {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

core::Organisation organisation() {
    core::Organisation made;
    made.sector = core::DivisionName{"sector"};
    for (const char* name : {"sector", "dvl", "dvo"}) made.divisions[core::DivisionName{name}] = {};
    for (const char* name : {"north", "empty"}) {
        made.teams[core::TeamName{name}] = {core::TeamName{name}, name, core::DivisionName{"dvl"}};
    }
    made.roles[core::RoleName{"centre"}].authority = core::Authority::centre;
    made.roles[core::RoleName{"opco"}].authority = core::Authority::opco;
    made.accounts.put(test::account("radio-1", "north", {}));
    made.accounts.put(test::account("console-1", "", {"centre"}));
    made.categories[core::CategoryName{"theft"}].name = core::CategoryName{"theft"};
    return made;
}

std::vector<std::string> issues(const RuleFiles& files, bool is_known = true,
                                const core::Organisation& known = organisation()) {
    std::vector<std::string> lines;
    for (const SourceIssue& issue : read_rules(files, is_known ? &known : nullptr).issues) {
        lines.push_back(issue.file + ":" + std::to_string(issue.line) + ":" + std::to_string(issue.column) + " " +
                        issue.code);
    }
    return lines;
}
std::vector<std::string> issues(const std::string& text) {
    return issues({{{"a.toml", text}}});
}

std::string chain(const std::string& notify) {
    return "[[escalation]]\nname = \"chain\"\nsteps = [\n  { notify = " + notify + ", repeat_every = \"60s\" },\n]\n";
}
std::string rule(const std::string& when, const std::string& then = "{ priority = 1 }") {
    return "[[rule]]\nname = \"r\"\nwhen = " + when + "\nthen = " + then + "\n";
}

TEST(RuleFile, TakesARuleAnEscalationAndATest) {
    EXPECT_THAT(issues(chain("[\"team/north\", \"role/centre\", \"own/team\"]") +
                       rule("'report.persons > 5'", "{ division = \"dvl\", escalate = \"chain\" }") +
                       "[[test]]\ngiven = { category = \"theft\" }\nexpect = { no_rule = true }\n"),
                IsEmpty());
}

TEST(RuleFile, RefusesAnEmptyCondition) {
    EXPECT_THAT(issues(rule("\"\"")), ElementsAre("a.toml:3:9 empty"));
    EXPECT_THAT(issues(rule("\" \"")), ElementsAre("a.toml:3:10 syntax"));
}

TEST(RuleFile, RefusesAStepThatReachesNobody) {
    for (const char* notify : {"[]", "[\"team/empty\"]", "\"role/opco\"", "[\"team/north\", \"division/dvo\"]"}) {
        const auto found = issues(chain(notify));
        ASSERT_EQ(found.size(), 1u) << notify;
        EXPECT_THAT(found[0], testing::AllOf(testing::StartsWith("a.toml:4:"), testing::EndsWith(" reaches_nobody")));
    }
    for (const char* notify : {"\"division/dvl\"", "\"division/sector\"", "\"unit/radio-1\"", "\"nearby/teams\""}) {
        EXPECT_THAT(issues(chain(notify)), IsEmpty()) << notify;
    }
    EXPECT_THAT(issues(rule("'true'", "{ instruct = { to = \"role/opco\", text = \"go\" } }")),
                ElementsAre("a.toml:4:29 reaches_nobody"));
}

TEST(RuleFile, RefusesACallThatCovertWorkCannotMake) {
    core::Organisation known = organisation();
    known.accounts.put(test::account("radio-2", "north", {}));
    test::make_covert(known, "radio-2");
    known.accounts.put(test::account("opco-1", "", {"opco"}));
    for (const char* notify : {"\"team/north\"", "\"role/centre\"", "[\"own/team\", \"own/coordinator\"]"}) {
        EXPECT_THAT(issues({{{"a.toml", chain(notify)}}}, true, known), ElementsAre("a.toml:3:9 reaches_nobody"))
            << notify;
    }
    EXPECT_THAT(issues({{{"a.toml", chain("[\"own/team\", \"role/opco\"]")}}}, true, known), IsEmpty());
    EXPECT_THAT(issues({{{"a.toml", chain("\"role/centre\"")}}}), IsEmpty());  // without covert units
}

TEST(RuleFile, RefusesWhatCannotWork) {
    EXPECT_THAT(issues("[[rule]]\nname = \"\"\nwhen = 'true'\nthen = { priority = 1 }\n"),
                ElementsAre("a.toml:2:8 bad_name"));
    EXPECT_THAT(issues("[[rule]]\nname = \"A b\"\nwhen = 'true'\nthen = { priority = 1 }\n"),
                ElementsAre("a.toml:2:8 bad_name"));
    EXPECT_THAT(issues(rule("'true'", "{ }")), ElementsAre("a.toml:4:8 empty"));
    EXPECT_THAT(issues(rule("'true'", "{ divisions = [] }")), ElementsAre("a.toml:4:22 empty"));
    EXPECT_THAT(issues(rule("'true'", "{ escalate = \"\" }")), ElementsAre("a.toml:4:21 unknown_escalation"));
    const std::string test = "[[test]]\ngiven = { category = \"theft\" }\nexpect = ";
    EXPECT_THAT(issues(test + "{ }\n"), ElementsAre("a.toml:3:10 empty"));
    EXPECT_THAT(issues(test + "{ no_rule = false }\n"), ElementsAre("a.toml:3:22 bad_value"));
    EXPECT_THAT(issues(test + "{ rule = \"\" }\n"), ElementsAre("a.toml:3:20 unknown_rule"));
    EXPECT_THAT(issues(test + "{ instruct = \"role/opcoo\" }\n"), ElementsAre("a.toml:3:24 unknown_target"));
    EXPECT_THAT(issues(test + "{ instruct = \"own/team\" }\n"), ElementsAre("a.toml:3:24 unknown_target"));
}

TEST(RuleFile, HoldsAgainstNobodyWhatAnotherFilesSyntaxErrorHides) {
    const std::string uses = rule("'true'", "{ escalate = \"chain\" }") +
                             "[[test]]\ngiven = { category = \"theft\" }\nexpect = { rule = \"other\" }\n";
    EXPECT_THAT(issues({{{"a.toml", "[[rule]\n"}, {"b.toml", uses}}}), ElementsAre("a.toml:1:8 syntax"));
    EXPECT_THAT(issues({{{"b.toml", uses}}, false}), IsEmpty());
    EXPECT_THAT(issues({{{"b.toml", uses}}}),
                ElementsAre("b.toml:4:21 unknown_escalation", "b.toml:7:20 unknown_rule"));
}

TEST(RuleFile, HoldsAgainstNobodyWhatAMisspeltKeyHides) {
    const std::string uses = rule("'true'", "{ escalate = \"chain\" }");
    EXPECT_THAT(issues("[[escalatio]]\nname = \"chain\"\n" + uses), ElementsAre("a.toml:1:3 unknown_key"));
    EXPECT_THAT(
        issues("[[escalation]]\nnam = \"chain\"\nsteps = [{ notify = \"own/team\", repeat_every = \"9s\" }]\n" + uses),
        ElementsAre("a.toml:2:1 unknown_key"));
}

TEST(RuleFile, LeavesNamesAloneWhereTheOrganisationIsAtFault) {
    const std::string text =
        rule("'report.category == \"tehft\"'", "{ division = \"dvx\", instruct = { to = \"role/x\", text = \"go\" } }");
    EXPECT_THAT(issues({{{"a.toml", text}}}, false), IsEmpty());
    EXPECT_THAT(issues({{{"a.toml", rule("'report.severity == \"minr\"'")}}}, false),
                ElementsAre("a.toml:3:28 unknown_word"));
}

TEST(RuleFile, PointsThroughEscapesAndLines) {
    EXPECT_THAT(issues(rule("\"report.area == \\\"\\u00e9\\\" && report.severty == 'x'\"")),
                ElementsAre("a.toml:3:45 unknown_field"));
    EXPECT_THAT(issues(rule("'report.area == \"\xC3\xA9\xC3\xA9\" && report.severty == \"x\"'")),
                ElementsAre("a.toml:3:39 unknown_field"));
    EXPECT_THAT(issues(rule("\"\"\"\r\n  report.covert &&\r\n  report.severty == 'x'\"\"\"")),
                ElementsAre("a.toml:5:10 unknown_field"));
    EXPECT_THAT(issues(rule("\"\"\"report.covert && \\\n     report.severty == 'x'\"\"\"")),
                ElementsAre("a.toml:4:13 unknown_field"));
}

}  // namespace
}  // namespace paraat::rules
