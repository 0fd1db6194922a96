#include "hub/app/organisation_in_force.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include "tests/unit/app/desk.hpp"

namespace paraat::app {
namespace {

TEST(OrganisationInForce, IsThatOfTheFileBeforeThereIsAJournal) {
    const test::Folder folder;
    Desk desk;
    const auto found = organisation_in_force(desk.organisation(), folder.path() / "journal");
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->has_journal);
    EXPECT_EQ(found->organisation.accounts.size(), desk.organisation().accounts.size());
}

TEST(OrganisationInForce, HasWhoWasAppointedWhileTheHubGoesOn) {
    Desk desk;
    const std::string command = R"({"id":"a1","do":"appoint","account":"newcomer-1","team":"it-ondermijning"})";
    ASSERT_EQ(desk.receipt("opco-1", "command", command)["accepted"], true);
    const auto found = organisation_in_force(desk.organisation(), desk.journal());
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_TRUE(found->has_journal);
    const core::Account* account = found->organisation.account(core::ClientName{"newcomer-1"});
    ASSERT_NE(account, nullptr);
    EXPECT_EQ(account->team.text, "it-ondermijning");
    EXPECT_EQ(desk.organisation().account(core::ClientName{"newcomer-1"}), nullptr);
}

TEST(OrganisationInForce, IsReadByTheUserAloneWhoseJournalItIs) {
    if (geteuid() != 0) GTEST_SKIP() << "only root can be somebody else";
    Desk desk;
    ASSERT_EQ(chown(desk.journal().c_str(), 65'534, 65'534), 0);
    EXPECT_EQ(organisation_in_force(desk.organisation(), desk.journal()).error().code, "not_owner");
}

}  // namespace
}  // namespace paraat::app
