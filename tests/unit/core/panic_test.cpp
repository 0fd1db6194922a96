#include <gmock/gmock.h>

#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

core::StatusUpdate button(bool is_pressed, double lat = 51.92) {
    core::StatusUpdate update;
    update.panic = is_pressed;
    update.position = core::position_from_degrees(lat, 4.48);
    return update;
}

TEST(Panic, AsksTeamCoordinatorAndOpcoAtOnceAndRepeats) {
    Centre centre;
    core::StatusUpdate pressed;
    pressed.panic = true;
    const auto opened = centre.receives("radio-1", pressed);
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-overlast", "role/coord-overlast", "role/opco"));
    EXPECT_THAT(centre.incident(opened).divisions,
                ElementsAre(core::DivisionName{"dvl"}, core::DivisionName{"sector"}));
    EXPECT_EQ(centre.incident(opened).notice_of(core::ClientName{"radio-2"})->reason, core::NoticeReason::panic);
    centre.passes(30s);
    EXPECT_EQ(centre.asked(*opened.incident).size(), 6U);
}

TEST(Panic, AsksTheTeamsThatAreNear) {
    Centre centre;
    core::StatusUpdate near;
    near.position = core::position_from_degrees(51.921, 4.48);
    centre.beacon("radio-7", near);
    core::StatusUpdate pressed;
    pressed.panic = true;
    pressed.position = core::position_from_degrees(51.920, 4.48);
    const auto opened = centre.receives("radio-1", pressed);
    EXPECT_THAT(centre.asked(*opened.incident), testing::Contains("team/it-ondermijning"));
}

TEST(Panic, InBeaconsIsOneIncidentAndPressedAgainAsksAnew) {
    Centre centre;
    core::StatusUpdate pressed;
    pressed.panic = true;
    const auto first = centre.beacon("radio-1", pressed);
    ASSERT_TRUE(first.incident);
    for (int i = 0; i < 5; ++i) centre.beacon("radio-1", pressed);
    EXPECT_EQ(centre.state.incidents.size(), 1U);
    centre.receives("opco-1", ack(*first.incident));
    EXPECT_FALSE(centre.incident(first).escalations[0].is_running);
    centre.receives("radio-1", pressed);
    EXPECT_EQ(centre.state.incidents.size(), 1U);
    EXPECT_TRUE(centre.incident(first).escalations[0].is_running);
    EXPECT_FALSE(centre.incident(first).is_acked());
}

TEST(Panic, LetGoAndPressedAgainInBeaconsAsksAnew) {
    Centre centre;
    const auto first = centre.beacon("radio-1", button(true));
    centre.receives("opco-1", ack(*first.incident));
    EXPECT_THAT(centre.beacon("radio-1", button(true)).events, IsEmpty());
    centre.beacon("radio-1", button(false));
    centre.beacon("radio-1", button(true));
    EXPECT_EQ(centre.state.incidents.size(), 1U);
    EXPECT_TRUE(centre.incident(first).escalations[0].is_running);
    EXPECT_FALSE(centre.incident(first).is_acked());
}

TEST(Panic, StaysClosedWhileTheButtonIsStillDownAndOpensAnewWhenPressedAgain) {
    Centre centre;
    const auto first = centre.beacon("radio-1", button(true));
    centre.receives("console-1", closing(*first.incident));
    centre.beacon("radio-1", button(true));
    EXPECT_EQ(centre.state.incidents.size(), 1U);
    centre.beacon("radio-1", button(false));
    centre.beacon("radio-1", button(true));
    EXPECT_EQ(centre.state.incidents.size(), 2U);
}

TEST(Panic, ByAStatusAfterACloseOpensAnewAtOnce) {
    Centre centre;
    const auto first = centre.receives("radio-1", button(true));
    centre.receives("console-1", closing(*first.incident));
    const auto second = centre.receives("radio-1", button(true));
    EXPECT_NE(*second.incident, *first.incident);
    EXPECT_FALSE(*second.joined);
}

TEST(Panic, OfAResolvedIncidentOpensItWhereTheUnitIsNow) {
    Centre centre;
    const auto first = centre.receives("radio-1", button(true));
    centre.receives("opco-1", ack(*first.incident));
    centre.receives("console-1", command(core::Deed::resolve, *first.incident));
    centre.receives("radio-1", button(true, 51.99));
    const core::Incident& incident = centre.incident(first);
    EXPECT_EQ(incident.status, core::IncidentStatus::open);
    EXPECT_EQ(incident.position, core::position_from_degrees(51.99, 4.48));
    EXPECT_TRUE(incident.escalations[0].is_running);
}

TEST(Panic, IsNotHeldBackByAnIncidentThatNobodyKnows) {
    Centre centre;
    core::StatusUpdate pressed = button(true);
    pressed.incident = core::IncidentId{*Ulid::parse("01jd8000000000000000000000")};
    EXPECT_FALSE(centre.receives("radio-1", pressed).refusal);
    EXPECT_EQ(centre.state.incidents.size(), 1U);
}

}  // namespace
}  // namespace paraat::test
