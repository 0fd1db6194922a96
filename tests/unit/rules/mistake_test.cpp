#include "tests/unit/rules/world.hpp"

namespace paraat::rules {
namespace {

core::Organisation small_organisation() {
    core::Organisation made;
    for (const char* name : {"shooting", "theft"}) made.categories[core::CategoryName{name}] = {};
    for (const char* name : {"dvl", "dvo"}) made.divisions[core::DivisionName{name}] = {};
    return made;
}

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
    EXPECT_EQ(world.come_to("nearby(true ? 200000.0 : 1" + window), "error: a distance is 0 to 100,000 m");
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
