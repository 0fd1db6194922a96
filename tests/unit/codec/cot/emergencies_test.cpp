#include "hub/codec/cot/emergencies.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hub/codec/cot/builders.hpp"

namespace paraat::codec::cot {
namespace {

using Outcome = Emergencies::Outcome;
using testing::ElementsAre;

Instant at(std::int64_t seconds) {
    return Instant{1'764'277'200'000 + seconds * 1'000};
}

Event raised(std::int64_t seconds, const std::string& uid = "d1") {
    return emergency({uid, "a-f-G-U-C", "BOB", "b-a-o-tbl", {}}, at(seconds));
}

Event cancelled(std::int64_t seconds, const std::string& uid = "d1") {
    return emergency_cancel({uid, "a-f-G-U-C", "BOB", "b-a-o-tbl", {}}, at(seconds));
}

class EmergenciesTest : public testing::Test {
protected:
    Outcome take(const Event& event, const std::string& owner = "radio-1") {
        return emergencies_.take(owner, event).outcome;
    }

    Emergencies emergencies_{2};
};

TEST_F(EmergenciesTest, SaidAgainIsNoNewAlarmHoweverLongAgo) {
    EXPECT_EQ(take(raised(0)), Outcome::raised);
    EXPECT_EQ(take(raised(10)), Outcome::repeated);
    EXPECT_EQ(take(raised(1'000'000)), Outcome::repeated);  // its stale time is past for long
    ASSERT_EQ(emergencies_.open_of("radio-1").size(), 1U);
    EXPECT_EQ(emergencies_.open_of("radio-1").front().raised_at, at(0));
}

TEST_F(EmergenciesTest, EndsByItsCancelAndMayBeginAnew) {
    EXPECT_EQ(take(raised(0)), Outcome::raised);
    EXPECT_EQ(take(cancelled(20)), Outcome::cancelled);
    EXPECT_TRUE(emergencies_.open_of("radio-1").empty());
    EXPECT_EQ(take(cancelled(21)), Outcome::nothing_open);
    EXPECT_EQ(take(raised(30)), Outcome::raised);
}

TEST_F(EmergenciesTest, CancelOfAnotherNameEndsTheNewest) {
    take(raised(0, "d1"));
    take(raised(5, "d2"));
    const auto told = emergencies_.take("radio-1", cancelled(20, "d3"));
    EXPECT_EQ(told.outcome, Outcome::cancelled);
    EXPECT_THAT(told.uids, ElementsAre("d2-9-1-1"));
}

TEST_F(EmergenciesTest, NobodyCancelsAnothersAlarm) {
    take(raised(0));
    EXPECT_EQ(take(cancelled(10), "radio-2"), Outcome::nothing_open);
    EXPECT_EQ(emergencies_.open_of("radio-1").size(), 1U);
}

TEST_F(EmergenciesTest, WordThatWasOvertakenByItsCancelIsLate) {
    take(raised(0));
    take(raised(10));
    take(cancelled(5));  // by a clock that is behind
    EXPECT_EQ(take(raised(10)), Outcome::late);
    EXPECT_EQ(take(raised(11)), Outcome::raised);
}

TEST_F(EmergenciesTest, AlarmThatSaysItIsCancelledIsACancel) {
    take(raised(0));
    Event odd = raised(10);
    odd.detail.emergency->is_cancel = true;
    EXPECT_EQ(take(odd), Outcome::cancelled);
}

TEST_F(EmergenciesTest, ManyAlarmsOfOneAreTheAlarmThatHeIsIn) {
    for (std::size_t i = 0; i < Emergencies::of_owner_most; ++i) {
        EXPECT_EQ(take(raised(0, "d" + std::to_string(i))), Outcome::raised);
    }
    EXPECT_EQ(take(raised(0, "one more")), Outcome::repeated);
}

TEST_F(EmergenciesTest, IsToldThoughThereIsNoRoomToRememberIt) {
    take(raised(0), "radio-1");
    take(raised(0), "radio-2");
    EXPECT_EQ(take(raised(0), "radio-3"), Outcome::untracked);
    take(cancelled(10), "radio-1");
    EXPECT_EQ(take(raised(20), "radio-3"), Outcome::raised);
}

TEST_F(EmergenciesTest, AnotherPersonEndsAllOfThem) {
    take(raised(0, "d1"));
    take(raised(0, "d2"));
    emergencies_.end_all_of("radio-1");
    EXPECT_TRUE(emergencies_.open_of("radio-1").empty());
    EXPECT_EQ(take(raised(0, "d1")), Outcome::late);
}

}  // namespace
}  // namespace paraat::codec::cot
