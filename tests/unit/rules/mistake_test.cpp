#include "tests/unit/rules/world.hpp"

namespace paraat::rules {
namespace {

core::Organisation small_organisation() {
    core::Organisation made;
    for (const char* name : {"shooting", "theft"}) made.categories[core::CategoryName{name}] = {};
    for (const char* name : {"dvl", "dvo"}) made.divisions[core::DivisionName{name}] = {};
    return made;
}

// A mistake with the part of the text that is at fault, and a part of what is said.
struct Mistake {
    std::string source;
    std::string at;
    std::string said;
};

class Mistakes : public testing::TestWithParam<Mistake> {};

TEST_P(Mistakes, AreFoundAtTheirPlace) {
    const core::Organisation known = small_organisation();
    const Mistake& mistake = GetParam();
    const auto compiled = cel::Program::compile(mistake.source, rule_environment(&known));
    ASSERT_EQ(compiled.faults.size(), 1u);
    const cel::Fault& fault = compiled.faults[0];
    EXPECT_EQ(mistake.source.substr(fault.span.begin, fault.span.end - fault.span.begin), mistake.at) << fault.message;
    EXPECT_THAT(fault.message + " " + fault.suggestion, testing::HasSubstr(mistake.said));
}

INSTANTIATE_TEST_SUITE_P(
    Names, Mistakes,
    testing::Values(Mistake{"reprot.severity == \"x\"", "reprot", "did you mean \"report\"?"},
                    Mistake{"report.severty == \"minor\"", "severty", "did you mean \"severity\"?"},
                    Mistake{"has(report.severty)", "severty", "did you mean \"severity\"?"},
                    Mistake{"report.text.containz(\"a\")", "containz", "did you mean \"contains\"?"},
                    Mistake{"report.nearby(1.0, duration(\"1h\")).size() > 1", "nearby", "nearby stands alone"},
                    Mistake{"nearbyy(1.0, duration(\"1h\"))", "nearbyy", "did you mean \"nearby\"?"},
                    Mistake{"contains(report.text, \"a\")", "contains(report.text, \"a\")", "after a dot"}));

INSTANTIATE_TEST_SUITE_P(
    Words, Mistakes,
    testing::Values(Mistake{"report.severity == \"extrem\"", "\"extrem\"", "did you mean \"extreme\"?"},
                    Mistake{"\"EXTREME\" != report.severity", "\"EXTREME\"", "did you mean \"extreme\"?"},
                    Mistake{"report.category in [\"shoting\", \"theft\"]", "\"shoting\"", "did you mean \"shooting\"?"},
                    Mistake{"incident.status == \"zzzz\"", "\"zzzz\"", "one of new, open"},
                    Mistake{"\"dvx\" in incident.divisions", "\"dvx\"", "unknown division"},
                    Mistake{"incident.divisions.exists(d, d == \"dvx\")", "\"dvx\"", "unknown division"},
                    Mistake{"nearby(1, duration(\"1h\")).exists(i, i.category == \"thef\")", "\"thef\"", "\"theft\""}));

INSTANTIATE_TEST_SUITE_P(Types, Mistakes,
                         testing::Values(Mistake{"report.persons >= \"50\"", "\"50\"", "does not take (int, string)"},
                                         Mistake{"\"50\" <= report.persons", "\"50\"", "does not take (string, int)"},
                                         Mistake{"report.persons && report.covert", "report.persons", "does not take"},
                                         Mistake{"report.persons == \"50\"", "\"50\"", "never equals"},
                                         Mistake{"report.text.contains(5)", "5", "does not take"}));

INSTANTIATE_TEST_SUITE_P(
    Values, Mistakes,
    testing::Values(Mistake{"nearby(5.0, duration(\"12 hours\")).size() > 1", "\"12 hours\"", "no duration"},
                    Mistake{"duration(\"nanh\") > duration(\"1h\")", "\"nanh\"", "no duration"},
                    Mistake{"duration(\"infs\") > duration(\"1h\")", "\"infs\"", "no duration"},
                    Mistake{"nearby(200000.0, duration(\"1h\")).size() > 1", "200000.0", "0 to 100,000 m"},
                    Mistake{"nearby(1, duration(\"-1h\")).size() > 1", "duration(\"-1h\")", "looks back"},
                    Mistake{"report.text.matches(\"(\")", "\"(\"", "no regular expression"}));

TEST(Checker, TakesEachWordOfTheOrganisation) {
    const core::Organisation known = small_organisation();
    for (const std::string source : {"report.category in [\"shooting\", \"theft\"] && report.severity == \"minor\"",
                                     "\"dvo\" in incident.divisions", "report.text == \"whatever\"",
                                     "[report.severity, report.area].exists(x, x == \"any\")"}) {
        EXPECT_TRUE(cel::Program::compile(source, rule_environment(&known)).faults.empty()) << source;
    }
}

TEST(Host, ChecksArgumentsThatTheCheckerCouldNotSee) {
    const World world;
    const std::string window = ", duration(\"2h\")).size()";
    EXPECT_EQ(world.come_to("nearby(report.severity == \"extreme\" ? 1000.0 : 500" + window), "1");
    EXPECT_EQ(world.come_to("nearby(report.severity != \"extreme\" ? 1000.0 : 500" + window), "1");
    EXPECT_EQ(world.come_to("nearby(true ? 1000 : 500" + window), "1");
    EXPECT_EQ(world.come_to("nearby([1.0, \"a\"][1]" + window), "error: nearby wants a double");
    EXPECT_EQ(world.come_to("nearby(5.0, [duration(\"2h\"), 1][1]).size()"), "error: nearby wants a duration");
    EXPECT_EQ(world.come_to("nearby(true ? 200000.0 : 1" + window), "error: nearby looks 0 to 100,000 m far");
}

TEST(Errors, SayNothingOfAReport) {
    const World world;
    EXPECT_EQ(world.come_to("int(report.text) > 1"), "error: this text is no whole number");
    EXPECT_EQ(world.come_to("double(report.text) > 1.0"), "error: this text is no number");
    EXPECT_EQ(world.come_to("'a'.matches('(' + report.text)"), "error: this text is no regular expression");
    EXPECT_THAT(world.come_to("duration(report.text) > duration(\"1h\")"),
                testing::Not(testing::HasSubstr(world.report.text)));
}

TEST(Incidents, AreEqualWhenTheyAreTheSame) {
    World world;
    world.has_neighbours("theft", 1);
    EXPECT_EQ(world.come_to("nearby(5, duration(\"1h\")).filter(i, i == incident).size()"), "1");
}

}  // namespace
}  // namespace paraat::rules
