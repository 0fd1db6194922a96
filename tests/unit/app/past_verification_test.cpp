#include "hub/app/past_verification.hpp"

#include <gmock/gmock.h>
#include <sys/resource.h>

#include "tests/support/eventually.hpp"
#include "tests/support/folder.hpp"

namespace paraat::app {
namespace {

constexpr Instant now{1'763'940'000'000};

journal::SqliteOptions leaving_its_past(const std::filesystem::path& directory) {
    journal::SqliteOptions options{directory};
    options.verifies_at_once = 0;
    return options;
}

// Two events and a snapshot of the first; as a hub leaves it that was killed.
void make_journal(const std::filesystem::path& directory) {
    auto journal = journal::SqliteJournal::open({directory}, now);
    ASSERT_TRUE(journal);
    for (const char* open : {"one", "two"}) {
        const journal::Entry entry{std::nullopt, {{now, 1, 1, "", open, ""}}};
        ASSERT_TRUE((*journal)->append({&entry, 1}));
    }
    ASSERT_TRUE((*journal)->save_snapshot({journal::Sequence{1}, "state", "bytes"}));
}

TEST(PastVerification, IsOverOnceThePastIsWhole) {
    test::Folder folder;
    make_journal(folder.path());
    auto journal = journal::SqliteJournal::open(leaving_its_past(folder.path()), now);
    ASSERT_TRUE(journal);
    ASSERT_TRUE((*journal)->has_unverified_past());
    PastVerification past;
    past.begin(**journal);
    EXPECT_TRUE(test::eventually([&] { return past.left() == 0; }));
    EXPECT_EQ(past.remark(), "");
    EXPECT_FALSE((*journal)->has_unverified_past());
}

// Nothing can be opened for a while: that says nothing about the journal.
TEST(PastVerification, EndsNothingWhenThePastCannotBeRead) {
    test::Folder folder;
    make_journal(folder.path());
    {
        auto journal = journal::SqliteJournal::open(leaving_its_past(folder.path()), now);
        ASSERT_TRUE(journal);
        PastVerification past;
        rlimit before{};
        ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
        const rlimit none{3, before.rlim_max};
        ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
        past.begin(**journal);
        const bool is_told = test::eventually([&] { return past.remark().find("could not") != std::string::npos; });
        setrlimit(RLIMIT_NOFILE, &before);
        EXPECT_TRUE(is_told);
        EXPECT_TRUE((*journal)->has_unverified_past());
    }
    const auto again = journal::SqliteJournal::open(leaving_its_past(folder.path()), now);
    ASSERT_TRUE(again);
    EXPECT_FALSE((*again)->has_unverified_past()) << "it was verified first";
}

TEST(PastVerification, HasNothingToDoAfterACleanStop) {
    test::Folder folder;
    make_journal(folder.path());
    ASSERT_TRUE((*journal::SqliteJournal::open({folder.path()}, now))->close());
    auto journal = journal::SqliteJournal::open(leaving_its_past(folder.path()), now);
    PastVerification past;
    past.begin(**journal);
    EXPECT_EQ(past.left(), 0);
    EXPECT_EQ(past.remark(), "");
}

TEST(PastVerificationDeathTest, EndsTheHubWhenThePastIsDamagedAndTheNextStartIsRefused) {
    test::Folder folder;
    make_journal(folder.path());
    {
        auto database =
            journal::Database::open(journal::Paths{folder.path()}.journal().string(), journal::Access::read_write);
        ASSERT_TRUE(database);
        ASSERT_TRUE(database->execute("UPDATE event SET kind = 2 WHERE seq = 1"));
    }
    const auto serve = [&] {
        auto journal = journal::SqliteJournal::open(leaving_its_past(folder.path()), now);
        PastVerification past;
        past.begin(**journal);
        static_cast<void>(test::eventually([] { return false; }));  // until it ends the process
    };
    EXPECT_EXIT(serve(), testing::ExitedWithCode(74), "is damaged: event 1: .*paraat journal verify");
    const auto refused = journal::SqliteJournal::open(leaving_its_past(folder.path()), now);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "journal_damaged");
}

}  // namespace
}  // namespace paraat::app
