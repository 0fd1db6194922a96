#include "hub/journal/backup.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/journal/sample.hpp"

namespace paraat::journal {
namespace {

namespace fs = std::filesystem;

TEST(Backup, TakenWhileTheHubWritesOpensAsAJournal) {
    Folder folder, target;
    auto journal = open_in(folder.path());
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

// A journal in a folder of a folder, and a backup of what it was before its newest event.
class Restore : public ::testing::Test {
protected:
    void SetUp() override {
        make_small(journal_);
        ASSERT_TRUE(back_up(journal_, backup_));
        auto journal = open_in(journal_);
        ASSERT_TRUE(append_one(*journal, {std::nullopt, {event("later")}}));
        close(*journal);
    }
    std::string code_of_restore() {
        const auto restored = restore(backup_, journal_);
        return restored ? "" : restored.error().code;
    }
    std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder_.path())) names.push_back(entry.path().filename());
        return names;
    }

    Folder folder_;
    const fs::path journal_ = folder_.path() / "journal";
    const fs::path backup_ = folder_.path() / "backup";
};

TEST_F(Restore, PutsTheBackupInPlaceAndWhatWasThereBeside) {
    const auto restored = restore(backup_, journal_);
    ASSERT_TRUE(restored) << restored.error().message;
    EXPECT_EQ(restored->aside, folder_.path() / "journal.before-1");
    EXPECT_EQ(restored->report.events, 3);
    EXPECT_EQ(open_in(journal_)->head().sequence, Sequence{3});
    EXPECT_EQ(open_in(restored->aside)->head().sequence, Sequence{4});
    EXPECT_TRUE(verify(backup_).is_whole()) << "the backup stays";

    EXPECT_EQ(restore(backup_, journal_)->aside, folder_.path() / "journal.before-2");
    EXPECT_THAT(names(), testing::UnorderedElementsAre("backup", "journal", "journal.before-1", "journal.before-2"));
}

TEST_F(Restore, BeginsANewGeneration) {
    const auto before = open_in(journal_)->head();
    ASSERT_TRUE(restore(backup_, journal_));
    auto options = options_in(journal_);
    options.chance = system_chance();
    const auto journal = SqliteJournal::open(std::move(options), start);
    ASSERT_TRUE(journal);
    EXPECT_EQ((*journal)->head().origin, before.origin);
    EXPECT_NE((*journal)->head().generation, before.generation);
}

TEST_F(Restore, NeedsNothingToBeThere) {
    fs::remove_all(journal_);
    const auto restored = restore(backup_, journal_.string() + "/");
    ASSERT_TRUE(restored) << restored.error().message;
    EXPECT_TRUE(restored->aside.empty());
    EXPECT_EQ(open_in(journal_)->head().sequence, Sequence{3});
}

TEST_F(Restore, TouchesNothingWhileAHubRuns) {
    const auto journal = open_in(journal_);
    EXPECT_EQ(code_of_restore(), "journal_locked");
    EXPECT_THAT(names(), testing::UnorderedElementsAre("backup", "journal"));
}

TEST_F(Restore, TouchesNothingForABackupThatIsNotWhole) {
    auto bytes = *read_file(backup_ / "journal.db");
    bytes[bytes.size() / 2 + 4'000] ^= 1;
    bytes.resize(bytes.size() - 4'096);
    write_file(backup_ / "journal.db", bytes);
    EXPECT_EQ(code_of_restore(), "journal_damaged");
    EXPECT_THAT(names(), testing::UnorderedElementsAre("backup", "journal"));
    EXPECT_EQ(open_in(journal_)->head().sequence, Sequence{4});
}

TEST_F(Restore, BeginsAnewWhereAnEarlierOneWasCutShort) {
    fs::create_directories(journal_.string() + ".restoring");
    write_file(journal_.string() + ".restoring/journal.db", "half");
    EXPECT_EQ(code_of_restore(), "");
    EXPECT_EQ(open_in(journal_)->head().sequence, Sequence{3});
}

}  // namespace
}  // namespace paraat::journal
