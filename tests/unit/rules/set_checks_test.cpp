#include "hub/rules/set_checks.hpp"

#include <gmock/gmock.h>

#include "hub/rules/rule_file.hpp"
#include "tests/support/accounts.hpp"

// What is said, to the byte, is in tests/data/wrong-rules.
namespace paraat::rules {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Codes {
    std::vector<std::string> faults;
    std::vector<std::string> cautions;
};

Codes codes_of(const RuleFiles& files, const core::Organisation* organisation = nullptr) {
    const RuleReading reading = read_rules(files, organisation);
    const auto lines = [](const std::vector<SourceIssue>& issues) {
        std::vector<std::string> made;
        for (const SourceIssue& issue : issues) {
            made.push_back(issue.file + ":" + std::to_string(issue.line) + " " + issue.code);
        }
        return made;
    };
    return {lines(reading.issues), lines(reading.cautions)};
}

Codes codes_of(const std::string& text) {
    return codes_of({{{"a.toml", text}}});
}

std::string a_rule(const std::string& name, const std::string& when,
                   const std::string& then = "{ division = \"dvo\" }") {
    return "[[rule]]\nname = \"" + name + "\"\nwhen = '" + when + "'\nthen = " + then + "\n";
}

std::string a_chain(const std::string& steps) {
    return "[[escalation]]\nname = \"chain\"\nsteps = [" + steps + "]\n";
}

TEST(SetChecks, LeaveRulesAloneThatEachSaySomething) {
    const Codes codes = codes_of(a_rule("a", "report.persons > 5") +
                                 a_rule("b", "report.persons > 9", "{ division = \"dvo\", priority = 1 }") +
                                 a_rule("c", "report.persons > 9", "{ division = \"dvl\" }"));
    EXPECT_THAT(codes.faults, IsEmpty());
    EXPECT_THAT(codes.cautions, IsEmpty());
}

TEST(SetChecks, CompareEachActionOfARuleWithTheOtherOnes) {
    const std::string all =
        a_chain("{ notify = \"role/opco\", repeat_every = \"60s\" }") +
        a_rule(
            "all", "report.persons > 5",
            R"({ divisions = ["dvo", "dvl"], priority = 2, escalate = "chain", instruct = { to = "role/opco", text = "go" } })");
    for (const char* covered : {"{ division = \"dvl\" }", "{ priority = 2 }", "{ priority = 3 }",
                                "{ escalate = \"chain\" }", R"({ instruct = { to = "role/opco", text = "go" } })"}) {
        EXPECT_THAT(codes_of(all + a_rule("part", "report.persons > 6", covered)).cautions,
                    ElementsAre("a.toml:9 shadowed"))
            << covered;
    }
    for (const char* more :
         {"{ division = \"sector\" }", "{ priority = 1 }", R"({ instruct = { to = "role/opco", text = "stay" } })"}) {
        EXPECT_THAT(codes_of(all + a_rule("more", "report.persons > 6", more)).cautions, IsEmpty()) << more;
    }
}

// A rule that escalates holds calls back only while its own call runs: another that always does says more.
TEST(SetChecks, KnowThatARuleThatCallsHoldsBackForAWhile) {
    const std::string chains = a_chain("{ notify = \"role/opco\", repeat_every = \"60s\" }") +
                               "[[escalation]]\nname = \"held\"\nsteps = [{ notify = \"role/opco\", repeat_every = "
                               "\"60s\" }]\n";
    const std::string caller = a_rule("caller", "report.persons > 5", R"({ escalate = "chain", inhibit = "held" })") +
                               a_rule("called", "report.persons > 1", R"({ escalate = "held" })");
    EXPECT_THAT(codes_of(chains + caller + a_rule("quiet", "report.persons > 6", R"({ inhibit = "held" })")).cautions,
                IsEmpty());
    EXPECT_THAT(
        codes_of(chains + caller + a_rule("vain", "report.persons > 6", R"({ escalate = "chain", inhibit = "chain" })"))
            .cautions,
        testing::Contains("a.toml:16 holds_nothing"));
}

TEST(SetChecks, TellTheLaterOfTwoThatSayTheSame) {
    EXPECT_THAT(
        codes_of({{{"a.toml", a_rule("a", "report.persons > 5")}, {"b.toml", a_rule("b", "report.persons >= 6")}}})
            .cautions,
        ElementsAre("b.toml:2 duplicate"));
}

TEST(SetChecks, TellAShadowThatComesLaterToo) {
    EXPECT_THAT(codes_of(a_rule("a", "report.persons > 5") + a_rule("b", "report.persons > 3")).cautions,
                ElementsAre("a.toml:2 shadowed"));
}

TEST(SetChecks, TellOfAGroupThatFeedsItselfOnce) {
    const std::string three = a_rule("a", R"("x" in incident.divisions)", "{ division = \"y\" }") +
                              a_rule("b", R"("y" in incident.divisions && report.covert)", "{ division = \"z\" }") +
                              a_rule("c", R"(report.exercise || "z" in incident.divisions)", "{ division = \"x\" }");
    const RuleReading reading = read_rules({{{"a.toml", three}}}, nullptr);
    ASSERT_EQ(reading.issues.size(), 1u);
    EXPECT_THAT(reading.issues[0].message, testing::HasSubstr("a -> b -> c -> a"));
}

TEST(SetChecks, TakeARuleThatExcludesWhatItAddsAsSayingOnce) {
    for (const char* when : {R"(!("dvo" in incident.divisions))", R"(report.covert && !("dvo" in incident.divisions))",
                             R"("dvl" in incident.divisions)", R"("dvo" in report.tags)",
                             R"(nearby(50, duration("1h")).exists(i, i.acked))"}) {
        EXPECT_THAT(codes_of(a_rule("once", when)).faults, IsEmpty()) << when;
    }
    EXPECT_THAT(codes_of(a_rule("again", R"(!!("dvo" in incident.divisions))")).faults,
                ElementsAre("a.toml:2 feeds_itself"));
}

TEST(SetChecks, LetAStepAskMoreOrAskAgainByRepeating) {
    const auto cautions = [](const std::string& first, const std::string& second) {
        return codes_of(a_chain("{ notify = " + first + " },\n{ notify = " + second + ", repeat_every = \"60s\" }"))
            .cautions;
    };
    EXPECT_THAT(cautions("\"role/opco\", ack_within = \"60s\"", "\"role/opco\""), ElementsAre("a.toml:4 asked_twice"));
    EXPECT_THAT(cautions("\"role/opco\", ack_within = \"60s\"", "[\"role/opco\", \"own/team\"]"), IsEmpty());
    EXPECT_THAT(cautions("\"role/opco\", ack_within = \"60s\", repeat_every = \"20s\"", "\"role/opco\""), IsEmpty());
}

TEST(SetChecks, KnowThatACategoryStartsAnEscalation) {
    core::Organisation known;
    known.roles[core::RoleName{"opco"}].authority = core::Authority::opco;
    known.accounts.put(test::account("opco-1", "", {"opco"}));
    const RuleFiles files{{{"a.toml", a_chain("{ notify = \"role/opco\", repeat_every = \"60s\" }")}}};
    EXPECT_THAT(codes_of(files, &known).cautions, ElementsAre("a.toml:2 unused"));
    known.categories[core::CategoryName{"panic"}].escalate = core::PolicyName{"chain"};
    EXPECT_THAT(codes_of(files, &known).cautions, IsEmpty());
}

TEST(SetChecks, SayNothingThatAFaultMayHaveCaused) {
    const Codes codes = codes_of(a_rule("a", "report.persons > 5") + a_rule("b", "report.persons > 5") +
                                 a_rule("c", "report.persons > 5 && report.persons < 3", "{ divison = \"dvo\" }"));
    EXPECT_THAT(codes.faults, ElementsAre("a.toml:11 unreachable", "a.toml:12 unknown_key"));
    EXPECT_THAT(codes.cautions, IsEmpty());
}

TEST(SetChecks, ReadAThousandRulesInLittleTime) {
    std::string text;
    for (int i = 0; i < 1'000; ++i) {
        text +=
            a_rule("r" + std::to_string(i), "report.category == \"c" + std::to_string(i) + "\" && report.persons > 5");
    }
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_THAT(codes_of(text).cautions, IsEmpty());
    // A tenth of this on a laptop; without a limit on pairs it would be minutes for ten thousand.
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{20});
}

}  // namespace
}  // namespace paraat::rules
