#include <gmock/gmock.h>

#include "tests/unit/projection/telling.hpp"

namespace paraat::projection {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class BriefingTopics : public testing::Test {
protected:
    BriefingTopics() {
        telling.centre.now = Instant{1'763'935'200'000};  // 2025-11-23 22:00
        telling.centre.starts();
    }

    Telling telling;
};

TEST_F(BriefingTopics, AreToldToEachDivisionByTheirDate) {
    EXPECT_THAT(telling.told_after(9h - 1ms), IsEmpty());
    EXPECT_THAT(telling.told_after(1ms),
                ElementsAre("oov/dvl/briefing/2025-11-24 something else", "oov/dvo/briefing/2025-11-24 something else",
                            "oov/sector/briefing/2025-11-24 something else"));
    EXPECT_THAT(telling.told_after(1h), IsEmpty());
}

TEST_F(BriefingTopics, AreClearedAfterFourteenDates) {
    telling.told_after(9h + 13 * 24h);
    const auto told = telling.told_after(24h);
    EXPECT_THAT(told, SizeIs(6));
    EXPECT_THAT(told, Contains("oov/dvl/briefing/2025-12-08 something else"));
    EXPECT_THAT(told, Contains("oov/dvl/briefing/2025-11-24 cleared"));
}

TEST_F(BriefingTopics, AreToldToABrokerThatKnowsNothing) {
    telling.told_after(9h + 24h);
    const auto all = lines_of(telling.state_topics.all(telling.centre.state));
    EXPECT_THAT(all, SizeIs(6));
    EXPECT_THAT(all, Contains("oov/dvo/briefing/2025-11-24 something else"));
}

TEST_F(BriefingTopics, ThatTheStateDoesNotHoldAreCleared) {
    telling.told_after(9h);
    EXPECT_THAT(lines_of(telling.state_topics.clear_stale(
                    telling.centre.state, {"oov/dvl/briefing/2025-11-24", "oov/json/dvl/briefing/2025-11-24",
                                           "oov/json/dvl/briefing/2020-01-01", "oov/covert/dvl/briefing/2025-11-24"})),
                ElementsAre("oov/covert/dvl/briefing/2025-11-24 cleared", "oov/dvl/briefing/2020-01-01 cleared"));
}

}  // namespace
}  // namespace paraat::projection
