#include <gmock/gmock.h>

#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class Rest : public testing::Test {
protected:
    Rest() {
        core::Category robbery = *centre.organisation.category(core::CategoryName{"theft"});
        robbery.name = core::CategoryName{"robbery"};
        robbery.severity = core::Severity::serious;
        robbery.escalate = core::PolicyName{"notify-coordinator"};
        centre.organisation.categories[robbery.name] = robbery;
        centre.rules.policies[robbery.escalate] =
            policy("notify-coordinator", {step("role/coord-ondermijning", 5min), step("role/opco", {}, 5min)});
    }
    const core::Incident& incident(const core::Outcome& opened) { return centre.incident(opened); }
    core::Command until(core::Deed deed, const core::Outcome& opened, Milliseconds span) {
        core::Command made = command(deed, *opened.incident);
        made.until = centre.now + span;
        made.text = "the owner comes at nine";
        return made;
    }
    // What the hub told somebody so far, in the order of its telling.
    std::vector<std::string> told(const std::string& to) {
        std::vector<std::string> texts;
        for (const core::Event& event : centre.journal) {
            const auto* issued = std::get_if<core::InstructionIssued>(&event.body);
            if (issued != nullptr && event.by == core::the_hub && issued->to == to) texts.push_back(issued->text);
        }
        return texts;
    }

    Centre centre;
};

TEST_F(Rest, ASilenceLetsTheCallsWaitAndTellsWhoMadeItBeforeAndAtItsEnd) {
    const auto opened = centre.receives("radio-1", report("robbery"));
    const std::size_t asked = centre.asked(*opened.incident).size();
    ASSERT_FALSE(centre.receives("console-1", until(core::Deed::silence, opened, 60min)).refusal);
    centre.passes(54min);
    EXPECT_THAT(centre.asked(*opened.incident), SizeIs(asked));
    centre.passes(2min);
    EXPECT_THAT(told("unit/console-1"), ElementsAre(HasSubstr("ends in 5 min")));
    centre.passes(5min);
    EXPECT_THAT(told("unit/console-1"), ElementsAre(HasSubstr("ends in 5 min"), HasSubstr("is over")));
    EXPECT_GT(centre.asked(*opened.incident).size(), asked);
    EXPECT_FALSE(incident(opened).is_acked());
}

TEST_F(Rest, NothingOfPriorityOneNorPanicIsPutToRest) {
    const auto shooting = centre.receives("radio-1", report("shooting"));
    EXPECT_EQ(centre.receives("console-1", until(core::Deed::silence, shooting, 1min)).refusal->reason,
              core::Reason::not_allowed);
    centre.receives("radio-7", ack(*shooting.incident));
    EXPECT_EQ(centre.receives("opco-1", until(core::Deed::shelve, shooting, 1min)).refusal->reason,
              core::Reason::not_allowed);
}

TEST_F(Rest, APanicThatWasTriagedToSomethingElseIsNotEither) {
    core::StatusUpdate press;
    press.panic = true;
    const auto panic = centre.receives("radio-7", press);
    centre.receives("opco-1", ack(*panic.incident));
    core::Command triage = command(core::Deed::triage, *panic.incident);
    triage.division = core::DivisionName{"dvo"};
    triage.category = core::CategoryName{"theft"};
    triage.priority = 3;
    ASSERT_FALSE(centre.receives("opco-1", triage).refusal);
    ASSERT_EQ(incident(panic).priority, 3);
    centre.receives("opco-1", ack(*panic.incident));
    EXPECT_EQ(centre.receives("opco-1", until(core::Deed::shelve, panic, 1min)).refusal->reason,
              core::Reason::not_allowed);
}

TEST_F(Rest, IsAskedForWithAnEndThatComesAndAReason) {
    const auto opened = centre.receives("radio-1", report("robbery"));
    core::Command silence = until(core::Deed::silence, opened, 1min);
    silence.text.clear();
    EXPECT_EQ(centre.receives("console-1", silence).refusal->field, "text");
    EXPECT_EQ(centre.receives("console-1", until(core::Deed::silence, opened, -1s)).refusal->field, "until_ms");
    EXPECT_EQ(centre.receives("console-1", until(core::Deed::silence, opened, 9h)).refusal->field, "until_ms");
    silence.until.reset();
    EXPECT_EQ(centre.receives("console-1", silence).refusal->field, "until_ms");
}

TEST_F(Rest, NeedsSomethingThatCallsToBeSilenced) {
    const auto opened = centre.receives("radio-1", report("theft"));
    EXPECT_EQ(centre.receives("console-1", until(core::Deed::silence, opened, 1min)).refusal->reason,
              core::Reason::bad_value);
}

TEST_F(Rest, ASilenceIsTakenBackAndTheCallGoesOnWhereItWas) {
    const auto opened = centre.receives("radio-1", report("robbery"));
    centre.receives("console-1", until(core::Deed::silence, opened, 60min));
    centre.passes(10min);
    core::Command back = command(core::Deed::silence, *opened.incident);
    back.until = Instant{0};
    EXPECT_FALSE(centre.receives("console-1", back).refusal);
    EXPECT_TRUE(incident(opened).pauses.empty());
    EXPECT_THAT(names(centre.passes(1s)), Contains("escalation_stepped"));
}

TEST_F(Rest, WhatBecomesUrgentRestsNoLonger) {
    const auto opened = centre.receives("radio-1", report("robbery"));
    centre.receives("console-1", until(core::Deed::silence, opened, 60min));
    core::Report worse = report("robbery");
    worse.severity = core::Severity::extreme;
    const auto joined = centre.receives("radio-2", worse);
    ASSERT_EQ(joined.incident, opened.incident);
    EXPECT_TRUE(incident(opened).pauses.empty());
}

TEST_F(Rest, OnlyWhatIsAcknowledgedIsPutOnTheShelf) {
    const auto opened = centre.receives("radio-1", report("robbery"));
    EXPECT_EQ(centre.receives("console-1", until(core::Deed::shelve, opened, 60min)).refusal->reason,
              core::Reason::unacknowledged);
    centre.receives("console-1", ack(*opened.incident));
    EXPECT_FALSE(centre.receives("console-1", until(core::Deed::shelve, opened, 60min)).refusal);
    EXPECT_TRUE(incident(opened).is_shelved());
}

TEST_F(Rest, WhatComesOffTheShelfAsksForAttentionAndCallsAnew) {
    const auto opened = centre.receives("radio-1", report("robbery"));
    centre.receives("console-1", ack(*opened.incident));
    centre.receives("console-1", until(core::Deed::shelve, opened, 60min));
    const std::size_t asked = centre.asked(*opened.incident).size();
    centre.passes(61min);
    EXPECT_FALSE(incident(opened).is_shelved());
    EXPECT_FALSE(incident(opened).was_seen());
    EXPECT_GT(centre.asked(*opened.incident).size(), asked);
    EXPECT_THAT(told("unit/console-1"), ElementsAre(HasSubstr("ends in 5 min"), HasSubstr("is over")));
}

TEST_F(Rest, WhoTakesItOffTheShelfHasItInHisHands) {
    const auto opened = centre.receives("radio-1", report("theft"));
    centre.receives("console-1", ack(*opened.incident));
    centre.receives("console-1", until(core::Deed::shelve, opened, 60min));
    core::Command back = command(core::Deed::shelve, *opened.incident);
    back.until = Instant{0};
    centre.receives("console-2", back);
    EXPECT_FALSE(incident(opened).is_shelved());
    EXPECT_TRUE(incident(opened).was_seen());
}

TEST_F(Rest, AHubThatWasAwayEndsWhatIsOverAtItsStart) {
    const auto opened = centre.receives("radio-1", report("robbery"));
    centre.receives("console-1", until(core::Deed::silence, opened, 10min));
    centre.sleeps(30min);
    centre.passes(0s);
    EXPECT_TRUE(incident(opened).pauses.empty());
    EXPECT_THAT(told("unit/console-1"), ElementsAre(HasSubstr("is over")));
}

}  // namespace
}  // namespace paraat::test
