#include <gmock/gmock.h>

#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

namespace paraat::test {
namespace {

using testing::ElementsAre;

core::Command triage(const core::IncidentId& incident, const std::string& category = {},
                     std::optional<std::int32_t> priority = {}) {
    core::Command made = command(core::Deed::triage, incident);
    made.division = core::DivisionName{"dvo"};
    if (!category.empty()) made.category = core::CategoryName{category};
    made.priority = priority;
    return made;
}

TEST(Triage, BringsAnIncidentFromTheTrayToItsDivision) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("other"));
    core::Command triage = command(core::Deed::triage, *opened.incident);
    triage.division = core::DivisionName{"dvo"};
    triage.priority = 2;
    EXPECT_FALSE(centre.receives("console-1", triage).refusal);
    const core::Incident& incident = centre.incident(opened);
    EXPECT_THAT(incident.divisions, ElementsAre(core::DivisionName{"dvo"}));
    EXPECT_EQ(incident.priority, 2);
    EXPECT_EQ(incident.status, core::IncidentStatus::open);
}

TEST(Triage, ToANewCategoryAsksTheRulesAgain) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("other"));
    core::Command triage = command(core::Deed::triage, *opened.incident);
    triage.division = core::DivisionName{"dvo"};
    triage.category = core::CategoryName{"shooting"};
    centre.receives("console-1", triage);
    EXPECT_THAT(centre.asked(*opened.incident), ElementsAre("team/it-ondermijning"));
    EXPECT_EQ(centre.incident(opened).title, "Shooting");
}

TEST(Triage, ToAnotherCategoryTakesItsSeverityAndPriority) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("other"));
    centre.receives("console-1", triage(*opened.incident, "shooting"));
    EXPECT_EQ(centre.incident(opened).severity, core::Severity::extreme);
    EXPECT_EQ(centre.incident(opened).priority, 1);
    centre.receives("console-1", triage(*opened.incident, "theft"));
    EXPECT_EQ(centre.incident(opened).severity, core::Severity::minor);
    EXPECT_EQ(centre.incident(opened).priority, 4);
}

TEST(Triage, ToAnotherCategoryKeepsTheSeverityThatAReportNamed) {
    Centre centre;
    core::Report severe = report("other");
    severe.severity = core::Severity::severe;
    const auto opened = centre.receives("radio-1", severe);
    centre.receives("console-1", triage(*opened.incident, "theft"));
    EXPECT_EQ(centre.incident(opened).severity, core::Severity::severe);
    EXPECT_EQ(centre.incident(opened).priority, 2);
}

TEST(Triage, GivesAPriorityThatRulesDoNotUndoBeforeANewReport) {
    Centre centre;
    centre.rules.rules.push_back([](const core::Case& at_hand) -> std::optional<core::Firing> {
        if (at_hand.report.category.text != "shooting") return std::nullopt;
        core::Firing firing;
        firing.rule = core::RuleName{"first"};
        firing.priority = 1;
        return firing;
    });
    const auto opened = centre.receives("radio-1", report("shooting"));
    EXPECT_FALSE(centre.receives("console-1", triage(*opened.incident, "", 4)).refusal);
    EXPECT_EQ(centre.incident(opened).priority, 4);
    EXPECT_EQ(centre.incident(opened).changed_by_person.did, "triage");
    centre.receives("radio-2", report("shooting"));
    EXPECT_EQ(centre.incident(opened).priority, 1);
}

TEST(Triage, ToAnUnknownDivisionNamesTheNearest) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("other"));
    core::Command triage = command(core::Deed::triage, *opened.incident);
    triage.division = core::DivisionName{"dv0"};
    const auto refused = centre.receives("console-1", triage);
    EXPECT_EQ(refused.refusal->reason, core::Reason::unknown_division);
    EXPECT_EQ(refused.refusal->sentence, "unknown division \"dv0\"; did you mean \"dvl\"?");
}

TEST(Triage, NeverTakesAPanicFromTheCentreWhateverItWasTriagedToBefore) {
    Centre centre;
    core::StatusUpdate pressed;
    pressed.panic = true;
    const auto opened = centre.receives("radio-1", pressed);
    centre.receives("console-1", triage(*opened.incident, "theft"));
    centre.receives("console-1", triage(*opened.incident));
    EXPECT_TRUE(centre.incident(opened).is_with(core::DivisionName{"sector"}));
}

TEST(Triage, GivesAPriorityThatANewReportEndsWithoutAnyRule) {
    Centre centre;
    const auto opened = centre.receives("radio-1", report("shooting"));
    centre.receives("console-1", triage(*opened.incident, "", 4));
    centre.receives("radio-2", report("shooting"));
    EXPECT_EQ(centre.incident(opened).priority, 1);
}

}  // namespace
}  // namespace paraat::test
