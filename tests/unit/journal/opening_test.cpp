#include "hub/journal/opening.hpp"

#include <gmock/gmock.h>

#include "hub/journal/backup.hpp"
#include "hub/journal/reader.hpp"
#include "tests/unit/journal/sample.hpp"

namespace paraat::journal {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

void overwrite(const fs::path& from, const fs::path& to) {
    fs::copy_file(from, to, fs::copy_options::overwrite_existing);
}

std::vector<std::string> snapshots_in(const fs::path& directory) {
    std::vector<std::string> names;
    for (const auto& file : fs::directory_iterator(directory / "snapshots")) names.push_back(file.path().filename());
    return names;
}

// `count` events and a snapshot that holds `holds` of them.
void make_with_snapshot(const fs::path& directory, int count, std::int64_t holds) {
    auto journal = open_in(directory);
    for (int i = 1; i <= count; ++i) ASSERT_TRUE(append_one(*journal, {std::nullopt, {event(std::to_string(i))}}));
    ASSERT_TRUE(journal->save_snapshot({Sequence{holds}, "state", "bytes"}));
    close(*journal);
}

TEST(Opening, RefusesDamageAfterAnUncleanStopAtEachStart) {
    Folder folder;
    make_with_snapshot(folder.path(), 5, 4);
    change(folder.path(), "UPDATE event SET open = x'00' WHERE seq = 2");
    write_file(folder.path() / "running", "");
    for (int i = 0; i < 3; ++i) EXPECT_EQ(refusal_of(folder.path()), "journal_damaged") << "start " << i;
    EXPECT_TRUE(fs::exists(folder.path() / "running"));
}

TEST(Opening, OnlyACloseTakesTheMarkAway) {
    Folder folder;
    open_in(folder.path());
    EXPECT_TRUE(open_in(folder.path())->ended_unclean());
    close(*open_in(folder.path()));
    EXPECT_FALSE(open_in(folder.path())->ended_unclean());
}

TEST(Opening, AfterACleanStopReadingFindsWhatWasChangedMeanwhile) {
    const char* changes[] = {"UPDATE event SET open = x'00' WHERE seq = 3",
                             "UPDATE event SET at = at + 1 WHERE seq = 3",
                             "UPDATE event SET seq = 30 WHERE seq = 3",
                             "UPDATE sealed SET sealed = x'00' WHERE seq = 3",
                             "DELETE FROM sealed WHERE seq = 3",
                             "UPDATE field_key SET keys = randomblob(32) WHERE seq = 3",
                             "UPDATE field_key SET keys = randomblob(64) WHERE seq = 3"};
    for (const char* sql : changes) {
        Folder folder;
        make_small(folder.path());
        change(folder.path(), sql);
        auto opened = SqliteJournal::open(options_in(folder.path()), start);
        if (!opened) continue;  // at the end of the chain the side file shows it
        const auto events = (*opened)->read(Sequence{1}, 10);
        ASSERT_FALSE(events) << sql;
        EXPECT_EQ(events.error().code, "journal_damaged");
        EXPECT_THAT(events.error().message, HasSubstr("event 3"));
    }
}

TEST(Opening, ReadingFindsADamagedEventOfOneSubject) {
    Folder folder;
    make_small(folder.path());
    change(folder.path(), "UPDATE event SET kind = kind + 1 WHERE seq = 2");
    auto reader = JournalReader::open(folder.path());
    ASSERT_TRUE(reader);
    EXPECT_FALSE(reader->read_subject(incident_b, Sequence{0}, 10));
    EXPECT_EQ(reader->read_subject(incident_a, Sequence{0}, 10)->size(), 1u);
}

TEST(Opening, AnErasedPartIsNoDamage) {
    Folder folder;
    make_small(folder.path());
    change(folder.path(), "DELETE FROM field_key WHERE seq = 1");
    auto journal = open_in(folder.path());
    const auto events = journal->read(Sequence{1}, 10);
    ASSERT_TRUE(events) << events.error().message;
    EXPECT_EQ((*events)[0].sealed, SealedPart::erased);
}

TEST(Opening, AForgedReceiptAndACounterAreFoundWhenTheyAreAskedFor) {
    Folder folder;
    make_small(folder.path());
    change(folder.path(), "UPDATE input SET receipt = x'00'; UPDATE client SET last_seq = 0");
    auto journal = open_in(folder.path());
    EXPECT_EQ(journal->find_input("radio-7", "report", "r1").error().code, "journal_damaged");
    EXPECT_EQ(journal->last_client_seq("radio-7").error().code, "journal_damaged");
}

TEST(Opening, FindsAnotherTimelinesSnapshotAndTakesANewGeneration) {
    Folder folder, backup;
    make_small(folder.path());
    for (const char* name : {"journal.db", "expected-head"}) overwrite(folder.path() / name, backup.path() / name);
    make_with_snapshot(folder.path(), 4, 7);
    const auto before = open_in(folder.path())->head();
    for (const char* name : {"journal.db", "expected-head"}) overwrite(backup.path() / name, folder.path() / name);
    for (const char* name : {"journal.db-wal", "journal.db-shm"}) fs::remove(folder.path() / name);

    auto restored = SqliteJournal::open(options_in(folder.path()), start + Milliseconds{1});
    ASSERT_TRUE(restored) << restored.error().message;
    EXPECT_EQ((*restored)->removed_snapshots().size(), 1u);
    EXPECT_THAT(snapshots_in(folder.path()), ::testing::IsEmpty());
    EXPECT_NE((*restored)->head().generation, before.generation);
    EXPECT_EQ((*restored)->head().origin, before.origin);
}

// The journal has come past the snapshot's place again, with other events.
TEST(Opening, DoesNotUseASnapshotOfAnotherTimeline) {
    Folder folder, other;
    make_with_snapshot(other.path(), 3, 2);
    make_small(folder.path());
    fs::create_directories(folder.path() / "snapshots");
    overwrite(other.path() / "snapshots" / snapshots_in(other.path())[0], folder.path() / "snapshots" / "1.snapshot");
    EXPECT_EQ(*JournalReader::open(folder.path())->newest_snapshot(), std::nullopt);
    EXPECT_EQ(verify(folder.path()).bad_snapshots.size(), 1u);
    EXPECT_EQ(*open_in(folder.path())->newest_snapshot(), std::nullopt);
}

TEST(Opening, RemovesSnapshotsThatNobodyCanUse) {
    Folder folder;
    make_with_snapshot(folder.path(), 3, 2);
    write_file(folder.path() / "snapshots" / "0000000000000000099.snapshot", "paraat snapshot 1\n99\n");
    auto journal = open_in(folder.path());
    EXPECT_THAT(snapshots_in(folder.path()), ::testing::ElementsAre("0000000000000000002.snapshot"));
    EXPECT_EQ((*journal->newest_snapshot())->sequence, Sequence{2});
    EXPECT_FALSE(journal->ended_unclean());
}

TEST(Opening, CreatesWhereAFirstStartWasCutShort) {
    for (const char* sql : {"", "PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL"}) {
        Folder folder;
        {
            auto database = Database::open((folder.path() / "journal.db").string(), Access::read_write);
            ASSERT_TRUE(database);
            database->keep_wal_on_close();
            ASSERT_TRUE(database->execute(sql));
        }
        auto journal = open_in(folder.path());
        ASSERT_NE(journal, nullptr) << sql;
        EXPECT_TRUE(append_one(*journal, {std::nullopt, {event("one")}}));
    }
}

TEST(Opening, LeavesADatabaseOfAnotherProgramAsItIs) {
    Folder folder;
    const auto path = folder.path() / "journal.db";
    ASSERT_TRUE(Database::open(path.string(), Access::read_write)->execute("CREATE TABLE t(x)"));
    const auto before = *read_file(path);
    EXPECT_EQ(refusal_of(folder.path()), "journal_damaged");
    EXPECT_EQ(*read_file(path), before);
}

TEST(Opening, SaysWhatToDoNextWhateverSqliteCallsIt) {
    Folder folder;
    make_small(folder.path());
    const auto path = folder.path() / "journal.db";
    const auto whole = *read_file(path);
    const std::string noise(4096, '\x5a');
    std::string noisy = whole.substr(0, 4096);
    while (noisy.size() < whole.size()) noisy += noise;
    const std::string broken[] = {whole.substr(0, whole.size() - 4096), whole.substr(0, whole.size() - 100),
                                  noise + whole.substr(4096), noisy};
    for (const auto& bytes : broken) {
        write_file(path, bytes);
        auto opened = SqliteJournal::open(options_in(folder.path()), start);
        ASSERT_FALSE(opened);
        for (const std::string& words :
             {"paraat journal verify " + folder.path().string(), "paraat journal adopt " + folder.path().string(),
              std::string("restore the newest backup")}) {
            EXPECT_THAT(opened.error().message, HasSubstr(words));
        }
    }
}

TEST(Opening, TellsAFolderThatCannotBeMadeAndAJournalInUseApart) {
    EXPECT_EQ(SqliteJournal::open(options_in("/dev/null/journal"), start).error().code, "journal_directory");
    Folder folder;
    auto journal = open_in(folder.path());
    EXPECT_EQ(refusal_of(folder.path()), "journal_locked");
}

TEST(Generation, IsNewAfterARestoredBackupAndTheChainGoesOn) {
    Folder folder, target;
    auto journal = open_in(folder.path());
    write_file(folder.path() / "site-key", std::string(32, 'k'));
    ASSERT_TRUE(append_one(*journal, entry("r1", 1, {event("one", "name")})));
    ASSERT_TRUE(back_up(folder.path(), target.path()));
    EXPECT_EQ(read_file(target.path() / "site-key"), std::string(32, 'k'));
    auto restored = SqliteJournal::open(options_in(target.path()), start + Milliseconds{1});
    ASSERT_TRUE(restored) << restored.error().message;
    EXPECT_EQ((*restored)->head().hash, journal->head().hash);
    EXPECT_EQ((*restored)->head().origin, journal->head().origin);
    const auto generation = (*restored)->head().generation;
    EXPECT_FALSE(generation.is_nil());
    EXPECT_NE(generation, journal->head().generation);
    close(**restored);
    restored->reset();
    EXPECT_EQ(open_in(target.path())->head().generation, generation) << "it stays until the next restore";
}

TEST(Generation, IsNewAfterAPersonAdoptedAJournal) {
    Folder folder;
    make_with_snapshot(folder.path(), 3, 3);
    const auto before = open_in(folder.path())->head();
    ASSERT_TRUE(adopt_head(folder.path()));
    auto journal = SqliteJournal::open(options_in(folder.path()), start + Milliseconds{1});
    ASSERT_TRUE(journal);
    EXPECT_NE((*journal)->head().generation, before.generation);
    EXPECT_EQ((*journal)->head().hash, before.hash);
    EXPECT_TRUE(*(*journal)->newest_snapshot());
}

TEST(Snapshot, ThatCannotBeWrittenIsNoFailureOfTheJournal) {
    Folder folder;
    make_small(folder.path());
    fs::remove(folder.path() / "snapshots");
    write_file(folder.path() / "snapshots", "a file in the way");
    auto journal = open_in(folder.path());
    EXPECT_FALSE(journal->save_snapshot({Sequence{1}, "state", "bytes"}));
    EXPECT_FALSE(journal->has_failed());
    EXPECT_TRUE(append_one(*journal, {std::nullopt, {event("later")}}));
}

}  // namespace
}  // namespace paraat::journal
