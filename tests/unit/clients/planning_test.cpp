#include "clients/cli/planning.hpp"

#include <gmock/gmock.h>

namespace paraat::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Json near_unit(const std::string& name, bool able) {
    Json unit = {{"unit", name}, {"team", "it-overlast"}, {"presence", "online"}, {"able", able}};
    unit["reasons"] = Json::array({{{"text", able ? "is 320 m away" : "is off duty"}, {"code", "x"}}});
    if (able) unit.update({{"metres", 320}, {"uncertainty_m", 14}, {"age_ms", 2400}, {"chance_nearest", 995}});
    return unit;
}

TEST(Planning, AlignsColumnsAndLeavesTheLastAsItIs) {
    EXPECT_THAT(aligned({{"A", "B", "C"}, {"longer", "", "c c"}, {"x"}}),
                ElementsAre("A       B  C", "longer     c c", "x"));
}

TEST(Planning, TellsOfEachUnitWhyItStandsThere) {
    const Json result = {{"items", {near_unit("radio-1", true), near_unit("radio-2", false)}}, {"unplaced", 0}};
    EXPECT_THAT(nearest_lines(result),
                ElementsAre("CHANCE  UNIT     TEAM         STATUS  PRESENCE  DISTANCE   AGE  WHY",
                            "100%    radio-1  it-overlast          online    320+-14 m  2 s  is 320 m away",
                            "-       radio-2  it-overlast          online    ?          ?    is off duty"));
}

TEST(Planning, NeverSaysThatNobodyIsNear) {
    const Json result = {{"items", Json::array()}, {"unplaced", 2}};
    EXPECT_THAT(nearest_lines(result),
                ElementsAre("nobody who can be sent is known to be near",
                            "not known: the place of 2 units more; one may be nearer than all others"));
}

TEST(Planning, TellsTheStepsOfAnEscalation) {
    const Json policy = {
        {"policy", "it"},
        {"steps",
         {{{"targets", {"team/a", "role/b"}}, {"ack_within_ms", 60'000}, {"during", "mon 08:00-18:00"}},
          {{"targets", {"role/opco"}}, {"repeat_every_ms", 1'500}}}},
        {"ack_lasts_ms", 600'000},
        {"categories", {{{"category", "shooting"}, {"severity", "extreme"}}}},
        {"rules", {"firearm"}},
        {"rules_total", 3}};
    EXPECT_THAT(
        policy_lines(Json::array({policy})),
        ElementsAre("it: begun by shooting (extreme); by rule firearm and 2 more; an acknowledgement lasts 600s",
                    "  step 0  team/a, role/b  then after 60s, during mon 08:00-18:00",
                    "  step 1  role/opco       every 1500ms"));
}

TEST(Planning, TellsBelowAHoleWhoIsAbsent) {
    const Json absent = {{"client", "radio-7"}, {"state", "absent"}, {"why", "off_duty"}};
    const Json console = {{"client", "console-1"}, {"state", "unheard"}};
    const Json hole = {{"policy", "it"},
                       {"of", "team/a"},
                       {"hours", "mon 00:00-mon 08:00"},
                       {"verdict", "hole"},
                       {"reasons", {{{"text", "nobody of this chain is there"}}}},
                       {"steps",
                        {{{"step", 0}, {"target", "own/team of a"}, {"people", {absent}}},
                         {{"step", 1}, {"target", "role/opco"}, {"off_hours", true}},
                         {{"step", 1}, {"target", "role/centre"}, {"last_resort", true}, {"people", {console}}}}},
                       {"categories", {{{"category", "shooting"}, {"severity", "extreme"}}}}};
    EXPECT_THAT(
        reach_lines(Json::array({hole})),
        ElementsAre("VERDICT  ESCALATION  WHEN                 OF      SEVERITY  WHY",
                    "hole     it          mon 00:00-mon 08:00  team/a  extreme   nobody of this chain is there",
                    "    step 0       own/team of a  radio-7 off_duty",
                    "    step 1       role/opco      not of these hours", "    last resort  role/centre    console-1"));
}

TEST(Planning, LetsNoTextRuleTheTerminal) {
    Json unit = near_unit("radio-1", true);
    unit["reasons"][0]["text"] = "a\x1b[2Jb";
    EXPECT_THAT(nearest_lines({{"items", {unit}}})[1], HasSubstr("a [2Jb"));
}

}  // namespace
}  // namespace paraat::cli
