#include "hub/projection/timeline.hpp"

#include <gmock/gmock.h>

#include "tests/support/centre.hpp"

namespace paraat::projection {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

// "what by" of every entry of an incident, and the entry of one.
std::vector<std::string> told(const std::vector<core::Event>& events) {
    std::vector<std::string> lines;
    for (const core::Event& event : events) {
        if (core::incident_of(event.body).is_nil()) continue;
        if (const auto entry = timeline_entry(event)) lines.push_back(entry->what + " " + entry->by);
    }
    return lines;
}
core::TimelineEntry entry_of(const std::vector<core::Event>& events, const std::string& what) {
    for (const core::Event& event : events) {
        const auto entry = timeline_entry(event);
        if (entry && entry->what == what) return *entry;
    }
    ADD_FAILURE() << "no " << what;
    return {};
}

TEST(Timeline, OfASeriousThreatTellsItInOrder) {
    test::Centre centre;
    const auto outcome = centre.receives("radio-1", test::report("shooting"));
    centre.receives("radio-8", core::Ack{outcome.incident, {}, {}, core::Answer::delivered, ""});
    centre.receives("radio-8", core::Ack{outcome.incident, {}, {}, core::Answer::acknowledged, "coming"});
    EXPECT_THAT(told(centre.journal),
                ElementsAre("report_received radio-1", "incident_opened hub", "routed hub", "escalation_stepped hub",
                            "notice_delivered radio-8", "acknowledged radio-8"));
}

TEST(Timeline, RepeatsWhatTheReportSaid) {
    test::Centre centre;
    const auto outcome = centre.receives("radio-1", test::report("theft"), "r1");
    core::TimelineEntry expected;
    expected.at = centre.now;
    expected.what = "report_received";
    expected.by = "radio-1";
    expected.text = "what was seen";
    expected.report = "r1";
    EXPECT_EQ(entry_of(outcome.events, "report_received"), expected);
}

TEST(Timeline, TellsWhyAReportWentWhereItWent) {
    test::Centre centre;
    centre.rules.rules.push_back([](const core::Case&) -> std::optional<core::Firing> {
        return core::Firing{core::RuleName{"firearm-in-public"},
                            {"severity is extreme", "severity_is", {}},
                            {core::DivisionName{"dvl"}},
                            {},
                            {},
                            {}};
    });
    const auto outcome = centre.receives("radio-1", test::report("theft"));
    core::TimelineEntry expected;
    expected.at = centre.now;
    expected.what = "routed";
    expected.by = "hub";
    expected.rule = core::RuleName{"firearm-in-public"};
    expected.rules_version = "test-1";
    expected.because = "severity is extreme";
    expected.division = core::DivisionName{"dvl"};
    EXPECT_EQ(entry_of(outcome.events, "routed"), expected);
}

TEST(Timeline, TellsWhomAStepAskedAndForHowLong) {
    test::Centre centre;
    const auto outcome = centre.receives("radio-1", test::report("shooting"));
    core::TimelineEntry expected;
    expected.at = centre.now;
    expected.what = "escalation_stepped";
    expected.by = "hub";
    expected.policy = core::PolicyName{"serious-threat"};
    expected.step = 0;
    expected.target = "team/it-ondermijning";
    expected.ack_by = centre.now + 60s;
    EXPECT_EQ(entry_of(outcome.events, "escalation_stepped"), expected);
}

TEST(Timeline, TellsAPersonsEscalationAndNotTheHubsOwnStart) {
    test::Centre centre;
    const auto outcome = centre.receives("radio-1", test::report("theft"));
    core::Command escalate;
    escalate.deed = core::Deed::escalate;
    escalate.incident = outcome.incident;
    escalate.policy = core::PolicyName{"serious-threat"};
    const auto events = centre.receives("console-1", escalate).events;
    EXPECT_THAT(told(events), ElementsAre("escalated console-1", "escalation_stepped hub"));
    EXPECT_EQ(entry_of(events, "escalated").policy, escalate.policy);
}

TEST(Timeline, TellsTheRevisionThatWasAcknowledged) {
    test::Centre centre;
    const auto outcome = centre.receives("radio-1", test::report("shooting"));
    const auto events =
        centre.receives("radio-8", core::Ack{outcome.incident, {}, 3, core::Answer::acknowledged, "coming"}).events;
    EXPECT_EQ(entry_of(events, "acknowledged").rev, 3U);
    EXPECT_EQ(entry_of(events, "acknowledged").text, "coming");
}

TEST(Timeline, TellsWhoWasAssignedAndHowFarTheyGot) {
    test::Centre centre;
    const auto outcome = centre.receives("radio-1", test::report("theft"));
    core::Command assign;
    assign.deed = core::Deed::assign;
    assign.incident = outcome.incident;
    assign.division = core::DivisionName{"dvo"};
    assign.unit = core::ClientName{"radio-7"};
    EXPECT_EQ(entry_of(centre.receives("console-1", assign).events, "assigned").target, "unit/radio-7");
    core::StatusUpdate update;
    update.status = core::UnitStatus::on_scene;
    update.incident = outcome.incident;
    const auto progressed = entry_of(centre.receives("radio-7", update).events, "unit_progressed");
    EXPECT_EQ(progressed.target, "unit/radio-7");
    EXPECT_EQ(progressed.text, "on_scene");
}

TEST(Timeline, LeavesOutThatTheStateLetGo) {
    const core::Event retired{{}, core::the_hub, core::IncidentRetired{}};
    EXPECT_EQ(timeline_entry(retired), std::nullopt);
}

}  // namespace
}  // namespace paraat::projection
