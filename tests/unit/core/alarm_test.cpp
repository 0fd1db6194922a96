#include <gmock/gmock.h>

#include "tests/support/accounts.hpp"
#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// What the hub raises the alarm about, and a panic that is silent or taken back.
class Alarm : public testing::Test {
protected:
    Alarm() {
        core::Category alarm = *centre.organisation.category(core::CategoryName{"other"});
        for (const auto& [kind, name] : {std::pair{core::AlarmKind::silent_unit, "unit_silent"},
                                         {core::AlarmKind::missed_check_in, "check_in_missed"},
                                         {core::AlarmKind::contested_session, "session_contested"},
                                         {core::AlarmKind::broken_reach, "reach_broken"}}) {
            alarm.name = core::CategoryName{name};
            alarm.joins = false;
            centre.organisation.categories[alarm.name] = alarm;
            centre.organisation.alarms[kind] = alarm.name;
        }
        centre.organisation.categories[core::CategoryName{"theft"}].check_in = 10min;
    }
    void signals(const std::string& client, core::UnitStatus status) {
        core::StatusUpdate update;
        update.status = status;
        centre.receives(client, update);
    }
    core::Outcome works_on_a_theft(const std::string& unit) {
        const auto opened = centre.receives("console-1", report("theft"));
        core::Command assign = command(core::Deed::assign, *opened.incident);
        assign.unit = core::ClientName{unit};
        centre.receives("console-1", assign);
        signals(unit, core::UnitStatus::en_route);
        return opened;
    }
    // As a coordinator, whose account is open and who may know.
    void falls_silent_in_covert_work(const std::string& unit) {
        change_account(centre.organisation, unit,
                       [](core::Account& account) { account.roles = {core::RoleName{"coord-ondermijning"}}; });
        core::Report covert = report("theft");
        covert.covert = true;
        const auto opened = centre.receives("coord-ondermijning-1", covert);
        core::Command assign = command(core::Deed::assign, *opened.incident);
        assign.unit = core::ClientName{unit};
        ASSERT_FALSE(centre.receives("opco-1", assign).refusal);
        signals(unit, core::UnitStatus::en_route);
        centre.passes(151s);
    }
    core::Outcome presses(const std::string& unit, bool is_silent = false) {
        core::StatusUpdate update;
        update.panic = true;
        update.is_silent = is_silent;
        return centre.receives(unit, update);
    }
    core::Outcome cancels(const std::string& unit, core::PinWord said) {
        core::StatusUpdate update;
        update.cancelled = said;
        return centre.receives(unit, update);
    }
    // Categories of the open incidents that the hub opened itself.
    std::vector<std::string> alarms() const {
        std::vector<std::string> all;
        for (const auto& [id, incident] : centre.state.incidents) {
            if (incident.opened_by == core::the_hub && !incident.is_closed()) all.push_back(incident.category.text);
        }
        return all;
    }
    const core::Unit& unit(const std::string& name) const { return *centre.state.unit(core::ClientName{name}); }

    Centre centre;
};

TEST_F(Alarm, AUnitOnATaskThatFallsSilentRaisesIt) {
    works_on_a_theft("radio-7");
    centre.passes(149s);
    EXPECT_THAT(alarms(), IsEmpty());
    centre.passes(2s);
    EXPECT_THAT(alarms(), ElementsAre("unit_silent"));
    EXPECT_EQ(unit("radio-7").presence_reason, core::PresenceReason::silent);
}

TEST_F(Alarm, OneThatIsFreeDoesNot) {
    signals("radio-7", core::UnitStatus::available);
    centre.passes(1h);
    EXPECT_THAT(alarms(), IsEmpty());
}

TEST_F(Alarm, IsWithTheUnitsOwnDivisionAndStaysWhenItIsHeardAgain) {
    works_on_a_theft("radio-7");
    centre.passes(151s);
    const core::IncidentId id = unit("radio-7").alarms.at(core::AlarmKind::silent_unit);
    EXPECT_TRUE(centre.state.incident(id)->is_with(core::DivisionName{"dvo"}));
    const std::size_t before = centre.journal.size();
    signals("radio-7", core::UnitStatus::en_route);
    const std::vector<core::Event> since(centre.journal.begin() + static_cast<std::ptrdiff_t>(before),
                                         centre.journal.end());
    EXPECT_THAT(names(since), Contains("note_added"));
    EXPECT_THAT(alarms(), ElementsAre("unit_silent"));
    centre.receives("console-1", closing(id));
    EXPECT_TRUE(unit("radio-7").alarms.empty());
}

TEST_F(Alarm, OfCovertWorkIsCovertThoughItsUnitIsNot) {
    falls_silent_in_covert_work("radio-7");
    ASSERT_THAT(alarms(), Contains("unit_silent"));
    EXPECT_FALSE(centre.state.incident(unit("radio-7").alarms.at(core::AlarmKind::silent_unit))->compartment.empty());
}

TEST_F(Alarm, OfCovertWorkHidesNoneOfOpenWork) {
    falls_silent_in_covert_work("radio-7");
    signals("radio-7", core::UnitStatus::off_duty);
    works_on_a_theft("radio-7");
    signals("radio-7", core::UnitStatus::available);
    works_on_a_theft("radio-7");
    centre.passes(151s);
    EXPECT_THAT(alarms(), Contains("unit_silent").Times(2));
    EXPECT_TRUE(centre.state.incident(unit("radio-7").alarms.at(core::AlarmKind::silent_unit))->compartment.empty());
}

TEST_F(Alarm, OfTheSameIsRaisedOnce) {
    works_on_a_theft("radio-7");
    centre.passes(151s);
    signals("radio-7", core::UnitStatus::on_scene);
    centre.passes(200s);
    EXPECT_THAT(alarms(), ElementsAre("unit_silent"));
}

TEST_F(Alarm, NoneComesOutOfTheHubsOwnAbsence) {
    works_on_a_theft("radio-7");
    centre.starts();
    centre.is_deaf = true;
    centre.passes(9min);
    EXPECT_EQ(unit("radio-7").presence, core::PresenceState::unknown);
    EXPECT_THAT(alarms(), IsEmpty());
}

TEST_F(Alarm, WhoIsAtWorkAndUnheardSinceTheStartIsLookedFor) {
    works_on_a_theft("radio-7");
    centre.starts();
    centre.passes(299s);
    EXPECT_THAT(alarms(), IsEmpty());
    centre.passes(1s);
    EXPECT_EQ(unit("radio-7").presence, core::PresenceState::unknown);
    EXPECT_THAT(alarms(), ElementsAre("unit_silent"));
}

TEST_F(Alarm, ACheckInIsAskedForAndThenMissed) {
    works_on_a_theft("radio-7");
    for (int minute = 0; minute < 10; ++minute) {
        core::StatusUpdate beacon;
        beacon.position = core::position_from_degrees(51.92, 4.48);
        centre.beacon("radio-7", beacon);
        centre.passes(1min);
    }
    std::string told;
    for (const auto& [id, instruction] : centre.state.instructions) told = instruction.to + " " + instruction.text;
    EXPECT_THAT(told, HasSubstr("unit/radio-7 Meld je"));
    core::StatusUpdate alive;
    centre.beacon("radio-7", alive);
    centre.passes(2min);
    EXPECT_THAT(alarms(), ElementsAre("check_in_missed"));
}

TEST_F(Alarm, WhoSaysSomethingOfItsOwnHasCheckedIn) {
    works_on_a_theft("radio-7");
    centre.passes(100s);
    for (int i = 0; i < 12; ++i) {
        signals("radio-7", core::UnitStatus::en_route);
        centre.passes(100s);
    }
    EXPECT_THAT(alarms(), IsEmpty());
    EXPECT_TRUE(centre.state.instructions.empty());
}

TEST_F(Alarm, WhoseTaskIsOverNeedNotCheckIn) {
    works_on_a_theft("radio-7");
    signals("radio-7", core::UnitStatus::available);
    centre.passes(2h);
    EXPECT_THAT(alarms(), IsEmpty());
    for (const auto& [id, told] : centre.state.instructions) EXPECT_NE(told.to, "unit/radio-7") << told.text;
}

TEST_F(Alarm, APersonMayHaveATimeOfItsOwn) {
    change_account(centre.organisation, "radio-7", [](core::Account& account) { account.check_in = 1min; });
    works_on_a_theft("radio-7");
    EXPECT_EQ(unit("radio-7").check_in_due, centre.now + 1min);
}

// emqx#10551, #18565.
TEST_F(Alarm, TwoDevicesOfOneNameAreToldAndNeitherIsTakenForGone) {
    centre.receives("radio-7", core::PresenceUpdate{true, 5});
    centre.receives("radio-7", core::PresenceUpdate{true, 9});
    EXPECT_THAT(alarms(), IsEmpty());
    centre.receives("radio-7", core::PresenceUpdate{false, 5});  // the last will of the older one
    EXPECT_EQ(unit("radio-7").presence, core::PresenceState::online);
    centre.receives("radio-7", core::PresenceUpdate{true, 5});
    EXPECT_THAT(alarms(), ElementsAre("session_contested"));
    EXPECT_EQ(unit("radio-7").session, 9);
    EXPECT_EQ(unit("radio-7").presence, core::PresenceState::online);
}

TEST_F(Alarm, ThatNobodyCanBeCalledIsRaisedAndEndsWhenSomebodyCan) {
    for (const char* client : {"radio-7", "radio-8", "coord-ondermijning-1", "opco-1"}) {
        core::Command end;
        end.deed = core::Deed::shift_end;
        centre.receives(client, end);
    }
    centre.passes(2s);
    EXPECT_THAT(alarms(), ElementsAre("reach_broken", "reach_broken"));  // of serious-threat, and of that team's panic
    core::Command start;
    start.deed = core::Deed::shift_start;
    centre.receives("opco-1", start);
    centre.passes(2s);
    EXPECT_TRUE(centre.state.broken_reach.empty());
    core::Command end;
    end.deed = core::Deed::shift_end;
    centre.receives("opco-1", end);
    centre.passes(2s);
    EXPECT_THAT(alarms(), SizeIs(4));
}

TEST_F(Alarm, ASilentPanicAsksEverybodyButTheOneWhoPressed) {
    const auto pressed = presses("radio-7", true);
    EXPECT_TRUE(centre.incident(pressed).is_silent);
    EXPECT_EQ(centre.incident(pressed).notice_of(core::ClientName{"radio-7"}), nullptr);
    EXPECT_NE(centre.incident(pressed).notice_of(core::ClientName{"radio-8"}), nullptr);
}

TEST_F(Alarm, APanicIsTakenBackWithThePinAndSomebodyMakesSure) {
    const auto pressed = presses("radio-7");
    centre.receives("opco-1", ack(*pressed.incident));
    EXPECT_EQ(cancels("radio-7", core::PinWord::wrong).refusal->reason, core::Reason::wrong_pin);
    EXPECT_FALSE(centre.incident(pressed).is_cancelled);
    ASSERT_FALSE(cancels("radio-7", core::PinWord::right).refusal);
    EXPECT_TRUE(centre.incident(pressed).is_cancelled);
    EXPECT_FALSE(centre.incident(pressed).is_closed());
    EXPECT_TRUE(centre.incident(pressed).is_escalated());
}

TEST_F(Alarm, UnderDuressItLooksTheSame) {
    const auto one = presses("radio-7");
    const auto other = presses("radio-8");
    const auto right = cancels("radio-7", core::PinWord::right);
    const auto forced = cancels("radio-8", core::PinWord::duress);
    EXPECT_EQ(names(right.events), names(forced.events));
    EXPECT_FALSE(centre.incident(one).is_under_duress);
    EXPECT_TRUE(centre.incident(other).is_under_duress);
    EXPECT_EQ(centre.incident(one).rev, centre.incident(other).rev);
}

TEST_F(Alarm, ThereIsNothingToTakeBackWithoutAPanic) {
    EXPECT_EQ(cancels("radio-7", core::PinWord::right).refusal->reason, core::Reason::not_found);
}

// CloudTAK#898.
TEST_F(Alarm, APanicStaysUntilAPersonClosesIt) {
    const auto pressed = presses("radio-7");
    core::StatusUpdate released;
    centre.receives("radio-7", released);
    centre.passes(48h);
    EXPECT_FALSE(centre.incident(pressed).is_closed());
    EXPECT_TRUE(centre.incident(pressed).is_escalated());
}

// Resgrid#270, coopcycle#3515.
TEST_F(Alarm, NoPositionOfWhoIsOffDutyIsKeptButThatOfAPanicIs) {
    core::StatusUpdate home;
    home.status = core::UnitStatus::off_duty;
    home.position = core::position_from_degrees(51.92, 4.48);
    const auto gone = centre.receives("radio-7", home);
    EXPECT_EQ(std::get<core::StatusReported>(gone.events.at(1).body).position, std::nullopt);
    home.status.reset();
    centre.beacon("radio-7", home);
    EXPECT_EQ(centre.observed.unit(core::ClientName{"radio-7"})->position, std::nullopt);
    home.panic = true;
    const auto pressed = centre.receives("radio-7", home);
    EXPECT_EQ(centre.incident(pressed).position, home.position);
}

}  // namespace
}  // namespace paraat::test
