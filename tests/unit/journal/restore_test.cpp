#include "hub/journal/restore.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hub/journal/backup.hpp"
#include "tests/unit/journal/sample.hpp"

namespace paraat::journal {
namespace {

namespace fs = std::filesystem;

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
    return names;
}

// A journal of four events, and a backup of when it had three.
class Restore : public ::testing::Test {
protected:
    void SetUp() override {
        make_small(journal_);
        write_file(journal_ / "site-key", std::string(32, 'k'));
        ASSERT_TRUE(back_up(journal_, backup_));
        auto journal = open_in(journal_);
        ASSERT_TRUE(append_one(*journal, {std::nullopt, {event("later")}}));
        close(*journal);
    }
    Error refused(const fs::path& directory) {
        const auto restored = restore(backup_, directory);
        EXPECT_FALSE(restored);
        EXPECT_THAT(names_in(directory), Not(Contains(StartsWith("restoring"))));
        return restored ? Error{} : restored.error();
    }

    Folder folder_;
    const fs::path journal_ = folder_.path() / "journal";
    const fs::path backup_ = folder_.path() / "backup";
};

TEST_F(Restore, PutsTheBackupInPlaceAndWhatWasThereAside) {
    const auto restored = restore(backup_, journal_);
    ASSERT_TRUE(restored) << restored.error().message;
    EXPECT_EQ(restored->aside, journal_ / "before-1");
    EXPECT_EQ(restored->report.events, 3);
    EXPECT_EQ(open_in(journal_)->head().sequence, Sequence{3});
    EXPECT_EQ(open_in(restored->aside)->head().sequence, Sequence{4});
    EXPECT_TRUE(verify(backup_).is_whole()) << "the backup stays";

    EXPECT_EQ(restore(backup_, journal_)->aside, journal_ / "before-2");
    EXPECT_THAT(names_in(journal_), Not(Contains(StartsWith("restoring"))));
}

TEST_F(Restore, OfWhatWasMovedAsideIsAWayBack) {
    const fs::path aside = restore(backup_, journal_)->aside;
    ASSERT_TRUE(restore(aside, journal_));
    EXPECT_EQ(open_in(journal_)->head().sequence, Sequence{4});
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

TEST_F(Restore, GoesThroughALink) {
    const fs::path link = folder_.path() / "link";
    fs::create_directory_symlink(journal_, link);
    ASSERT_TRUE(restore(backup_, link));
    EXPECT_TRUE(fs::is_symlink(link));
    EXPECT_EQ(open_in(journal_)->head().sequence, Sequence{3});
}

TEST_F(Restore, LeavesAloneWhatIsNoPartOfTheJournal) {
    fs::create_directories(journal_ / "quarantine");
    write_file(journal_ / "quarantine/one", "poison");
    write_file(journal_ / "notes.txt", "mine");
    ASSERT_TRUE(restore(backup_, journal_));
    EXPECT_EQ(read_file(journal_ / "quarantine/one"), "poison");
    EXPECT_EQ(read_file(journal_ / "notes.txt"), "mine");
}

TEST_F(Restore, TouchesNothingWhileAHubRuns) {
    const auto journal = open_in(journal_);
    EXPECT_EQ(refused(journal_).code, "journal_locked");
}

TEST_F(Restore, TouchesNothingForABackupThatIsNotWhole) {
    auto bytes = *read_file(backup_ / "journal.db");
    bytes.resize(bytes.size() - 4'096);
    write_file(backup_ / "journal.db", bytes);
    EXPECT_EQ(refused(journal_).code, "journal_damaged");
    EXPECT_EQ(open_in(journal_)->head().sequence, Sequence{4});
}

TEST_F(Restore, TouchesNoFolderOfSomethingElseNorTheBackup) {
    const fs::path other = folder_.path() / "photographs";
    fs::create_directories(other);
    write_file(other / "cat.jpg", "meow");
    EXPECT_THAT(refused(other).message, HasSubstr("holds cat.jpg and no journal"));
    EXPECT_THAT(names_in(other), Contains("cat.jpg"));
    EXPECT_THAT(refused(backup_).message, HasSubstr("is the backup itself"));
    EXPECT_TRUE(verify(backup_).is_whole());
}

// As a power loss between two moves leaves it.
TEST_F(Restore, ThatWasCutShortLetsNoHubStartUntilItIsDoneAgain) {
    fs::create_directories(journal_ / "before-1");
    fs::rename(journal_ / "journal.db", journal_ / "before-1/journal.db");
    fs::rename(journal_ / "expected-head", journal_ / "before-1/expected-head");
    write_file(journal_ / "restoring", "");
    const auto opened = SqliteJournal::open(options_in(journal_), start);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, "journal_restoring");
    EXPECT_THAT(opened.error().message, HasSubstr("paraat journal restore"));
    const auto restored = restore(backup_, journal_);
    ASSERT_TRUE(restored) << restored.error().message;
    EXPECT_EQ(open_in(journal_)->head().sequence, Sequence{3});
    EXPECT_TRUE(fs::exists(journal_ / "before-1/journal.db"));
}

}  // namespace
}  // namespace paraat::journal
