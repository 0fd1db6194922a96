#include <gmock/gmock.h>

#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

// Minutes of the week.
constexpr int monday_noon = 12 * 60;
constexpr int sunday_one = 6 * core::minutes_a_day + 60;

TEST(Hours, AreReadAndSaidAsTheyAreWritten) {
    for (const std::string text :
         {"07:00-19:00", "22:00-06:00", "mon,tue,wed,thu,fri 07:00-19:00", "sun 00:00-24:00"}) {
        const auto hours = core::Hours::parse(text);
        ASSERT_TRUE(hours) << text;
        EXPECT_EQ(hours->text(), text);
    }
    EXPECT_EQ(core::Hours::parse("fri-mon 07:00-08:00")->text(), "mon,fri,sat,sun 07:00-08:00");
    for (const char* text : {"", "07:00", "7:00-8:00", "07:00-07:00", "25:00-26:00", "07:60-08:00", "24:00-07:00",
                             "mo 07:00-08:00", " 07:00-08:00", "mon-xxx 07:00-08:00", "07:00-08:00 mon"}) {
        EXPECT_FALSE(core::Hours::parse(text)) << text;
    }
}

TEST(Hours, ThatEndBeforeTheyBeginGoOnIntoTheNextDay) {
    const auto nights = *core::Hours::parse("sat 22:00-06:00");
    EXPECT_TRUE(nights.contains(5 * core::minutes_a_day + 22 * 60));
    EXPECT_TRUE(nights.contains(sunday_one));
    EXPECT_FALSE(nights.contains(5 * core::minutes_a_day + 60));  // of Friday's night
    EXPECT_FALSE(nights.contains(6 * core::minutes_a_day + 6 * 60));
    EXPECT_FALSE(nights.contains(monday_noon));
    EXPECT_TRUE(core::Hours::parse("sun 22:00-06:00")->contains(60));  // Monday, past midnight
}

class Ladder : public testing::Test {
protected:
    core::EscalationPolicy& chain() { return centre.rules.policies[core::PolicyName{"serious-threat"}]; }
    void change_first(auto change) {
        std::vector<core::EscalationStep> steps = *chain().steps;
        change(steps[0]);
        chain().steps = steps;
    }
    core::Outcome shooting() { return centre.receives("radio-1", report("shooting")); }
    void answers(const std::string& client, const core::Outcome& opened, core::Answer answer) {
        EXPECT_FALSE(centre.receives(client, ack(*opened.incident, {}, answer)).refusal);
    }
    // "policy step why" of the steps that gave way.
    std::vector<std::string> passed() const {
        std::vector<std::string> all;
        for (const core::Event& event : centre.journal) {
            const auto* passed = std::get_if<core::StepPassed>(&event.body);
            if (passed != nullptr) all.push_back(std::to_string(passed->step) + " " + std::string(word(passed->why)));
        }
        return all;
    }
    // Who was reminded or asked beside the steps, in order.
    std::vector<std::string> reminded() const {
        std::vector<std::string> all;
        for (const core::Event& event : centre.journal) {
            const auto* given = std::get_if<core::NoticeGiven>(&event.body);
            if (given != nullptr) all.push_back(given->client.text);
        }
        return all;
    }

    Centre centre;
};

TEST_F(Ladder, WhatIsOnNoDeviceGoesToTheNextBeforeItsTime) {
    change_first([](core::EscalationStep& first) { first.deliver_within = 15s; });
    const auto opened = shooting();
    centre.passes(15s);
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning", "role/coord-ondermijning"));
    EXPECT_THAT(passed(), ElementsAre("0 not_delivered"));
}

TEST_F(Ladder, OneDeviceThatHasItIsEnough) {
    change_first([](core::EscalationStep& first) { first.deliver_within = 15s; });
    const auto opened = shooting();
    centre.passes(5s);
    answers("radio-8", opened, core::Answer::delivered);
    centre.passes(54s);
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning"));
    EXPECT_THAT(passed(), testing::IsEmpty());
}

TEST_F(Ladder, WhoReadItAndSaysNothingIsRemindedAlone) {
    change_first([](core::EscalationStep& first) { first.answer_within = 20s; });
    const auto opened = shooting();
    answers("radio-8", opened, core::Answer::read);
    centre.passes(19s);
    EXPECT_THAT(reminded(), testing::IsEmpty());
    centre.passes(1s);
    EXPECT_THAT(reminded(), ElementsAre("radio-8"));
    const core::NoticeRung* notice = centre.incident(opened).notice_of(core::ClientName{"radio-8"});
    ASSERT_NE(notice, nullptr);
    EXPECT_EQ(notice->reason, core::NoticeReason::reminder);
    centre.passes(30s);
    EXPECT_THAT(reminded(), ElementsAre("radio-8"));
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning"));
}

TEST_F(Ladder, AStepOfOtherHoursGivesWay) {
    change_first([](core::EscalationStep& first) { first.during = core::Hours::parse("mon 00:00-00:01"); });
    centre.now = Instant{1'763'985'600'000};  // Monday, 12:00
    const auto opened = shooting();
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("role/coord-ondermijning"));
    EXPECT_THAT(passed(), ElementsAre("0 off_hours"));
}

TEST_F(Ladder, AStepWhoseLastPersonDeclinesGivesWay) {
    const auto opened = shooting();
    answers("radio-7", opened, core::Answer::declined);
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning"));
    answers("radio-8", opened, core::Answer::declined);
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning", "role/coord-ondermijning"));
    EXPECT_THAT(passed(), ElementsAre("0 declined"));
}

TEST_F(Ladder, AStepGivesWayWhenTheLastDeviceThatItAskedIsLost) {
    change_first([](core::EscalationStep& first) { first.ack_within = 1h; });
    for (const char* client : {"radio-7", "radio-8"}) centre.receives(client, core::PresenceUpdate{true, 1});
    const auto opened = shooting();
    centre.passes(100s);
    centre.receives("radio-8", core::PresenceUpdate{true, 1});
    centre.passes(100s);  // radio-7 is lost meanwhile
    EXPECT_THAT(passed(), testing::IsEmpty());
    centre.passes(60s);
    EXPECT_THAT(passed(), ElementsAre("0 nobody_there"));
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning", "role/coord-ondermijning"));
}

TEST_F(Ladder, AStepGivesWayWhenOneDeclinedAndTheOtherIsLost) {
    change_first([](core::EscalationStep& first) { first.ack_within = 1h; });
    for (const char* client : {"radio-7", "radio-8"}) centre.receives(client, core::PresenceUpdate{true, 1});
    const auto opened = shooting();
    centre.passes(100s);
    answers("radio-8", opened, core::Answer::declined);
    EXPECT_THAT(passed(), testing::IsEmpty());
    centre.passes(60s);  // radio-7 is lost meanwhile
    EXPECT_THAT(passed(), ElementsAre("0 declined"));
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning", "role/coord-ondermijning"));
}

TEST_F(Ladder, AStepGivesWayWhenOnlyTheOneIsLeftWhoseReportItIs) {
    const auto opened = centre.receives("radio-7", report("shooting"));
    answers("radio-8", opened, core::Answer::declined);
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning", "role/coord-ondermijning"));
}

TEST_F(Ladder, AStepDoesNotWaitForWhoCameToWorkAndWasNotAsked) {
    const auto shift = [&](core::Deed deed, const char* client) {
        core::Command made;
        made.deed = deed;
        centre.receives(client, made);
    };
    shift(core::Deed::shift_end, "radio-7");
    const auto opened = shooting();
    shift(core::Deed::shift_start, "radio-7");
    shift(core::Deed::shift_end, "radio-8");
    centre.passes(0s);
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning", "role/coord-ondermijning"));
}

TEST_F(Ladder, WhoSpeaksIsThereAtOnceThoughItWasLost) {
    for (const char* client : {"opco-1", "coord-ondermijning-1"})
        centre.receives(client, core::PresenceUpdate{true, 1});
    centre.passes(151s);
    ASSERT_EQ(centre.state.unit(core::ClientName{"opco-1"})->presence, core::PresenceState::lost);
    const auto opened = centre.receives("radio-1", report("theft"));
    core::Command escalate = command(core::Deed::escalate, *opened.incident);
    escalate.policy = core::PolicyName{"serious-threat"};
    chain().steps = std::vector{step("role/opco", {}, 60s)};
    centre.receives("opco-1", escalate);
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("role/opco"));
}

TEST_F(Ladder, LostDevicesAreAskedAndNotWaitedFor) {
    for (const char* client : {"radio-7", "radio-8"}) centre.receives(client, core::PresenceUpdate{true, 1});
    centre.passes(151s);
    ASSERT_EQ(centre.state.unit(core::ClientName{"radio-7"})->presence, core::PresenceState::lost);
    const auto opened = shooting();
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning", "role/coord-ondermijning"));
    EXPECT_THAT(passed(), ElementsAre("0 nobody_there"));
    EXPECT_NE(centre.incident(opened).notice_of(core::ClientName{"radio-7"}), nullptr);
}

TEST_F(Ladder, AnAcknowledgementWithoutDeedsRemindsAndLapses) {
    chain().ack_lasts = 30min;
    const auto opened = shooting();
    answers("radio-8", opened, core::Answer::acknowledged);
    centre.passes(20min);
    EXPECT_THAT(reminded(), ElementsAre("radio-8"));
    EXPECT_TRUE(centre.incident(opened).is_acked());
    centre.passes(10min);
    EXPECT_FALSE(centre.incident(opened).is_acked());
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning", "team/it-ondermijning"));
    EXPECT_EQ(centre.incident(opened).escalations.at(0).because->code, "ack_lapsed");
}

TEST_F(Ladder, WhoStillHasItSaysSoAndIsLeftInPeace) {
    chain().ack_lasts = 30min;
    const auto opened = shooting();
    answers("radio-8", opened, core::Answer::acknowledged);
    centre.passes(20min);
    answers("radio-8", opened, core::Answer::acknowledged);
    EXPECT_EQ(centre.incident(opened).notice_of(core::ClientName{"radio-8"}), nullptr);
    centre.passes(19min);
    EXPECT_TRUE(centre.incident(opened).is_acked());
    EXPECT_THAT(reminded(), ElementsAre("radio-8"));
}

TEST_F(Ladder, WhereSomebodyIsSentAnAcknowledgementLasts) {
    chain().ack_lasts = 30min;
    const auto opened = shooting();
    answers("radio-8", opened, core::Answer::acknowledged);
    centre.passes(20min);
    core::Command assign = command(core::Deed::assign, *opened.incident);
    assign.unit = core::ClientName{"radio-7"};
    centre.receives("console-1", assign);
    EXPECT_EQ(centre.incident(opened).notice_of(core::ClientName{"radio-8"}), nullptr);
    centre.passes(3h);
    EXPECT_TRUE(centre.incident(opened).is_acked());
}

// OnCall#3111: nobody is paged by surprise for what somebody took long ago.
TEST_F(Ladder, WhatLapsedLongBeforeTheHubCameBackCallsNobody) {
    chain().ack_lasts = 30min;
    const auto opened = shooting();
    answers("radio-8", opened, core::Answer::acknowledged);
    centre.sleeps(120 * 24h);
    centre.passes(0s);
    EXPECT_FALSE(centre.incident(opened).is_acked());
    EXPECT_FALSE(centre.incident(opened).is_escalated());
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning"));
}

TEST_F(Ladder, WhatBecomesUrgentAfterSomebodyTookItCallsAnew) {
    centre.organisation.categories[core::CategoryName{"theft"}].escalate = core::PolicyName{"serious-threat"};
    const auto opened = centre.receives("radio-1", report("theft"));
    answers("radio-8", opened, core::Answer::acknowledged);
    core::Report worse = report("theft");
    worse.severity = core::Severity::extreme;
    ASSERT_EQ(centre.receives("radio-2", worse).incident, opened.incident);
    EXPECT_TRUE(centre.incident(opened).is_escalated());
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning", "team/it-ondermijning"));
}

TEST_F(Ladder, WhatAPersonCalledForCallsAnewWhenItBecomesUrgent) {
    const auto opened = centre.receives("radio-1", report("theft"));
    core::Command escalate = command(core::Deed::escalate, *opened.incident);
    escalate.policy = core::PolicyName{"serious-threat"};
    centre.receives("console-1", escalate);
    answers("radio-8", opened, core::Answer::acknowledged);
    core::Command triage = command(core::Deed::triage, *opened.incident);
    triage.division = core::DivisionName{"dvo"};
    triage.priority = 1;
    centre.receives("console-1", triage);
    EXPECT_TRUE(centre.incident(opened).is_escalated());
}

}  // namespace
}  // namespace paraat::test
