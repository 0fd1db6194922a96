#include "hub/core/staff.hpp"

#include <gtest/gtest.h>

#include "tests/support/centre.hpp"

namespace paraat::core {
namespace {

const ClientName radio{"radio-7"};
const ClientName stranger{"jansen"};

Event appoint(const ClientName& account, std::optional<Appointment> as) {
    return {Instant{1}, ClientName{"opco-1"}, Appointed{account, std::move(as), {}, {}}};
}

Appointment to_team(const std::string& team) {
    return {{}, TeamName{team}, {}, true, false};
}

TEST(Staff, IsTheOrganisationUntilSomebodyIsAppointed) {
    const Organisation configured = test::small_organisation();
    const Staff staff(configured, {});
    EXPECT_EQ(configured.accounts.size(), staff.organisation().accounts.size());
    EXPECT_EQ(DivisionName{"dvo"}, staff.organisation().division_of(radio));
}

TEST(Staff, GivesAnAccountItsNewPlaceAndNoOther) {
    const Organisation configured = test::small_organisation();
    Staff staff(configured, {});
    EXPECT_TRUE(staff.follow(appoint(radio, to_team("it-overlast"))));
    EXPECT_EQ(DivisionName{"dvl"}, staff.organisation().division_of(radio));
    const auto members = staff.organisation().accounts.of_team(TeamName{"it-ondermijning"});
    EXPECT_EQ(0, std::count(members.begin(), members.end(), radio));
    EXPECT_EQ(TeamName{"it-ondermijning"}, configured.account(radio)->team);
}

TEST(Staff, KeepsWhatNoAppointmentChanges) {
    Organisation configured = test::small_organisation();
    Account account = configured.accounts.at(radio);
    account.compartment = CompartmentName{"covert"};
    account.pin = "hashed";
    account.skills = {"first_aid"};
    configured.accounts.put(account);
    Staff staff(configured, {});
    staff.follow(appoint(radio, Appointment{{}, {}, {}, false, true}));
    const Account& now = staff.organisation().accounts.at(radio);
    EXPECT_EQ(CompartmentName{"covert"}, now.compartment);
    EXPECT_EQ("hashed", now.pin);
    EXPECT_EQ(std::vector<std::string>{"first_aid"}, now.skills);
    EXPECT_TRUE(now.is_outside);
}

TEST(Staff, ReinstatesAsItWasConfigured) {
    const Organisation configured = test::small_organisation();
    Staff staff(configured, {});
    staff.follow(appoint(radio, to_team("it-overlast")));
    EXPECT_TRUE(staff.organisation().displaced.contains(radio));
    staff.follow(appoint(radio, std::nullopt));
    EXPECT_EQ(TeamName{"it-ondermijning"}, staff.organisation().account(radio)->team);
    EXPECT_TRUE(staff.organisation().displaced.empty());
}

TEST(Staff, ForgetsAStrangerThatIsReinstated) {
    const Organisation configured = test::small_organisation();
    Staff staff(configured, {});
    staff.follow(appoint(stranger, to_team("it-overlast")));
    EXPECT_NE(nullptr, staff.organisation().account(stranger));
    staff.follow(appoint(stranger, std::nullopt));
    EXPECT_EQ(nullptr, staff.organisation().account(stranger));
}

TEST(Staff, BeginsWithThoseOfTheState) {
    const Organisation configured = test::small_organisation();
    State state;
    evolve(state, appoint(radio, to_team("it-overlast")));
    const auto again = decode_state(encode(state));
    ASSERT_TRUE(again);
    const Staff staff(configured, *again);
    EXPECT_EQ(DivisionName{"dvl"}, staff.organisation().division_of(radio));
}

}  // namespace
}  // namespace paraat::core
