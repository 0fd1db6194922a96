#include "tests/unit/rules/world.hpp"

namespace paraat::rules {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string repeated(const std::string& text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

const std::string too_many = "error: the condition takes more than 100,000 steps";

TEST(Limits, BoundTextsThatDouble) {
    EXPECT_THAT(World().come_to("[\"aaaaaaaa\"]" + repeated(".map(x, x + x)", 26) + ".size() > 0"),
                StartsWith("error:"));
}

TEST(Limits, BoundListsThatDouble) {
    EXPECT_THAT(World().come_to("[[1, 2, 3, 4, 5, 6, 7, 8]]" + repeated(".map(x, x + x)", 26) + ".size() > 0"),
                StartsWith("error:"));
}

TEST(Limits, BoundTheComparisonOfListsThatShareTheirParts) {
    const std::string deep = "[1]" + repeated(".map(x, [x, x])", 60);
    EXPECT_THAT(World().come_to(deep + " == " + deep), HasSubstr("more than 10,000,000 steps"));
    EXPECT_EQ(World().come_to(deep + " == " + deep, cel::Checks::none), too_many);
}

TEST(Limits, BoundATextThatIsMadeByReplacing) {
    const std::string long_text = "\"" + std::string(1'500, 'a') + "\"";
    EXPECT_THAT(World().come_to(long_text + ".replace(\"a\", " + long_text + ").size() > 0"), StartsWith("error:"));
}

TEST(Limits, CountWhatIsLookedThrough) {
    const std::string text = "\"" + std::string(4'000, 'a') + "\"";
    EXPECT_EQ(World().come_to("[1, 2, 3].all(i, [1, 2, 3, 4, 5, 6, 7, 8, 9].all(j, !(" + text + ".contains(" + text +
                              " + \"b\"))))"),
              too_many);
}

TEST(Limits, CountTheTextsThatAreCompared) {
    const std::string text = "\"" + std::string(8'000, 'a') + "\"";
    EXPECT_EQ(World().come_to("cel.bind(x, [" + text + "], lists.range(1000).all(i, x == x))"), too_many);
    EXPECT_EQ(World().come_to("cel.bind(x, [" + text + "], lists.range(1000).all(i, [x[0]].sort() == x))"), too_many);
}

TEST(Limits, CountTheZonesThatAreAskedFor) {
    EXPECT_EQ(World().come_to("lists.range(2000).all(i, now.getHours('Mars/' + string(i)) < 0 || true)"), too_many);
}

TEST(Limits, AreNotPassedOverByAnOr) {
    World world;
    world.has_neighbours("theft", 999);
    const std::string all = "nearby(1000.0, duration(\"1h\"))";
    EXPECT_EQ(world.come_to(all + ".all(a, " + all + ".size() > 0) || true"), too_many);
}

TEST(Limits, OfAPatternAreTheSameWhenItIsCheckedAndWhenItRuns) {
    const World world;
    const std::string large = "(?:[\\\\p{L}]{1,100}){1,9}";
    EXPECT_THAT(world.come_to("report.text.matches(\"" + large + "\")"), StartsWith("fault: no regular expression"));
    EXPECT_THAT(world.come_to("report.text.matches(report.area + \"" + large + "\")"), StartsWith("error:"));
    EXPECT_EQ(world.come_to("report.text.matches(\"sh[ou]ts\")"), "true");
    EXPECT_EQ(world.come_to("report.text.matches(report.area + \"sh[ou]ts\")"), "true");
}

TEST(Limits, CompileAPatternOfTheTextOnce) {
    const auto compiled = cel::Program::compile("report.text.matches(\"a+\")", rule_environment());
    ASSERT_NE(compiled.program, nullptr);
    EXPECT_NE(compiled.program->root().pattern, nullptr);
}

TEST(Limits, CountTheCompilingOfAPatternThatIsMade) {
    World world;
    world.has_neighbours("theft", 100);
    EXPECT_EQ(world.come_to("nearby(1000, duration(\"1h\")).all(i, !\"x\".matches(i.category + \"a+\"))"), too_many);
}

TEST(Limits, BoundTheFaultsOfOneExpression) {
    const auto compiled = cel::Program::compile("x" + repeated(" + x", 200), rule_environment());
    EXPECT_EQ(compiled.faults.size(), cel::faults_most);
}

TEST(Limits, LeaveTheShippedWayOfCountingRoom) {
    World world;
    world.has_neighbours("theft", 999);
    EXPECT_EQ(world.come_to("nearby(500, duration(\"2h\")).filter(i, i.category in [\"theft\", \"riot\"]).size()"),
              "999");
}

}  // namespace
}  // namespace paraat::rules
