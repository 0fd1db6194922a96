#include <gmock/gmock.h>

#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

namespace paraat::test {
namespace {

using namespace std::chrono_literals;

TEST(Unit, MovesItsIncidentForwardByItsStatus) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    core::Command assign = command(core::Deed::assign, *opened.incident);
    assign.unit = core::ClientName{"radio-7"};
    centre.receives("console-1", assign);
    EXPECT_EQ(centre.incident(opened).status, core::IncidentStatus::dispatched);
    core::StatusUpdate status;
    for (const auto& [word, becomes] : {std::pair{core::UnitStatus::en_route, core::IncidentStatus::en_route},
                                        std::pair{core::UnitStatus::on_scene, core::IncidentStatus::on_scene},
                                        std::pair{core::UnitStatus::available, core::IncidentStatus::on_scene}}) {
        status.status = word;
        EXPECT_FALSE(centre.receives("radio-7", status).refusal);
        EXPECT_EQ(centre.incident(opened).status, becomes);
    }
    EXPECT_EQ(centre.incident(opened).units.at(core::ClientName{"radio-7"}).state, core::UnitState::left);
}

TEST(Unit, IsNotMovedBackByAnOlderBeacon) {
    Centre centre;
    core::StatusUpdate status;
    status.status = core::UnitStatus::busy;
    status.sent_at = Instant{2000};
    centre.receives("radio-1", status);
    core::StatusUpdate old;
    old.status = core::UnitStatus::available;
    old.sent_at = Instant{1000};
    centre.beacon("radio-1", old);
    EXPECT_EQ(centre.state.unit(core::ClientName{"radio-1"})->status, core::UnitStatus::busy);
    old.sent_at = Instant{3000};
    centre.beacon("radio-1", old);
    EXPECT_EQ(centre.state.unit(core::ClientName{"radio-1"})->status, core::UnitStatus::available);
}

TEST(Unit, WorksOnWhatItSaidUntilItLeaves) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    const core::ClientName unit{"radio-7"};
    core::StatusUpdate there;
    there.status = core::UnitStatus::on_scene;
    there.incident = opened.incident;
    centre.receives("radio-7", there);
    core::StatusUpdate only_a_place;
    only_a_place.position = core::position_from_degrees(51.92, 4.48);
    centre.beacon("radio-7", only_a_place);
    EXPECT_EQ(centre.state.unit(unit)->incident, opened.incident);
    core::StatusUpdate free;
    free.status = core::UnitStatus::available;
    centre.receives("radio-7", free);
    EXPECT_EQ(centre.state.unit(unit)->incident, std::nullopt);
    EXPECT_EQ(centre.incident(opened).units.at(unit).state, core::UnitState::left);
}

TEST(Unit, ThatIsUnassignedWorksOnNothing) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    core::Command assign = command(core::Deed::assign, *opened.incident);
    assign.unit = core::ClientName{"radio-7"};
    centre.receives("console-1", assign);
    core::StatusUpdate there;
    there.status = core::UnitStatus::on_scene;
    centre.receives("radio-7", there);
    assign.deed = core::Deed::unassign;
    centre.receives("console-1", assign);
    EXPECT_EQ(centre.state.unit(core::ClientName{"radio-7"})->incident, std::nullopt);
}

TEST(Unit, SpeaksOfAClosedIncidentWithoutEffect) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("theft"));
    centre.receives("console-1", closing(*opened.incident));
    core::StatusUpdate there;
    there.status = core::UnitStatus::on_scene;
    there.incident = opened.incident;
    const auto said = centre.receives("radio-7", there);
    EXPECT_FALSE(said.refusal);
    EXPECT_FALSE(said.incident);
    EXPECT_EQ(centre.state.unit(core::ClientName{"radio-7"})->status, core::UnitStatus::on_scene);
}

TEST(Unit, IsNotMovedByABeaconOlderThanAStatusWithoutATime) {
    Centre centre;
    core::StatusUpdate busy;
    busy.status = core::UnitStatus::busy;
    centre.receives("radio-7", busy);
    core::StatusUpdate old;
    old.status = core::UnitStatus::available;
    old.sent_at = centre.now - 60s;
    centre.beacon("radio-7", old);
    EXPECT_EQ(centre.state.unit(core::ClientName{"radio-7"})->status, core::UnitStatus::busy);
}

TEST(Unit, IsAnAccountOfTheOrganisation) {
    Centre centre;
    EXPECT_EQ(centre.receives("stranger", core::StatusUpdate{}).refusal->reason, core::Reason::not_a_unit);
    EXPECT_EQ(centre.receives("console-1", core::StatusUpdate{}).refusal->reason, core::Reason::not_a_unit);
}

TEST(Unit, IsNotAtWhatItWasSentToByABeaconThatRepeatsItsStatus) {
    Centre centre;
    core::StatusUpdate update;
    update.status = core::UnitStatus::on_scene;
    centre.receives("radio-7", update);
    const auto opened = centre.receives("radio-1", report("theft"));
    core::Command assign = command(core::Deed::assign, *opened.incident);
    assign.unit = core::ClientName{"radio-7"};
    centre.receives("console-1", assign);
    centre.beacon("radio-7", update);
    EXPECT_EQ(centre.incident(opened).units.at(*assign.unit).state, core::UnitState::assigned);
    centre.receives("radio-7", update);
    EXPECT_EQ(centre.incident(opened).units.at(*assign.unit).state, core::UnitState::on_scene);
}

class UnitSentToTwo : public testing::Test {
protected:
    UnitSentToTwo() {
        for (const auto* opened : {&one, &other}) {
            core::Command assign = command(core::Deed::assign, *opened->incident);
            assign.unit = unit;
            centre.receives("console-1", assign);
        }
    }
    void signals(core::UnitStatus status, const std::optional<core::IncidentId>& incident = {}) {
        core::StatusUpdate update;
        update.status = status;
        update.incident = incident;
        centre.receives(unit.text, update);
    }
    core::UnitState state_at(const core::Outcome& opened) { return centre.incident(opened).units.at(unit).state; }

    Centre centre;
    const core::ClientName unit{"radio-7"};
    const core::Outcome one = centre.receives("radio-1", report("theft"));
    const core::Outcome other = centre.receives("radio-1", report("theft", 51.95));
};

TEST_F(UnitSentToTwo, MeansTheOneThatItIsAtWhenItNamesNone) {
    signals(core::UnitStatus::en_route, one.incident);
    signals(core::UnitStatus::on_scene);
    EXPECT_EQ(state_at(one), core::UnitState::on_scene);
    signals(core::UnitStatus::available);
    EXPECT_EQ(state_at(one), core::UnitState::left);
    EXPECT_EQ(state_at(other), core::UnitState::assigned);
    signals(core::UnitStatus::en_route);
    EXPECT_EQ(state_at(other), core::UnitState::en_route);
}

TEST_F(UnitSentToTwo, GoesHomeFromBoth) {
    signals(core::UnitStatus::on_scene, one.incident);
    signals(core::UnitStatus::off_duty);
    EXPECT_EQ(state_at(one), core::UnitState::left);
    EXPECT_EQ(state_at(other), core::UnitState::left);
    EXPECT_EQ(centre.incident(other).status, core::IncidentStatus::open);
}

TEST(Presence, IsLateThenLostThenOnlineAgainAndUnknownAfterAStart) {
    Centre centre;
    const core::ClientName radio{"radio-1"};
    const auto presence = [&] { return centre.state.unit(radio)->presence; };
    centre.receives("radio-1", core::PresenceUpdate{true, 5});
    EXPECT_EQ(presence(), core::PresenceState::online);
    centre.passes(75s);
    EXPECT_EQ(presence(), core::PresenceState::late);
    centre.passes(75s);
    EXPECT_EQ(presence(), core::PresenceState::lost);
    centre.beacon("radio-1", {});
    EXPECT_EQ(presence(), core::PresenceState::online);
    centre.starts();
    EXPECT_EQ(presence(), core::PresenceState::unknown);
}

TEST(Presence, IsNotEndedByTheWillOfAnOlderSession) {
    Centre centre;
    const core::ClientName radio{"radio-1"};
    centre.receives("radio-1", core::PresenceUpdate{true, 6});
    centre.receives("radio-1", core::PresenceUpdate{false, 5});
    EXPECT_EQ(centre.state.unit(radio)->presence, core::PresenceState::online);
    centre.receives("radio-1", core::PresenceUpdate{false, 6});
    EXPECT_EQ(centre.state.unit(radio)->presence, core::PresenceState::late);
}

}  // namespace
}  // namespace paraat::test
