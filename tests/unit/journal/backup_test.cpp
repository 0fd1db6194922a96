#include "hub/journal/backup.hpp"

#include <gtest/gtest.h>

#include "tests/unit/journal/sample.hpp"

namespace paraat::journal {
namespace {

namespace fs = std::filesystem;

TEST(Backup, TakenWhileTheHubWritesOpensAsAJournal) {
    Folder folder, target;
    auto journal = open_in(folder.path());
    write_file(folder.path() / "site-key", std::string(32, 'k'));
    ASSERT_TRUE(append_one(*journal, entry("r1", 1, {event("one", "name")})));
    const auto copied = back_up(folder.path(), target.path());
    ASSERT_TRUE(copied) << copied.error().message;
    EXPECT_TRUE(copied->is_whole());
    ASSERT_TRUE(append_one(*journal, entry("r2", 2, {event("two")})));
    EXPECT_FALSE(back_up(folder.path(), target.path()));
    auto restored = open_in(target.path());
    EXPECT_EQ(restored->head().sequence, Sequence{1});
    EXPECT_EQ(restored->head().generation, journal->head().generation);
}

TEST(Backup, NeedsNoFilesBesideItToBeRead) {
    Folder folder, target;
    make_small(folder.path());
    write_file(folder.path() / "site-key", std::string(32, 'k'));
    ASSERT_TRUE(back_up(folder.path(), target.path()));
    EXPECT_FALSE(fs::exists(target.path() / "journal.db-wal"));
    EXPECT_TRUE(verify(target.path()).is_whole());
    EXPECT_FALSE(fs::exists(target.path() / "journal.db-wal"));
}

TEST(Backup, WithoutTheKeyOfAJournalWithEventsIsNone) {
    Folder folder, target;
    make_small(folder.path());
    const auto copied = back_up(folder.path(), target.path());
    ASSERT_FALSE(copied);
    EXPECT_NE(copied.error().message.find("site-key"), std::string::npos);
}

}  // namespace
}  // namespace paraat::journal
