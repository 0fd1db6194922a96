#include <gmock/gmock.h>

#include "tests/unit/app/desk.hpp"

namespace paraat::app {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::IsEmpty;
using testing::SizeIs;

const std::string shooting = R"({"id":"t1","category":"shooting","lat":51.92,"lon":4.48})";

TEST(IntakeTime, StepsAnEscalationWhenItIsDueAndNotBefore) {
    Desk desk;
    desk.takes("radio-1", "report", shooting);
    const Instant due = desk.now + 60s;
    EXPECT_EQ(desk.intake().next_due(), due);
    Batch early;
    desk.intake().pass_time(due - 1ms, early);
    EXPECT_THAT(early.entries, IsEmpty());
    Batch batch;
    desk.intake().pass_time(due, batch);
    ASSERT_THAT(batch.entries, SizeIs(1));
    EXPECT_FALSE(batch.entries[0].input);
    EXPECT_THAT(test::names(batch.events), Contains("escalation_stepped"));
}

TEST(IntakeTime, WatchesTheLeaseOfEachClientThatIsKnown) {
    Desk desk;
    EXPECT_EQ(desk.intake().next_due(), never);
    desk.takes("stranger", "presence", R"({"state":"online","session":1})");
    EXPECT_EQ(desk.intake().next_due(), never);
    desk.takes("radio-7", "presence", R"({"state":"online","session":1})");
    EXPECT_EQ(desk.intake().next_due(), desk.now + 75s);
    desk.now = desk.now + 30s;
    desk.takes("radio-7", "beacon", "{}");
    Batch batch;
    desk.intake().pass_time(desk.now + 74s, batch);
    EXPECT_THAT(batch.events, IsEmpty());
    desk.intake().pass_time(desk.now + 75s, batch);
    EXPECT_THAT(batch.events, SizeIs(1));
}

TEST(IntakeTime, TakesAClientForLateAndLostAsLongAsItIsTold) {
    HubConfig::Limits limits;
    limits.leases = {2s, 5s};
    Desk desk(limits);
    desk.takes("radio-7", "presence", R"({"state":"online","session":1})");
    const auto presence_after = [&](Milliseconds silence) {
        Batch batch;
        desk.intake().pass_time(desk.now + silence, batch);
        return desk.intake().state().unit(core::ClientName{"radio-7"})->presence;
    };
    EXPECT_EQ(presence_after(1'999ms), core::PresenceState::online);
    EXPECT_EQ(presence_after(2s), core::PresenceState::late);
    EXPECT_EQ(presence_after(4'999ms), core::PresenceState::late);
    EXPECT_EQ(presence_after(5s), core::PresenceState::lost);
}

TEST(IntakeTime, CountsNoSilenceInWhichTheHubCouldHearNobody) {
    Desk desk;
    desk.takes("radio-7", "presence", R"({"state":"online","session":1})");
    Batch batch;
    for (int minute = 1; minute <= 10; ++minute) {
        desk.intake().was_deaf_until(desk.now + 60s * minute);
        desk.intake().pass_time(desk.now + 60s * minute, batch);
    }
    EXPECT_THAT(batch.events, IsEmpty());
    EXPECT_GE(desk.intake().next_due(), desk.now + 600s);
    desk.intake().pass_time(desk.now + 600s + 74s, batch);
    EXPECT_THAT(batch.events, IsEmpty());
    desk.intake().pass_time(desk.now + 600s + 75s, batch);
    EXPECT_THAT(batch.events, SizeIs(1));
}

TEST(IntakeTime, BelievesNothingThatTheBrokerKept) {
    Desk desk;
    desk.takes_from("oov/up/radio-7/presence", R"({"state":"online","session":1})", true);
    EXPECT_EQ(desk.intake().next_due(), never);
    EXPECT_TRUE(desk.takes_from("oov/up/radio-7/report", R"({"category":"shooting"})", true).is_empty());
    EXPECT_EQ(desk.counts().retained, 2u);
}

TEST(IntakeTime, TakesAClearedPresenceForNoMessage) {
    Desk desk;
    EXPECT_TRUE(desk.takes("radio-7", "presence", "").is_empty());
    EXPECT_EQ(desk.counts().unreadable_beacons, 0u);
}

TEST(IntakeTime, RenewsTheLeaseWithWhateverComes) {
    Desk desk;
    const std::string report = R"({"id":"t1","category":"theft"})";
    desk.takes("radio-7", "report", report);
    for (const auto& [kind, payload] :
         {std::pair{"query", R"({"id":"q","ask":"units"})"}, std::pair{"report", report.c_str()},
          std::pair{"report", R"({"id":"t1","category":"other"})"}, std::pair{"status", "nonsense"}}) {
        desk.now = desk.now + 74s;
        Batch lapsed;
        desk.intake().pass_time(desk.now, lapsed);
        EXPECT_THAT(lapsed.events, IsEmpty()) << kind;
        desk.takes("radio-7", kind, payload);
    }
}

TEST(IntakeTime, MakesAClientOnlineAgainThatAsks) {
    Desk desk;
    desk.takes("radio-7", "report", R"({"id":"t1","category":"theft"})");
    Batch lapsed;
    desk.now = desk.now + 75s;
    desk.intake().pass_time(desk.now, lapsed);
    const Batch batch = desk.takes("radio-7", "query", R"({"id":"q","ask":"policies"})");
    EXPECT_THAT(test::names(batch.events), testing::ElementsAre("presence_changed"));
}

TEST(IntakeTime, KeepsADrySpellOutOfTheJournal) {
    Desk desk;
    Batch batch;
    desk.intake().pass_time(desk.now + 24h, batch);
    EXPECT_TRUE(batch.is_empty());
}

TEST(IntakeTime, JournalsAStart) {
    Desk desk;
    Batch batch;
    desk.intake().start("0.1.0", desk.now, batch);
    ASSERT_THAT(batch.entries, SizeIs(1));
    EXPECT_FALSE(batch.entries[0].input);
    EXPECT_EQ(test::names(batch.events).at(0), "hub_started");
}

}  // namespace
}  // namespace paraat::app
