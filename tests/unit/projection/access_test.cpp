#include "hub/projection/access.hpp"

#include <gmock/gmock.h>

#include <set>

#include "tests/support/accounts.hpp"
#include "tests/support/centre.hpp"

namespace paraat::projection {
namespace {

using testing::HasSubstr;
using testing::Not;

using Names = std::set<std::string>;

const Topics oov_topics("oov");

core::Organisation with_more_accounts() {
    core::Organisation organisation = test::small_organisation();
    organisation.roles[core::RoleName{"administrator"}] = {
        core::RoleName{"administrator"}, "", core::Authority::administrator, {}};
    organisation.accounts.put(test::account("admin-1", "", {"administrator"}));
    core::Account outside = test::account("client-1", "", {});
    outside.is_outside = true;
    organisation.accounts.put(outside);
    organisation.accounts.put(test::account("shadow-1", "it-ondermijning", {}));
    test::make_covert(organisation, "shadow-1");
    return organisation;
}

Names readable(const core::Organisation& organisation, const std::string& client) {
    Names names;
    for (const Access& row : access_of(organisation, oov_topics, core::ClientName{client})) {
        if (row.may_read) names.insert(row.family.name);
    }
    return names;
}

Names writable(const core::Organisation& organisation, const std::string& client) {
    Names names;
    for (const Access& row : access_of(organisation, oov_topics, core::ClientName{client})) {
        if (row.may_write) names.insert(row.family.name);
    }
    return names;
}

const Names everybody = {"down/own", "hub/status"};

Names division(const std::string& name, const std::string& team) {
    Names names;
    for (const char* kind : {"alert", "board", "board/full", "board/full/team", "briefing", "instruction"}) {
        names.insert(name + "/" + kind);
    }
    if (!team.empty()) names.insert(name + "/team/" + team + "/instruction");
    return names;
}

Names operator+(Names all, const Names& more) {
    all.insert(more.begin(), more.end());
    return all;
}

TEST(Access, OfAUnitIsItsOwnSideItsDivisionAndTheOrdersToItsTeam) {
    const auto organisation = with_more_accounts();
    EXPECT_EQ(readable(organisation, "radio-1"), everybody + division("dvl", "it-overlast"));
    EXPECT_EQ(writable(organisation, "radio-1"), Names{"up/own"});
}

TEST(Access, ToATeamsOrdersIsNotTheDivisions) {
    auto organisation = with_more_accounts();
    core::Account desk = test::account("desk-1", "", {});
    desk.division = core::DivisionName{"dvl"};
    organisation.accounts.put(desk);
    organisation.teams[core::TeamName{"other"}] = {core::TeamName{"other"}, "", core::DivisionName{"dvl"}};
    EXPECT_EQ(readable(organisation, "desk-1"), everybody + division("dvl", ""));
    EXPECT_EQ(readable(organisation, "radio-1").count("dvl/team/other/instruction"), 0U);
    EXPECT_EQ(readable(organisation, "coord-overlast-1").count("dvl/team/other/instruction"), 1U);
}

TEST(Access, OfACoordinatorIsTheDivisionWithItsCovertSide) {
    const auto organisation = with_more_accounts();
    EXPECT_EQ(readable(organisation, "coord-ondermijning-1"),
              everybody + division("dvo", "it-ondermijning") + division("covert/dvo", "it-ondermijning"));
    EXPECT_EQ(writable(organisation, "coord-ondermijning-1"), Names{"up/own"});
}

TEST(Access, OfTheCentreIsAllThatIsOpenAndNothingCovert) {
    const auto organisation = with_more_accounts();
    EXPECT_EQ(readable(organisation, "console-1"),
              everybody + division("sector", "") + division("dvl", "it-overlast") + division("dvo", "it-ondermijning"));
}

TEST(Access, OfTheOpcoIsTheCovertSideOfEachDivisionToo) {
    const auto organisation = with_more_accounts();
    EXPECT_EQ(readable(organisation, "opco-1"), readable(organisation, "console-1") + division("covert/sector", "") +
                                                    division("covert/dvl", "it-overlast") +
                                                    division("covert/dvo", "it-ondermijning"));
}

TEST(Access, OfACovertUnitIsTheCovertSideOfItsDivisionOnly) {
    const auto organisation = with_more_accounts();
    EXPECT_EQ(readable(organisation, "shadow-1"),
              everybody + division("dvo", "it-ondermijning") + division("covert/dvo", "it-ondermijning"));
}

TEST(Access, OfTheAdministratorIsNothingOfTheWork) {
    const auto organisation = with_more_accounts();
    EXPECT_EQ(readable(organisation, "admin-1"), everybody);
    EXPECT_EQ(writable(organisation, "admin-1"), Names{"up/own"});
    EXPECT_TRUE(core::may_manage_accounts(organisation, core::ClientName{"admin-1"}));
    EXPECT_FALSE(core::may_manage_accounts(organisation, core::ClientName{"opco-1"}));
}

TEST(Access, OfAnOutsiderIsItsOwnSideAndWhatPartnersExchange) {
    const auto organisation = with_more_accounts();
    EXPECT_EQ(readable(organisation, "client-1"), everybody + Names{"partner/own/out"});
    EXPECT_EQ(writable(organisation, "client-1"), (Names{"up/own", "partner/own/in"}));
}

TEST(Access, OfAnOutsiderWithARoleIsNoMore) {
    auto organisation = with_more_accounts();
    test::change_account(organisation, "client-1", [](core::Account& account) {
        account.roles = {core::RoleName{"opco"}, core::RoleName{"administrator"}};
    });
    EXPECT_EQ(readable(organisation, "client-1"), everybody + Names{"partner/own/out"});
    EXPECT_FALSE(core::may_manage_accounts(organisation, core::ClientName{"client-1"}));
}

TEST(Access, OfWhoIsNotOfTheOrganisationIsNothing) {
    const auto organisation = with_more_accounts();
    for (const char* name : {"", "stranger"}) {
        EXPECT_EQ(readable(organisation, name), Names{}) << name;
        EXPECT_EQ(writable(organisation, name), Names{}) << name;
    }
}

TEST(Access, ToAskIsAccessToRead) {
    const auto organisation = with_more_accounts();
    for (const auto& [name, account] : organisation.accounts) {
        for (const Access& row : access_of(organisation, oov_topics, name)) {
            EXPECT_EQ(row.may_ask, row.may_read && !row.question.empty()) << name.text << " " << row.family.name;
        }
    }
}

TEST(Access, ListsTheSameFamiliesForEveryAccount) {
    const auto organisation = with_more_accounts();
    const auto names = [&](const std::string& client) {
        std::vector<std::string> all;
        for (const Access& row : access_of(organisation, oov_topics, core::ClientName{client})) {
            all.push_back(row.family.name);
        }
        return all;
    };
    for (const auto& [name, account] : organisation.accounts) EXPECT_EQ(names(name.text), names("radio-1"));
}

TEST(AccessFile, NamesEachFilterWithItsTwinAndDeniesTheRest) {
    const auto organisation = with_more_accounts();
    EXPECT_EQ(broker_access_file(organisation, oov_topics, {core::ClientName{"admin-1"}, core::ClientName{"client-1"}}),
              "# Written by Paraat from its organisation (docs/decisions/0033); changes are lost.\n"
              "user hub\n"
              "topic readwrite oov/#\n"
              "topic read $SYS/broker/#\n"
              "user admin-1\n"
              "topic write oov/up/admin-1/#\n"
              "topic read oov/down/admin-1/#\n"
              "topic read oov/json/down/admin-1/#\n"
              "topic read oov/hub/+/status\n"
              "topic read oov/json/hub/+/status\n"
              "user client-1\n"
              "topic write oov/up/client-1/#\n"
              "topic read oov/down/client-1/#\n"
              "topic read oov/json/down/client-1/#\n"
              "topic write oov/partner/client-1/in/#\n"
              "topic read oov/partner/client-1/out/#\n"
              "topic read oov/json/partner/client-1/out/#\n"
              "topic read oov/hub/+/status\n"
              "topic read oov/json/hub/+/status\n");
}

TEST(AccessFile, GivesNobodyAWildcardOverDivisionsOrClients) {
    const auto organisation = with_more_accounts();
    std::vector<core::ClientName> all;
    for (const auto& [name, account] : organisation.accounts) all.push_back(name);
    const std::string text = broker_access_file(organisation, oov_topics, all);
    const std::string of_clients = text.substr(text.find("user admin-1"));
    for (const char* wide : {" oov/#", " oov/+", " oov/json/#", " oov/json/+", " oov/up/+", " oov/down/+",
                             " oov/down/#", " oov/covert/+", " oov/covert/#", "$SYS", "pattern"}) {
        EXPECT_THAT(of_clients, Not(HasSubstr(wide)));
    }
}

}  // namespace
}  // namespace paraat::projection
