#include "hub/projection/alert.hpp"

#include <gmock/gmock.h>

#include "tests/support/centre.hpp"

namespace paraat::projection {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

const core::DivisionName dvo{"dvo"};

TEST(AlertOf, AnIncidentIsTheIncidentAsTheDivisionSeesIt) {
    test::Centre centre;
    core::Report report = test::report("theft");
    report.area = "centrum";
    report.contract = "mall-7";
    report.exercise = true;
    const core::Incident& incident = centre.incident(centre.receives("radio-7", report));
    core::Alert expected;
    expected.incident = incident.id;
    expected.rev = incident.rev;
    expected.raised = incident.raised;
    expected.division = dvo;
    expected.divisions = {dvo};
    expected.status = core::IncidentStatus::open;
    expected.priority = 4;
    expected.category = core::CategoryName{"theft"};
    expected.severity = core::Severity::minor;
    expected.title = "Theft";
    expected.text = "what was seen";
    expected.position = core::position_from_degrees(51.92, 4.48);
    expected.area = "centrum";
    expected.contract = "mall-7";
    expected.opened_at = centre.now;
    expected.updated_at = centre.now;
    expected.reports = 1;
    expected.exercise = true;
    EXPECT_EQ(alert_of(incident, dvo), expected);
    expected.division = core::DivisionName{"dvl"};
    expected.status = core::IncidentStatus::moved;
    EXPECT_EQ(alert_of(incident, expected.division), expected);
}

TEST(AlertOf, AnEscalationShowsTheOneWithTheNearestDeadlineAndAll) {
    test::Centre centre;
    centre.rules.policies[core::PolicyName{"quick"}] = test::policy("quick", {test::step("role/opco", 30s)});
    const auto outcome = centre.receives("radio-7", test::report("shooting"));
    core::Command escalate;
    escalate.deed = core::Deed::escalate;
    escalate.incident = outcome.incident;
    escalate.policy = core::PolicyName{"quick"};
    centre.receives("console-1", escalate);
    const core::Alert alert = alert_of(centre.incident(outcome), dvo);
    ASSERT_TRUE(alert.escalation);
    EXPECT_EQ(alert.escalation->policy, escalate.policy);
    EXPECT_EQ(alert.escalation->target, "role/opco");
    EXPECT_EQ(alert.escalation->ack_by, centre.now + 30s);
    ASSERT_THAT(alert.escalations, SizeIs(2));
    EXPECT_EQ(alert.escalations[0].policy, core::PolicyName{"serious-threat"});
    EXPECT_EQ(alert.escalations[1], alert.escalation);
}

TEST(AlertOf, AnAcknowledgedEscalationSaysWhoAndWhen) {
    test::Centre centre;
    const auto outcome = centre.receives("radio-7", test::report("shooting"));
    centre.passes(10s);
    centre.receives("radio-8", core::Ack{outcome.incident, {}, {}, core::Answer::acknowledged, ""});
    const core::Alert alert = alert_of(centre.incident(outcome), dvo);
    EXPECT_TRUE(alert.acked);
    ASSERT_TRUE(alert.escalation);
    EXPECT_EQ(alert.escalation->ack_by, std::nullopt);
    EXPECT_EQ(alert.escalation->acked_by, core::ClientName{"radio-8"});
    EXPECT_EQ(alert.escalation->acked_at, centre.now);
}

TEST(AlertOf, AnAssignedUnitShowsHowFarItGot) {
    test::Centre centre;
    const auto outcome = centre.receives("radio-7", test::report("theft"));
    core::Command assign;
    assign.deed = core::Deed::assign;
    assign.incident = outcome.incident;
    assign.division = dvo;
    assign.unit = core::ClientName{"radio-8"};
    centre.receives("console-1", assign);
    centre.passes(10s);
    core::StatusUpdate update;
    update.status = core::UnitStatus::en_route;
    update.incident = outcome.incident;
    centre.receives("radio-8", update);
    const core::Alert alert = alert_of(centre.incident(outcome), dvo);
    EXPECT_EQ(alert.status, core::IncidentStatus::en_route);
    EXPECT_THAT(alert.units, ElementsAre(core::AssignedUnit{core::ClientName{"radio-8"}, "en_route", centre.now}));
}

}  // namespace
}  // namespace paraat::projection
