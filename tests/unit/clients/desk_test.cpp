#include "clients/cli/desk.hpp"

#include <gmock/gmock.h>

#include "clients/cli/lines.hpp"

namespace paraat::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Desk, TellsFirstWhatIsInHandThenWhatIsNobodys) {
    const Json items = {{{"kind", "waiting"},
                         {"own", true},
                         {"incident", "01jd8"},
                         {"priority", 2},
                         {"title", "Beroving"},
                         {"text", "severity is serious"},
                         {"by", "console-1"},
                         {"since", 1'000}},
                        {{"kind", "offered_by"},
                         {"own", true},
                         {"instruction", "01jd9"},
                         {"incident", "01jd8"},
                         {"priority", 3},
                         {"to", "unit/radio-7"},
                         {"unit", "console-2"},
                         {"by", "console-1"}},
                        {{"kind", "device"}, {"own", false}, {"unit", "radio-1"}, {"text", "lost, silent"}}};
    const std::string then = moment(1'000);
    const auto lines = handover_lines(items);
    ASSERT_EQ(lines.size(), 5U);
    EXPECT_EQ(lines[1], "waiting     P2    01jd8    console-1  " + then + "  -      Beroving | severity is serious");
    EXPECT_THAT(lines[2], StartsWith("offered by  P3    01jd9    console-1  -"));
    EXPECT_THAT(lines[2], HasSubstr("-> unit/radio-7 to console-2"));
    EXPECT_EQ(lines[3], "Of nobody on this list, and not to be lost:");
    EXPECT_THAT(lines[4], StartsWith("device      -     radio-1"));
    EXPECT_THAT(handover_lines(Json::array()), ElementsAre("nothing is left to the next"));
}

TEST(Desk, TellsTheLoadInShares) {
    const Json items = {{{"post", "division/dvl"},
                         {"verdict", "over_target"},
                         {"last_10_min", 3},
                         {"alerts", 40},
                         {"reminders", 0},
                         {"per_hour", 1.7},
                         {"worst_10_min", 6},
                         {"periods", 144},
                         {"flood_periods", 1},
                         {"high", 2},
                         {"middle", 6},
                         {"low", 32},
                         {"chattering", {"01jd8", "01jd9"}},
                         {"standing", 1}},
                        {{"post", "unit/opco-1"}, {"covert", true}, {"verdict", "flood"}}};
    EXPECT_THAT(
        load_lines(items),
        ElementsAre("VERDICT      POST                  LAST 10 MIN  PER HOUR  WORST  FLOOD  HIGH  MIDDLE  LOW  "
                    "REMINDERS  STANDING  CHATTERING",
                    "over target  division/dvl          3            1.7       6      1%     5%    15%     80%  "
                    "0          1         01jd8 01jd9",
                    "flood        unit/opco-1 (covert)  0            -         0      -      -     -       -    "
                    "0          0         -"));
}

TEST(Desk, TakesNoAnswerForWhatItIsNot) {
    const Json items = Json::parse(R"([7, {"participants": 8, "per_hour": 1e300, "periods": -1, "flood_periods": 2,
        "alerts": 9223372036854775807, "high": 9223372036854775807, "own": 1, "since": "noon"}])");
    EXPECT_EQ(handover_lines(items).size(), 4U);
    EXPECT_EQ(load_lines(items).size(), 3U);
    EXPECT_EQ(exercise_lines(items).size(), 3U);
    EXPECT_THAT(load_lines(items)[2], Not(HasSubstr("%")));
}

}  // namespace
}  // namespace paraat::cli
