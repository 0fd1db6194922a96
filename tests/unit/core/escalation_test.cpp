#include <gmock/gmock.h>

#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Escalation, StepsToTheNextTargetWhenNobodyAcknowledgesInTime) {
    Centre centre;
    const auto incident = *centre.receives("radio-1", report("shooting")).incident;
    centre.passes(59s);
    EXPECT_THAT(centre.asked(incident), ElementsAre("team/it-ondermijning"));
    centre.passes(1s);
    EXPECT_THAT(centre.asked(incident), ElementsAre("team/it-ondermijning", "role/coord-ondermijning"));
    centre.passes(180s);
    EXPECT_THAT(centre.asked(incident),
                ElementsAre("team/it-ondermijning", "role/coord-ondermijning", "role/opco", "role/opco", "role/opco"));
}

TEST(Escalation, EndsWithTheAcknowledgementOfOneWhoWasAsked) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("shooting"));
    EXPECT_FALSE(centre.receives("radio-8", ack(*opened.incident)).refusal);
    EXPECT_TRUE(centre.incident(opened).is_acked());
    EXPECT_FALSE(centre.incident(opened).escalations[0].is_running);
    EXPECT_EQ(centre.incident(opened).escalations[0].acked_by.text, "radio-8");
    EXPECT_EQ(centre.incident(opened).notice_of(core::ClientName{"radio-7"}), nullptr);
    EXPECT_THAT(names(centre.passes(60s)), IsEmpty());
}

TEST(Escalation, IsNotEndedByOneWhomNobodyAskedNorByADecline) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("shooting"));
    EXPECT_EQ(centre.receives("radio-1", ack(*opened.incident)).refusal->reason, core::Reason::not_asked);
    EXPECT_EQ(centre.receives("coord-overlast-1", ack(*opened.incident)).refusal->reason, core::Reason::not_asked);
    EXPECT_FALSE(centre.receives("radio-7", ack(*opened.incident, {}, core::Answer::declined)).refusal);
    EXPECT_TRUE(centre.incident(opened).escalations[0].is_running);
    EXPECT_FALSE(centre.receives("console-1", ack(*opened.incident)).refusal);
    EXPECT_FALSE(centre.incident(opened).escalations[0].is_running);
}

TEST(Escalation, AfterALongSleepTakesExactlyItsNextStepWithItsFullTime) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("shooting"));
    EXPECT_THAT(names(centre.sleeps(1h)), testing::Contains("escalation_stepped").Times(1));
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning", "role/coord-ondermijning"));
    EXPECT_EQ(centre.incident(opened).escalations[0].ack_by, centre.now + 60s);
}

TEST(Escalation, EndsWhenTheIncidentCloses) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("shooting"));
    core::Command close = command(core::Deed::close, *opened.incident);
    EXPECT_EQ(centre.receives("console-1", close).refusal->reason, core::Reason::unacknowledged);
    close.acknowledge = true;
    EXPECT_FALSE(centre.receives("console-1", close).refusal);
    centre.passes(10min);
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning"));
    EXPECT_EQ(centre.receives("radio-7", ack(*opened.incident)).refusal->reason, core::Reason::closed);
}

TEST(Escalation, EndedBySomebodyBeganAnewByHandRunsAgain) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("shooting"));
    centre.receives("radio-7", ack(*opened.incident));
    EXPECT_FALSE(centre.receives("console-1", command(core::Deed::escalate, *opened.incident)).refusal);
    EXPECT_TRUE(centre.incident(opened).escalations[0].is_running);
    EXPECT_NE(centre.incident(opened).notice_of(core::ClientName{"radio-7"}), nullptr);
}

TEST(Escalation, WithoutRepeatAtItsEndAsksItsLastStepAgain) {
    Centre centre;
    const core::PolicyName name{"serious-threat"};
    centre.rules.policies[name] = policy("serious-threat", {step("role/opco", 60s)});
    const auto opened = centre.receives("radio-1", report("shooting"));
    centre.passes(120s);
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("role/opco", "role/opco", "role/opco"));
}

TEST(Acknowledgement, OfAnOlderAlarmIsRefusedWithTheRevisionOfNow) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("shooting"));
    const core::Revision seen = centre.incident(opened).rev;
    core::Command triage = command(core::Deed::triage, *opened.incident);
    triage.division = core::DivisionName{"dvl"};
    centre.receives("console-1", triage);
    const auto late = centre.receives("radio-7", ack(*opened.incident, seen));
    ASSERT_TRUE(late.refusal);
    EXPECT_EQ(late.refusal->reason, core::Reason::newer_alarm);
    EXPECT_EQ(late.refusal->now->rev, centre.incident(opened).rev);
    EXPECT_FALSE(centre.receives("radio-7", ack(*opened.incident, centre.incident(opened).raised)).refusal);
}

TEST(Acknowledgement, IsSpentWhenTheIncidentIsRaisedAnew) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("shooting"));
    centre.receives("radio-7", ack(*opened.incident));
    core::Command resolve = command(core::Deed::resolve, *opened.incident);
    centre.receives("console-1", resolve);
    centre.receives("console-1", command(core::Deed::reopen, *opened.incident));
    EXPECT_FALSE(centre.incident(opened).is_acked());
}

TEST(Notice, RemembersHowFarItGotOnce) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("shooting"));
    const auto count = [&](core::Answer rung) {
        const auto events = centre.receives("radio-8", ack(*opened.incident, {}, rung)).events;
        return std::count_if(events.begin(), events.end(), [](const core::Event& event) {
            return std::holds_alternative<core::NoticeReached>(event.body);
        });
    };
    EXPECT_EQ(count(core::Answer::delivered), 1);
    EXPECT_EQ(count(core::Answer::delivered), 0);
    EXPECT_EQ(count(core::Answer::read), 1);
    EXPECT_TRUE(centre.receives("radio-1", ack(*opened.incident, {}, core::Answer::shown)).events.size() <= 1);
    EXPECT_FALSE(centre.incident(opened).notices.contains(core::ClientName{"radio-1"}));
}

TEST(Escalation, ThatEndsLeavesTheNoticesOfAnother) {
    Centre centre;
    core::EscalationStep both = step("team/it-ondermijning", {}, 60s);
    both.targets.push_back(*core::Target::parse("role/coord-overlast"));
    centre.rules.policies[core::PolicyName{"second"}] = policy("second", {both});
    const auto opened = centre.receives("radio-1", report("shooting"));
    core::Command second = command(core::Deed::escalate, *opened.incident);
    second.policy = core::PolicyName{"second"};
    EXPECT_FALSE(centre.receives("console-1", second).refusal);
    EXPECT_FALSE(centre.receives("coord-overlast-1", ack(*opened.incident)).refusal);
    const core::NoticeRung* notice = centre.incident(opened).notice_of(core::ClientName{"radio-7"});
    ASSERT_NE(notice, nullptr);
    EXPECT_EQ(notice->policy.text, "serious-threat");
    EXPECT_EQ(notice->rev, centre.incident(opened).rev);
    EXPECT_TRUE(centre.incident(opened).escalation(core::PolicyName{"serious-threat"})->is_running);
    EXPECT_FALSE(centre.incident(opened).is_acked());
    EXPECT_EQ(centre.receives("console-1", command(core::Deed::close, *opened.incident)).refusal->reason,
              core::Reason::unacknowledged);
}

TEST(Escalation, CalledByAPersonAsksForAttentionAnew) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("shooting"));
    const core::Revision seen = centre.incident(opened).rev;
    centre.receives("radio-7", ack(*opened.incident));
    centre.receives("console-1", command(core::Deed::escalate, *opened.incident));
    EXPECT_FALSE(centre.incident(opened).is_acked());
    EXPECT_EQ(centre.receives("radio-7", ack(*opened.incident, seen)).refusal->reason, core::Reason::newer_alarm);
    EXPECT_FALSE(centre.receives("radio-7", ack(*opened.incident)).refusal);
    EXPECT_TRUE(centre.incident(opened).is_acked());
}

TEST(Escalation, ThatRunsIsPushedOnAndStillHeardByThoseAskedBefore) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("shooting"));
    centre.receives("console-1", command(core::Deed::escalate, *opened.incident));
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning", "role/coord-ondermijning"));
    EXPECT_FALSE(centre.receives("radio-7", ack(*opened.incident)).refusal);
    EXPECT_FALSE(centre.incident(opened).escalations[0].is_running);
}

TEST(Escalation, SkipsAStepThatReachesNobodyAtOnceAndSaysSo) {
    Centre centre;
    core::Report covert = report("shooting");
    covert.covert = true;
    const auto opened = centre.receives("opco-1", covert);
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning", "role/coord-ondermijning"));
    EXPECT_EQ(centre.incident(opened).escalations[0].step, 1);
    EXPECT_EQ(centre.incident(opened).escalations[0].ack_by, centre.now + 60s);
}

TEST(Notice, OfANewStepBeginsBelow) {
    Centre centre;
    const core::PolicyName name{"serious-threat"};
    centre.rules.policies[name] =
        policy("serious-threat", {step("team/it-ondermijning", 60s), step("unit/radio-7", {}, 60s)});
    const auto opened = centre.receives("radio-1", report("shooting"));
    centre.receives("radio-7", ack(*opened.incident, {}, core::Answer::read));
    centre.passes(60s);
    EXPECT_THAT(centre.incident(opened).notice_of(core::ClientName{"radio-7"})->reached, IsEmpty());
    centre.receives("radio-7", ack(*opened.incident, {}, core::Answer::read));
    centre.passes(60s);
    EXPECT_THAT(centre.incident(opened).notice_of(core::ClientName{"radio-7"})->reached,
                ElementsAre(core::Answer::read));
}

TEST(Notice, IsRaisedWithItsIncident) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("shooting"));
    core::Command triage = command(core::Deed::triage, *opened.incident);
    triage.division = core::DivisionName{"dvl"};
    centre.receives("console-1", triage);
    const core::NoticeRung* notice = centre.incident(opened).notice_of(core::ClientName{"radio-7"});
    EXPECT_EQ(notice->rev, centre.incident(opened).raised);
    EXPECT_FALSE(centre.receives("radio-7", ack(*opened.incident, notice->rev)).refusal);
}

TEST(Notice, DeclinedTwiceChangesNothingTheSecondTime) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("shooting"));
    centre.receives("radio-7", ack(*opened.incident, {}, core::Answer::declined));
    const core::Revision rev = centre.incident(opened).rev;
    EXPECT_FALSE(centre.receives("radio-7", ack(*opened.incident, {}, core::Answer::declined)).refusal);
    EXPECT_EQ(centre.incident(opened).rev, rev);
}

TEST(Notice, LetsThoseReadWhomItAsked) {
    Centre centre;
    core::StatusUpdate near;
    near.position = core::position_from_degrees(51.921, 4.48);
    centre.beacon("radio-7", near);
    core::StatusUpdate pressed;
    pressed.panic = true;
    pressed.position = core::position_from_degrees(51.920, 4.48);
    const auto opened = centre.receives("radio-1", pressed);
    core::StatusUpdate coming;
    coming.status = core::UnitStatus::en_route;
    coming.incident = opened.incident;
    EXPECT_FALSE(centre.receives("radio-7", coming).refusal);
    EXPECT_EQ(centre.incident(opened).units.at(core::ClientName{"radio-7"}).state, core::UnitState::en_route);
}

TEST(Replay, GivesTheSameStateBitForBit) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("shooting"));
    core::StatusUpdate pressed;
    pressed.panic = true;
    centre.receives("radio-2", pressed);
    centre.passes(5min);
    centre.receives("radio-7", ack(*opened.incident));
    core::State again;
    for (const core::Event& event : centre.journal) core::evolve(again, event);
    EXPECT_EQ(core::encode(again), core::encode(centre.state));
}

}  // namespace
}  // namespace paraat::test
