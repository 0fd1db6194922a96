#include "hub/core/open_tally.hpp"

#include <gtest/gtest.h>

#include "hub/core/clearance.hpp"
#include "tests/support/centre.hpp"
#include "tests/support/deeds.hpp"

namespace paraat::core {
namespace {

const CompartmentName open;
const DivisionName dvo{"dvo"};

TEST(OpenTally, CountsWhatIsOpenAndWhatNobodyAcknowledged) {
    test::Centre centre;
    const Outcome shooting = centre.receives("radio-1", test::report("shooting"));
    centre.receives("radio-1", test::report("theft"));
    EXPECT_EQ(centre.state.tally.of(open, dvo), (OpenTally::Count{2, 2}));
    centre.receives("opco-1", test::ack(*shooting.incident));
    EXPECT_EQ(centre.state.tally.of(open, dvo), (OpenTally::Count{2, 1}));
    centre.receives("opco-1", test::closing(*shooting.incident));
    EXPECT_EQ(centre.state.tally.of(open, dvo), (OpenTally::Count{1, 1}));
}

TEST(OpenTally, CountsAnIncidentOfTwoDivisionsInEachAndOnceInAll) {
    test::Centre centre;
    const Outcome theft = centre.receives("radio-1", test::report("theft"));
    Command triage = test::command(Deed::triage, *theft.incident);
    triage.division = DivisionName{"dvl"};
    centre.receives("console-1", triage);
    EXPECT_EQ(centre.state.tally.of(open, dvo).open, 1);
    EXPECT_EQ(centre.state.tally.of(open, DivisionName{"dvl"}).open, 1);
    EXPECT_EQ(centre.state.tally.of(open).open, 1);
}

TEST(OpenTally, CountsNoDrillAndNothingCovertAmongTheOpen) {
    test::Centre centre;
    Report drill = test::report("theft");
    drill.exercise = true;
    centre.receives("radio-1", drill);
    Report covert = test::report("theft");
    covert.covert = true;
    centre.receives("opco-1", covert);
    EXPECT_EQ(centre.state.tally.of(open).open, 0);
    EXPECT_EQ(centre.state.tally.of(covert_compartment, dvo).open, 1);
}

}  // namespace
}  // namespace paraat::core
