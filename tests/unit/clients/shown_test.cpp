#include "clients/cli/shown.hpp"

#include <gmock/gmock.h>

#include <ctime>

namespace paraat::cli {
namespace {

TEST(AlertLine, SaysWhatSomebodyMustActOn) {
    const Json alert = {
        {"incident", "01jd8"},
        {"division", "dvo"},
        {"status", "open"},
        {"priority", 1},
        {"title", "Schietpartij"},
        {"text", "shots heard"},
        {"acked", false},
        {"escalation", {{"target", "team/it-ondermijning"}, {"because", "severity is extreme"}, {"ack_by", 1}}}};
    EXPECT_EQ(alert_line(alert),
              "P1 dvo 01jd8 open Schietpartij UNACKNOWLEDGED -> team/it-ondermijning because severity is extreme | "
              "shots heard");
}

TEST(AlertLine, ShowsControlCharactersAsSpaces) {
    const Json alert = {{"priority", 4}, {"acked", true}, {"title", "a\tb"}, {"text", "\x1b[2Jgone\n\x7f"}};
    EXPECT_EQ(alert_line(alert), "P4    a b |  [2Jgone  ");
}

TEST(UnitLine, LeavesOutWhatIsUnknown) {
    EXPECT_EQ(unit_line({{"unit", "radio-1"}, {"team", "it-overlast"}, {"presence", "unknown"}}),
              "radio-1 it-overlast - unknown");
    EXPECT_EQ(unit_line({{"unit", "radio-7"},
                         {"team", "it-ondermijning"},
                         {"status", "on_scene"},
                         {"presence", "online"},
                         {"lat", 51.92},
                         {"lon", 4.48},
                         {"battery_pct", 80},
                         {"incident", "01jd8"},
                         {"panic", true}}),
              "radio-7 it-ondermijning on_scene online at 51.92,4.48 battery 80% incident 01jd8 PANIC");
}

TEST(IncidentLines, SayWhenWhatByWhomAndBecauseOfWhat) {
    setenv("TZ", "UTC", 1);
    tzset();
    const Json result = {
        {"item", {{"priority", 1}, {"incident", "01jd8"}}},
        {"timeline",
         {{{"n", 1}, {"at", 1'720'087'200'000}, {"what", "report_received"}, {"by", "radio-7"}, {"text", "shots"}},
          {{"n", 2},
           {"at", 1'720'087'201'000},
           {"what", "routed"},
           {"by", "hub"},
           {"rule", "firearm-in-public"},
           {"because", "severity is extreme"},
           {"division", "dvo"}}}}};
    EXPECT_THAT(incident_lines(result), testing::EndsWith("\n2024-07-04 10:00:00  report_received  by radio-7 | shots\n"
                                                          "2024-07-04 10:00:01  routed  by hub: division dvo, rule "
                                                          "firearm-in-public, because severity is extreme\n"));
}

}  // namespace
}  // namespace paraat::cli
