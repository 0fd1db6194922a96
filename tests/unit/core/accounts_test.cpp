#include "tests/support/accounts.hpp"

#include <gmock/gmock.h>

#include "hub/core/behind.hpp"
#include "tests/support/centre.hpp"

namespace paraat::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> texts(std::span<const core::ClientName> clients) {
    std::vector<std::string> texts;
    for (const core::ClientName& client : clients) texts.push_back(client.text);
    return texts;
}

std::vector<std::string> behind(const core::Organisation& organisation, const std::string& target) {
    return texts(core::clients_behind(organisation, *core::Target::parse(target)));
}

TEST(Accounts, AreFoundByTeamAndRoleInOrderAndEachOnce) {
    core::Accounts accounts;
    for (const char* name : {"b", "c", "a"}) accounts.put(account(name, "north", {"opco", "centre", "opco"}));
    accounts.put(account("d", "", {"centre"}));
    EXPECT_THAT(texts(accounts.of_team(core::TeamName{"north"})), ElementsAre("a", "b", "c"));
    EXPECT_THAT(texts(accounts.with_role(core::RoleName{"opco"})), ElementsAre("a", "b", "c"));
    EXPECT_THAT(texts(accounts.with_role(core::RoleName{"centre"})), ElementsAre("a", "b", "c", "d"));
}

TEST(Accounts, HaveNobodyInWhatIsUnknownAndInNoTeam) {
    core::Accounts accounts;
    accounts.put(account("a", "", {}));
    EXPECT_THAT(accounts.of_team({}), IsEmpty());
    EXPECT_THAT(accounts.of_team(core::TeamName{"north"}), IsEmpty());
    EXPECT_THAT(accounts.with_role(core::RoleName{"opco"}), IsEmpty());
    EXPECT_EQ(accounts.find(core::ClientName{"b"}), nullptr);
}

TEST(Accounts, ForgetWhatAnAccountWasWhenItIsPutAnew) {
    core::Accounts accounts;
    for (const auto& [team, role, division] : {std::tuple{"north", "opco", "dvl"}, {"south", "centre", "dvo"}}) {
        core::Account one = account("a", team, {role});
        one.division = core::DivisionName{division};
        accounts.put(one);
    }
    EXPECT_EQ(accounts.size(), 1U);
    EXPECT_THAT(accounts.of_team(core::TeamName{"north"}), IsEmpty());
    EXPECT_THAT(accounts.with_role(core::RoleName{"opco"}), IsEmpty());
    EXPECT_THAT(texts(accounts.of_team(core::TeamName{"south"})), ElementsAre("a"));
    EXPECT_THAT(texts(accounts.with_role(core::RoleName{"centre"})), ElementsAre("a"));
    EXPECT_THAT(accounts.of_own_division(core::DivisionName{"dvl"}), IsEmpty());
    EXPECT_THAT(texts(accounts.of_own_division(core::DivisionName{"dvo"})), ElementsAre("a"));
}

// As if each account were looked at.
TEST(Accounts, OfADivisionAreThoseWhoseDivisionItIs) {
    core::Organisation organisation = small_organisation();
    core::Account alone = account("alone-1", "", {});
    alone.division = core::DivisionName{"dvl"};
    organisation.accounts.put(alone);
    alone.name = core::ClientName{"of-the-other"};  // its team goes before its own
    alone.team = core::TeamName{"it-ondermijning"};
    organisation.accounts.put(alone);
    alone.name = core::ClientName{"of-a-team-that-is-gone"};
    alone.team = core::TeamName{"it-gone"};
    organisation.accounts.put(alone);
    for (const char* name : {"dvl", "dvo", "sector", "", "unknown"}) {
        const core::DivisionName division{name};
        std::vector<core::ClientName> expected;
        for (const auto& [client, account] : organisation.accounts) {
            if (organisation.division_of(client) == division) expected.push_back(client);
        }
        EXPECT_EQ(organisation.clients_of(division), expected) << name;
    }
    EXPECT_THAT(behind(organisation, "division/dvl"),
                ElementsAre("alone-1", "of-a-team-that-is-gone", "radio-1", "radio-2"));
}

TEST(Accounts, OfTheSectorAreTheCentreToo) {
    core::Organisation organisation = small_organisation();
    core::Account both = account("both", "", {"centre"});
    both.division = organisation.sector;
    organisation.accounts.put(both);
    EXPECT_THAT(behind(organisation, "division/sector"), ElementsAre("both", "console-1", "console-2"));
}

}  // namespace
}  // namespace paraat::test
