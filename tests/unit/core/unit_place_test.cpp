#include <gmock/gmock.h>

#include "hub/core/clearance.hpp"
#include "tests/support/accounts.hpp"
#include "tests/support/centre.hpp"

namespace paraat::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const core::ClientName radio_1{"radio-1"};
const core::BoardPlace dvl{core::DivisionName{"dvl"}, {}};
const core::BoardPlace dvo{core::DivisionName{"dvo"}, {}};

// "radio-1 dvl -> dvo", with the compartment behind a slash.
std::vector<std::string> placed(const core::Outcome& outcome) {
    const auto text = [](const core::BoardPlace& place) {
        return place.division.text + (place.compartment.empty() ? "" : "/" + place.compartment.text);
    };
    std::vector<std::string> found;
    for (const core::Event& event : outcome.events) {
        const auto* one = std::get_if<core::UnitPlaced>(&event.body);
        if (one != nullptr) found.push_back(one->unit.text + " " + text(one->from) + "->" + text(one->to));
    }
    return found;
}

TEST(UnitPlace, IsNotedForEachUnitAtTheFirstStartAndNoOther) {
    Centre centre;
    EXPECT_THAT(placed(centre.starts()),
                ElementsAre("radio-1 ->dvl", "radio-2 ->dvl", "radio-7 ->dvo", "radio-8 ->dvo"));
    EXPECT_EQ(centre.state.places.at(radio_1), dvl);
    EXPECT_THAT(placed(centre.starts()), IsEmpty());
}

TEST(UnitPlace, FollowsTheOrganisationToAnotherDivision) {
    Centre centre;
    centre.starts();
    change_account(centre.organisation, radio_1.text,
                   [](core::Account& account) { account.team = core::TeamName{"it-ondermijning"}; });
    EXPECT_THAT(placed(centre.starts()), ElementsAre("radio-1 dvl->dvo"));
    EXPECT_EQ(centre.state.places.at(radio_1), dvo);
    EXPECT_THAT(placed(centre.starts()), IsEmpty());
}

TEST(UnitPlace, FollowsTheOrganisationIntoACompartmentAndBack) {
    Centre centre;
    centre.starts();
    make_covert(centre.organisation, radio_1.text);
    EXPECT_THAT(placed(centre.starts()), ElementsAre("radio-1 dvl->dvl/covert"));
    make_open(centre.organisation, radio_1.text);
    EXPECT_THAT(placed(centre.starts()), ElementsAre("radio-1 dvl/covert->dvl"));
}

TEST(UnitPlace, EndsWithItsAccount) {
    Centre centre;
    centre.starts();
    remove_account(centre.organisation, radio_1.text);
    EXPECT_THAT(placed(centre.starts()), ElementsAre("radio-1 dvl->"));
    EXPECT_FALSE(centre.state.places.contains(radio_1));
    EXPECT_THAT(placed(centre.starts()), IsEmpty());
}

TEST(UnitPlace, EndsWhenTheAccountIsNoUnitAnyMore) {
    Centre centre;
    centre.starts();
    change_account(centre.organisation, radio_1.text, [](core::Account& account) { account.is_unit = false; });
    EXPECT_THAT(placed(centre.starts()), ElementsAre("radio-1 dvl->"));
}

}  // namespace
}  // namespace paraat::test
