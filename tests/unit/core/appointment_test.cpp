#include <gtest/gtest.h>

#include "hub/core/clearance.hpp"
#include "tests/support/centre.hpp"

namespace paraat::core {
namespace {

Command about(Deed deed, const std::string& account) {
    Command command;
    command.deed = deed;
    command.account = ClientName{account};
    return command;
}

Command to_team(const std::string& account, const std::string& team) {
    Command command = about(Deed::appoint, account);
    command.team = TeamName{team};
    return command;
}

class Appointing : public testing::Test {
protected:
    // "code field", or empty when it was taken.
    std::string refused(const std::string& client, Command command) {
        const Outcome outcome = centre.receives(client, std::move(command));
        return outcome.refusal ? std::string(code_of(outcome.refusal->reason)) + " " + outcome.refusal->field : "";
    }

    test::Centre centre;
};

TEST_F(Appointing, IsForTheOpcoAndNeverOfOneself) {
    EXPECT_EQ("not_allowed do", refused("console-1", to_team("radio-7", "it-overlast")));
    EXPECT_EQ("not_allowed do", refused("radio-7", to_team("radio-7", "it-overlast")));
    EXPECT_EQ("not_allowed account", refused("opco-1", to_team("opco-1", "it-overlast")));
    EXPECT_EQ("not_allowed account", refused("opco-1", to_team("hub", "it-overlast")));
    EXPECT_EQ("", refused("opco-1", to_team("radio-7", "it-overlast")));
}

TEST_F(Appointing, NamesWhatTheOrganisationHas) {
    Command role = about(Deed::appoint, "radio-7");
    role.roles = {RoleName{"coord-overlst"}};
    const Outcome outcome = centre.receives("opco-1", role);
    ASSERT_TRUE(outcome.refusal);
    EXPECT_EQ("unknown roles \"coord-overlst\"; did you mean \"coord-overlast\"?", outcome.refusal->sentence);
    EXPECT_EQ("unknown_team team", refused("opco-1", to_team("radio-7", "it-nowhere")));
    Command division = about(Deed::appoint, "radio-7");
    division.division = DivisionName{"dvx"};
    EXPECT_EQ("unknown_division division", refused("opco-1", division));
    EXPECT_EQ("bad_value roles", refused("opco-1", about(Deed::appoint, "radio-7")));
    Command nobody;
    nobody.deed = Deed::dismiss;
    EXPECT_EQ("bad_value account", refused("opco-1", nobody));
    EXPECT_EQ("not_found account", refused("opco-1", about(Deed::dismiss, "jansen")));
}

TEST_F(Appointing, TwiceTheSameIsOnce) {
    EXPECT_EQ(std::vector<std::string>({"presence_changed", "appointed", "unit_placed"}),
              test::names(centre.receives("opco-1", to_team("radio-7", "it-overlast")).events));
    EXPECT_EQ(std::vector<std::string>(),
              test::names(centre.receives("opco-1", to_team("radio-7", "it-overlast")).events));
    EXPECT_EQ(std::vector<std::string>(),
              test::names(centre.receives("opco-1", about(Deed::reinstate, "radio-8")).events));
}

TEST_F(Appointing, PutsAUnitOnItsOtherBoard) {
    centre.starts();
    centre.receives("opco-1", to_team("radio-7", "it-overlast"));
    EXPECT_EQ(DivisionName{"dvl"}, centre.state.places.at(ClientName{"radio-7"}).division);
    centre.receives("opco-1", about(Deed::dismiss, "radio-7"));
    EXPECT_FALSE(centre.state.places.contains(ClientName{"radio-7"}));
    centre.receives("opco-1", about(Deed::reinstate, "radio-7"));
    EXPECT_EQ(DivisionName{"dvo"}, centre.state.places.at(ClientName{"radio-7"}).division);
}

TEST_F(Appointing, StandsThroughARestart) {
    centre.receives("opco-1", to_team("radio-7", "it-overlast"));
    centre.restarts();
    EXPECT_TRUE(may_read(centre.organisation, ClientName{"radio-7"}, DivisionName{"dvl"}));
    EXPECT_FALSE(may_read(centre.organisation, ClientName{"radio-7"}, DivisionName{"dvo"}));
    centre.compares_folds();
}

class AppointingByTheAdministrator : public Appointing {
protected:
    AppointingByTheAdministrator() {
        const RoleName role{"administrator"};
        centre.organisation.roles[role] = {role, "", Authority::administrator, {}};
        Account admin;
        admin.name = ClientName{"admin-1"};
        admin.roles = {role};
        centre.organisation.accounts.put(admin);
        admin.name = ClientName{"opco-2"};
        admin.roles = {RoleName{"opco"}};
        centre.organisation.accounts.put(admin);
    }
};

TEST_F(AppointingByTheAdministrator, GivesTeamsAndTakesPlaces) {
    EXPECT_EQ("", refused("admin-1", to_team("radio-7", "it-overlast")));
    EXPECT_EQ("", refused("admin-1", about(Deed::reinstate, "radio-7")));
    EXPECT_EQ("", refused("admin-1", about(Deed::dismiss, "coord-overlast-1")));
}

TEST_F(AppointingByTheAdministrator, GivesNoRoleThatCommandsByWhateverDeed) {
    for (const char* role : {"opco", "centre", "coord-overlast"}) {
        Command command = about(Deed::appoint, "radio-7");
        command.roles = {RoleName{role}};
        EXPECT_EQ("not_allowed account", refused("admin-1", command)) << role;
    }
    EXPECT_EQ("not_allowed account", refused("admin-1", about(Deed::dismiss, "opco-1")));
    EXPECT_EQ("", refused("opco-2", about(Deed::dismiss, "opco-1")));
    EXPECT_EQ("not_allowed account", refused("admin-1", about(Deed::reinstate, "opco-1")));
    EXPECT_EQ("", refused("opco-2", about(Deed::reinstate, "opco-1")));
}

TEST_F(AppointingByTheAdministrator, LearnsNothingOfWhoWorksCovertly) {
    Account shadow;
    shadow.name = ClientName{"shadow-1"};
    shadow.is_unit = true;
    shadow.compartment = covert_compartment;
    centre.organisation.accounts.put(shadow);
    for (const Deed deed : {Deed::dismiss, Deed::reinstate}) {
        EXPECT_EQ(refused("admin-1", about(deed, "nobody-1")), refused("admin-1", about(deed, "shadow-1")));
    }
    EXPECT_EQ("", refused("opco-1", about(Deed::dismiss, "shadow-1")));
}

TEST_F(Appointing, TakesWhatItClaimedAndAcknowledgedFromWhoIsDismissed) {
    const IncidentId incident = *centre.receives("radio-7", test::report("theft")).incident;
    Command claim;
    claim.deed = Deed::claim;
    claim.incident = incident;
    centre.receives("coord-ondermijning-1", claim);
    ASSERT_EQ(ClientName{"coord-ondermijning-1"}, centre.state.incidents.at(incident).claimed_by);
    centre.receives("opco-1", about(Deed::dismiss, "coord-ondermijning-1"));
    centre.passes(Milliseconds{1});
    EXPECT_TRUE(centre.state.incidents.at(incident).claimed_by.empty());
    Ack ack;
    ack.incident = incident;
    EXPECT_EQ(Reason::not_found, centre.receives("coord-ondermijning-1", ack).refusal->reason);
}

}  // namespace
}  // namespace paraat::core
