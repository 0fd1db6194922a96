#include <gmock/gmock.h>

#include "hub/core/decider.hpp"
#include "tests/support/centre.hpp"

// What says something of earlier reports and nothing by itself, as a withdrawal does.
namespace paraat::core {
namespace {

using namespace std::chrono_literals;

struct Withdrawing : test::Centre {
    Outcome withdraws(std::optional<IncidentId> of) {
        ClientInput input;
        input.client = ClientName{"radio-7"};
        input.id = "w1";
        Report report = test::report("shooting");
        report.severity = Severity::extreme;
        report.position.reset();
        input.body = report;
        input.fresh_incident = IncidentId{Ulid::parse("01jd8000000000000000000001").value()};
        input.follows = of;
        input.only_follows = true;
        return Decider{organisation, rules}.decide(state, observed, input, now);
    }
};

TEST(Following, WithdrawalGoesToItsIncidentAndRaisesNothing) {
    Withdrawing centre;
    const auto theft = centre.receives("radio-7", test::report("theft"));
    const Outcome outcome = centre.withdraws(theft.incident);
    EXPECT_FALSE(outcome.refusal);
    EXPECT_EQ(outcome.incident, theft.incident);
    EXPECT_TRUE(outcome.joined);
    for (const Event& event : outcome.events) EXPECT_FALSE(std::holds_alternative<SeverityChanged>(event.body));
}

TEST(Following, WithdrawalOfNothingKnownIsRefusedAndOpensNothing) {
    Withdrawing centre;
    centre.receives("radio-7", test::report("shooting"));
    const Outcome unknown = centre.withdraws(std::nullopt);
    ASSERT_TRUE(unknown.refusal);
    EXPECT_EQ(unknown.refusal->reason, Reason::not_found);
    EXPECT_TRUE(unknown.events.empty());
}

TEST(Following, WithdrawalOfWhatIsOverIsRefused) {
    Withdrawing centre;
    const auto theft = centre.receives("radio-7", test::report("theft"));
    Command close;
    close.deed = Deed::close;
    close.incident = theft.incident;
    close.acknowledge = true;
    centre.receives("console-1", close);
    const Outcome late = centre.withdraws(theft.incident);
    ASSERT_TRUE(late.refusal);
    EXPECT_EQ(late.refusal->reason, Reason::closed);
}

TEST(Following, PartnersCaseKnowsWhenItsAlertsWereTold) {
    test::Centre centre;
    Agreement agreement;
    agreement.partner = ClientName{"police"};
    agreement.flows.insert(Flow::out);
    agreement.categories.insert(CategoryName{"theft"});
    agreement.areas.insert(any_area);
    agreement.severities = {Severity::minor, Severity::moderate};
    agreement.given.insert(PartnerField::severity);
    agreement.from = centre.now;
    agreement.until = centre.now + 240h;
    centre.agrees({agreement});
    const auto told = [&]() -> const PartnerCase& {
        return centre.state.partners.by_name.begin()->second.cases.begin()->second;
    };
    const Instant first = centre.now;
    centre.receives("radio-7", test::report("theft"));
    EXPECT_TRUE(told().earlier.empty());
    centre.passes(1min);
    Report worse = test::report("theft");
    worse.severity = Severity::moderate;
    centre.receives("radio-8", worse);
    ASSERT_EQ(told().told.rev, 2U);
    EXPECT_EQ(told().earlier, std::vector{first});
    // Taken back, and told anew: that begins a chain of its own.
    centre.passes(1min);
    worse.severity = Severity::severe;
    centre.receives("radio-7", worse);
    EXPECT_EQ(told().told.kind, PartnerWordKind::recall);
    EXPECT_EQ(told().earlier.size(), 2U);
    centre.compares_folds();
}

}  // namespace
}  // namespace paraat::core
