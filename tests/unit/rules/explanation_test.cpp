#include "tests/unit/rules/world.hpp"

namespace paraat::rules {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(Explanation, TellsTheSideThatHeld) {
    const World world;
    EXPECT_EQ(world.why("report.severity == \"minor\" || \"firearm\" in report.tags").text, "tags contain firearm");
    EXPECT_EQ(world.why("report.severity == \"extreme\" || \"firearm\" in report.tags").text, "severity is extreme");
    EXPECT_EQ(world.why("report.category in [\"shooting\"] && report.persons >= 50").text,
              "category is shooting and persons is 60, at least 50");
}

TEST(Explanation, LeavesOutAnExceptionThatDidNotApply) {
    EXPECT_EQ(World().why("report.severity == \"extreme\" && report.category != \"panic\"").text,
              "severity is extreme");
}

TEST(Explanation, TurnsALiteralOnTheLeft) {
    const World world;
    EXPECT_EQ(world.why("50 <= report.persons").text, "persons is 60, at least 50");
    EXPECT_EQ(world.why("70 > report.persons").text, "persons is 60, less than 70");
    EXPECT_EQ(world.why("\"extreme\" == report.severity").text, "severity is extreme");
}

TEST(Explanation, SaysThatATextIsEmpty) {
    EXPECT_EQ(World().why("report.area == \"\"").text, "area is empty");
}

TEST(Explanation, NamesEachArgumentOnce) {
    const cel::Explanation why = World().why("report.persons >= 50 && report.persons <= 70 && report.persons > 1");
    EXPECT_THAT(why.args, ElementsAre(Pair("persons", "60"), Pair("limit", "50"), Pair("persons_2", "60"),
                                      Pair("limit_2", "70"), Pair("persons_3", "60"), Pair("limit_3", "1")));
}

TEST(Explanation, TellsFieldsOfOtherThingsAsTheyAreWritten) {
    const World world;
    EXPECT_EQ(world.why("report.attributes.n == \"7\"").text, "report.attributes.n == \"7\"");
    EXPECT_EQ(world.why("report.text.size() > 3").text, "report.text.size() is 11, more than 3");
    EXPECT_EQ(world.why("report.text.substring(0, 1).size() == 1").text, "report.text.substring(0, 1).size() == 1");
}

TEST(Explanation, SaysWhatWasCounted) {
    World world;
    world.has_neighbours("theft", 4);
    world.has_neighbours("shooting", 2);
    EXPECT_EQ(world.why("nearby(500.0, duration(\"2h\")).filter(i, i.category == \"shooting\").size() >= 3").text,
              "3 shooting within 500 m and 2 h, at least 3, this one included");
    EXPECT_EQ(world.why("nearby(500, duration(\"2h\")).filter(i, i.category in [\"theft\", \"riot\"]).size() > 3").text,
              "4 theft or riot within 500 m and 2 h, more than 3");
    EXPECT_EQ(world.why("8 > size(nearby(500, duration(\"90m\")))").text,
              "7 incidents within 500 m and 90 min, less than 8, this one included");
    EXPECT_EQ(world.why("nearby(500, duration(\"1h\")).filter(i, i.persons > 7).size() >= 0").text,
              "0 with i.persons > 7 within 500 m and 1 h, at least 0");
}

TEST(Explanation, SaysThatMoreWereThereThanAreCounted) {
    World world;
    world.has_neighbours("theft", 999);
    world.neighbourhood.is_cut = true;
    const cel::Explanation why = world.why("nearby(500.0, duration(\"2h\")).size() >= 8");
    EXPECT_EQ(why.text, "1,000 or more incidents within 500 m and 2 h, at least 8, this one included");
    EXPECT_EQ(why.code, "nearby_count");
    EXPECT_THAT(why.args, ElementsAre(Pair("count", "1000"), Pair("of", "incidents"), Pair("within", "500 m and 2 h"),
                                      Pair("limit", "8")));
}

TEST(Explanation, OfALongConditionIsShort) {
    const World world;
    std::string list;
    for (int i = 0; i < 1'000; ++i) list += "\"a word of the list\", ";
    const cel::Explanation verbatim = world.why("!([" + list + "\"\"].size() == 2)");
    EXPECT_LE(verbatim.text.size(), cel::told_most + 3);
    std::string chain = "report.persons > 1";
    for (int i = 0; i < 200; ++i) chain += " && report.text.size() > 1";
    const cel::Explanation many = world.why(chain);
    EXPECT_LE(many.text.size(), cel::told_most + 3);
    EXPECT_LE(many.args.size(), 2 * cel::clauses_most);
    EXPECT_LE(many.code.size(), 200u);
}

}  // namespace
}  // namespace paraat::rules
