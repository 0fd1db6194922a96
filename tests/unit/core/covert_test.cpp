#include <gmock/gmock.h>

#include "tests/support/centre.hpp"

// What those who are not cleared see is the same whether or not there is covert work.
namespace paraat::test {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;

core::Report covert_report(const std::string& category) {
    core::Report made = report(category);
    made.covert = true;
    return made;
}

core::Command order(core::Deed deed, const core::IncidentId& incident, const std::string& unit) {
    core::Command made;
    made.deed = deed;
    made.incident = incident;
    made.unit = core::ClientName{unit};
    return made;
}

TEST(Covert, ReportOfSomebodyWhoIsNotClearedLearnsAndChangesNothing) {
    Centre centre;
    const auto hidden = centre.receives("opco-1", covert_report("theft"));
    const core::Revision rev = centre.incident(hidden).rev;
    for (const char* client : {"radio-1", "stranger"}) {
        const auto probe = centre.receives(client, covert_report("theft"));
        EXPECT_FALSE(probe.refusal);
        EXPECT_FALSE(probe.incident);
        EXPECT_FALSE(probe.joined);
    }
    EXPECT_EQ(centre.incident(hidden).rev, rev);
    const auto again = centre.receives("coord-ondermijning-1", covert_report("theft"));
    EXPECT_TRUE(*again.joined);
}

TEST(Covert, AckOfSomebodyWhoIsNotClearedIsAsOfNothing) {
    Centre centre;
    const auto hidden = centre.receives("opco-1", covert_report("shooting"));
    core::Ack ack;
    ack.incident = hidden.incident;
    ack.answer = core::Answer::acknowledged;
    for (const char* client : {"radio-1", "console-1", "stranger"}) {
        EXPECT_EQ(centre.receives(client, ack).refusal->reason, core::Reason::not_found) << client;
    }
}

TEST(Covert, InstructionIsNotKnownToThoseWhoAreNotCleared) {
    Centre centre;
    const auto hidden = centre.receives("opco-1", covert_report("theft"));
    core::Instruct instruct;
    instruct.to = "role/coord-ondermijning";
    instruct.incident = hidden.incident;
    instruct.text = "look";
    const auto issued = centre.receives("opco-1", instruct);
    ASSERT_TRUE(issued.instruction);
    core::Ack ack;
    ack.instruction = issued.instruction;
    ack.answer = core::Answer::accepted;
    EXPECT_EQ(centre.receives("radio-7", ack).refusal->reason, core::Reason::not_found);
}

TEST(Covert, OrderThatNobodyMayKnowOfIsRefused) {
    Centre centre;
    const auto hidden = centre.receives("opco-1", covert_report("theft"));
    EXPECT_EQ(centre.receives("opco-1", order(core::Deed::dispatch, *hidden.incident, "radio-7")).refusal->reason,
              core::Reason::nobody_there);
    EXPECT_THAT(centre.incident(hidden).units, IsEmpty());
    core::Instruct instruct;
    instruct.to = "team/it-ondermijning";
    instruct.incident = hidden.incident;
    instruct.text = "look";
    EXPECT_EQ(centre.receives("opco-1", instruct).refusal->reason, core::Reason::nobody_there);
}

TEST(Covert, WorkOfAUnitMovesNothingOpen) {
    Centre with;
    Centre without;
    const auto hidden = with.receives("opco-1", covert_report("theft"));
    without.receives("opco-1", report("other", 10.0, 10.0));
    const auto open_with = with.receives("console-1", report("theft"));
    const auto open_without = without.receives("console-1", report("theft"));
    const auto refused = with.receives("opco-1", order(core::Deed::assign, *hidden.incident, "radio-7"));
    EXPECT_EQ(refused.refusal->reason, core::Reason::nobody_there);  // it would learn of it by its orders
    with.receives("console-1", order(core::Deed::assign, *open_with.incident, "radio-7"));
    without.receives("console-1", order(core::Deed::assign, *open_without.incident, "radio-7"));
    core::StatusUpdate coming;
    coming.status = core::UnitStatus::en_route;
    with.receives("radio-7", coming);
    without.receives("radio-7", coming);
    EXPECT_EQ(with.incident(open_with).status, without.incident(open_without).status);
    with.passes(10s);
    without.passes(10s);
    with.beacon("radio-7", coming);
    without.beacon("radio-7", coming);
    const core::ClientName unit{"radio-7"};
    EXPECT_EQ(with.state.unit(unit)->status_at, without.state.unit(unit)->status_at);
}

TEST(Covert, IsTheSameToTheRulesWheneverTheyAreAsked) {
    Centre centre;
    std::vector<bool> seen;
    centre.rules.rules.push_back([&](const core::Case& at_hand) -> std::optional<core::Firing> {
        seen.push_back(at_hand.report.covert);
        return std::nullopt;
    });
    const auto hidden = centre.receives("opco-1", covert_report("theft"));
    core::Command triage;
    triage.deed = core::Deed::triage;
    triage.incident = hidden.incident;
    triage.division = core::DivisionName{"dvl"};
    EXPECT_FALSE(centre.receives("opco-1", triage).refusal);
    EXPECT_EQ(seen, (std::vector<bool>{true, true}));
}

}  // namespace
}  // namespace paraat::test
