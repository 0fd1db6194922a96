#include "tests/unit/rules/world.hpp"

// Why a condition did not hold, and what each part of one saw.
namespace paraat::rules {
namespace {

using testing::ElementsAre;

TEST(Denial, NamesTheClauseThatDecidedAndWhatIsWanted) {
    const World world;
    EXPECT_EQ(world.why_not("report.category == \"shooting\" && report.persons >= 100"),
              "persons is 60, at least 100 wanted");
    EXPECT_EQ(world.why_not("report.severity == \"minor\""), "severity is extreme, not minor");
    EXPECT_EQ(world.why_not("report.category in [\"riot\", \"liquidation\"]"),
              "category is shooting, none of riot, liquidation");
    EXPECT_EQ(world.why_not("\"knife\" in report.tags"), "tags do not contain knife");
}

TEST(Denial, NamesWhatDecidedNotWhatFailedBesideIt) {
    EXPECT_EQ(World().why_not(R"(report.attributes["line"] == "7" && report.category == "theft")"),
              "category is shooting, not theft");
}

TEST(Denial, TellsAFilterOfAnotherFieldAsItIsWritten) {
    World world;
    world.has_neighbours("theft", 1);
    EXPECT_EQ(world.why_not("nearby(500.0, duration(\"2h\")).filter(i, report.category == \"theft\").size() >= 3"),
              "0 with report.category == \"theft\" within 500 m and 2 h, at least 3 wanted");
}

TEST(Denial, NamesAllSidesOfAnOr) {
    EXPECT_EQ(World().why_not("report.severity == \"minor\" || \"knife\" in report.tags"),
              "severity is extreme, not minor; tags do not contain knife");
}

TEST(Denial, NamesAnExceptionThatApplies) {
    const World world;
    EXPECT_EQ(world.why_not("report.persons >= 50 && report.category != \"shooting\""),
              "category is shooting, another wanted");
    EXPECT_EQ(world.why_not("!report.text.contains(\"shots\")"), "report.text.contains(\"shots\") holds");
}

TEST(Denial, CountsNeighbours) {
    World world;
    world.has_neighbours("theft", 1);
    EXPECT_EQ(world.why_not("nearby(500.0, duration(\"2h\")).filter(i, i.category == \"theft\").size() >= 3"),
              "1 theft within 500 m and 2 h, at least 3 wanted");
}

TEST(Denial, SaysWhatFailed) {
    EXPECT_THAT(World().why_not("int(report.text) > 1"),
                testing::StartsWith("int(report.text) > 1 cannot be judged: "));
}

TEST(Parts, ShowWhatTheirNamesStoodFor) {
    World world;
    world.has_neighbours("theft", 2);
    EXPECT_THAT(world.parts("report.category == \"shooting\" && "
                            "nearby(500.0, duration(\"2h\")).filter(i, i.category == \"theft\").size() >= 2"),
                ElementsAre("true: report.category == \"shooting\" [report.category is \"shooting\"]",
                            "true: nearby(500.0, duration(\"2h\")).filter(i, i.category == \"theft\").size() >= 2 "
                            "[nearby(500.0, duration(\"2h\")).filter(i, i.category == \"theft\").size() is 2]"));
}

TEST(Parts, ThatWereNeedlessWereNotLookedAt) {
    EXPECT_THAT(World().parts("report.severity == \"minor\" && report.persons > 1 || report.persons >= 60"),
                ElementsAre("false: report.severity == \"minor\" [report.severity is \"extreme\"]",
                            "not looked at: report.persons > 1", "true: report.persons >= 60 [report.persons is 60]"));
}

TEST(Parts, ThatFailAreSaidToAndPassedOver) {
    const auto parts = World().parts("int(report.text) > 1 || report.persons >= 60");
    ASSERT_EQ(parts.size(), 2u);
    EXPECT_THAT(parts[0], testing::StartsWith("failed: "));
    EXPECT_EQ(parts[1], "true: report.persons >= 60 [report.persons is 60]");
}

}  // namespace
}  // namespace paraat::rules
