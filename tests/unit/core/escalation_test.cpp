#include <gmock/gmock.h>

#include "tests/support/centre.hpp"

namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

core::Ack ack(const core::IncidentId& incident, std::optional<core::Revision> rev = {},
              core::Answer answer = core::Answer::acknowledged) {
    core::Ack made;
    made.incident = incident;
    made.rev = rev;
    made.answer = answer;
    return made;
}

core::Command command(core::Deed deed, const core::IncidentId& incident) {
    core::Command made;
    made.deed = deed;
    made.incident = incident;
    return made;
}

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
    EXPECT_FALSE(centre.incident(opened).notices.at(core::ClientName{"radio-7"}).is_standing);
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
    EXPECT_TRUE(centre.incident(opened).notices.at(core::ClientName{"radio-7"}).is_standing);
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

TEST(Panic, AsksTeamCoordinatorAndOpcoAtOnceAndRepeats) {
    Centre centre;
    core::StatusUpdate pressed;
    pressed.panic = true;
    const auto opened = centre.receives("radio-1", pressed);
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-overlast", "role/coord-overlast", "role/opco"));
    EXPECT_THAT(centre.incident(opened).divisions,
                ElementsAre(core::DivisionName{"dvl"}, core::DivisionName{"sector"}));
    EXPECT_EQ(centre.incident(opened).notices.at(core::ClientName{"radio-2"}).reason, core::NoticeReason::panic);
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
