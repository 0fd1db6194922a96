#include "hub/journal/forget.hpp"

#include <gmock/gmock.h>

#include "hub/journal/backup.hpp"
#include "hub/journal/keys_apart.hpp"
#include "hub/journal/reader.hpp"
#include "hub/journal/restore.hpp"
#include "tests/unit/journal/sample.hpp"

namespace paraat::journal {
namespace {

namespace fs = std::filesystem;

constexpr const char* secret = "a very secret name";

// A journal of four events, each with a secret, and a backup of when it had three; then the second was erased.
class Forgetting : public ::testing::Test {
protected:
    void SetUp() override {
        fs::create_directories(journal_);
        write_file(journal_ / "site-key", std::string(32, 'k'));
        auto journal = open_random();
        for (int number = 1; number <= 3; ++number) ASSERT_TRUE(append_one(*journal, one(number)));
        ASSERT_TRUE(back_up(journal_, backup_));
        ASSERT_TRUE(append_one(*journal, one(4)));
        ASSERT_EQ(erase(*journal, all_of({2}, {4})).fields, 3);
        close(*journal);
    }
    static Entry one(int number) {
        Entry made = entry("r" + std::to_string(number), number, {event("open", secret)});
        made.input->normalised = secret;
        return made;
    }
    std::unique_ptr<SqliteJournal> open_random() {
        auto options = options_in(journal_);
        options.chance = system_chance();
        auto journal = SqliteJournal::open(std::move(options), start);
        EXPECT_TRUE(journal) << (journal ? "" : journal.error().message);
        return journal ? std::move(*journal) : nullptr;
    }
    std::vector<SealedPart> parts_in(const fs::path& directory) {
        std::vector<SealedPart> parts;
        auto reader = JournalReader::open(directory);
        EXPECT_TRUE(reader) << reader.error().message;
        const auto events = reader->read(Sequence{1}, 9);
        EXPECT_TRUE(events) << events.error().message;
        for (const auto& found : *events) parts.push_back(found.sealed);
        return parts;
    }
    static int secrets_in(const fs::path& directory) {
        const std::string bytes = *read_file(directory / "journal.db");
        int found = 0;
        for (auto at = bytes.find(secret); at != std::string::npos; at = bytes.find(secret, at + 1)) ++found;
        return found;
    }
    std::string keys_in_backup() {
        auto keys = Database::open((backup_ / "keys.db").string(), Access::read_only);
        auto rows = Statement::prepare(*keys, "SELECT keys FROM field_key ORDER BY seq");
        std::string all;
        rows->start();
        while (*rows->next()) all += rows->bytes(0);
        return all;
    }

    Folder folder_;
    const fs::path journal_ = folder_.path() / "journal";
    const fs::path backup_ = folder_.path() / "backup";
    static constexpr SealedPart here = SealedPart::present, gone = SealedPart::erased;
};
using ::testing::ElementsAre;

TEST_F(Forgetting, IsDoneToTheKeysOfABackupAndNotToItsChain) {
    const std::string keys = keys_in_backup();
    ASSERT_EQ(keys.size(), 3 * field_key_bytes);
    EXPECT_THAT(parts_in(backup_), ElementsAre(here, here, here));
    const auto before = verify(backup_);
    const auto forgotten = forget(backup_, journal_);
    ASSERT_TRUE(forgotten) << forgotten.error().message;
    EXPECT_EQ(forgotten->orders, 1);
    EXPECT_EQ(forgotten->progress.fields, 2);
    EXPECT_TRUE(forgotten->report.is_whole());
    EXPECT_EQ(forgotten->report.head.hash, before.head.hash);
    EXPECT_THAT(parts_in(backup_), ElementsAre(here, gone, gone));
    const std::string bytes = *read_file(backup_ / "keys.db");
    EXPECT_NE(bytes.find(keys.substr(0, field_key_bytes)), std::string::npos);
    EXPECT_EQ(bytes.find(keys.substr(field_key_bytes, field_key_bytes)), std::string::npos);
    EXPECT_EQ(forget(backup_, journal_)->progress.fields, 0) << "may be run again";
}

TEST_F(Forgetting, IsRefusedForAHubsOwnJournal) {
    const auto refused = forget(journal_, backup_);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "journal_directory");
}

TEST_F(Forgetting, LeavesAloneWhatIsOfAnotherChain) {
    const fs::path other = folder_.path() / "other";
    {
        auto options = options_in(other);
        options.chance = system_chance();
        auto journal = *SqliteJournal::open(std::move(options), start);
        ASSERT_TRUE(append_one(*journal, one(1)));
        erase(*journal, all_of({1}, {1}));
        close(*journal);
    }
    EXPECT_EQ(forget(backup_, other)->progress.fields, 0);
    EXPECT_THAT(parts_in(backup_), ElementsAre(here, here, here));
}

TEST_F(Forgetting, ARestoredBackupDoesNotBringBackWhatWasErased) {
    const auto restored = restore(backup_, journal_);
    ASSERT_TRUE(restored) << restored.error().message;
    auto journal = open_random();
    EXPECT_THAT(parts_in(journal_), ElementsAre(here, gone, gone)) << "though it ended before the order did";
    EXPECT_FALSE(fs::exists(journal_ / "keys.db"));
    ASSERT_TRUE(
        append_one(*journal, {std::nullopt, {{start + Milliseconds{5}, 3, 1, "", "o", sealed_of({{1, "new"}})}}}));
    close(*journal);
    journal.reset();
    // A second restore carries the orders out again; what is younger than they are is not meant.
    ASSERT_TRUE(restore(folder_.path() / "journal/before-1", journal_));
    open_random();
    EXPECT_THAT(parts_in(journal_), ElementsAre(here, gone, gone, gone));
}

TEST_F(Forgetting, AnEventThatCameAfterTheOrderIsNotMeantByIt) {
    ASSERT_TRUE(restore(backup_, journal_));
    const fs::path later = folder_.path() / "later";
    {
        auto journal = open_random();
        const StoredEvent young{start + Milliseconds{5}, 3, 1, "", "o", sealed_of({{1, "new"}})};
        ASSERT_TRUE(append_one(*journal, {std::nullopt, {young}}));
        ASSERT_TRUE(back_up(journal_, later));
        close(*journal);
    }
    ASSERT_TRUE(restore(later, journal_));
    open_random();
    EXPECT_THAT(parts_in(journal_), ElementsAre(here, gone, gone, here));
}

TEST_F(Forgetting, OrdersOfTheBackupComeWithItWhereNoneAre) {
    const fs::path second = folder_.path() / "second", elsewhere = folder_.path() / "elsewhere";
    ASSERT_TRUE(back_up(journal_, second));
    ASSERT_TRUE(restore(second, elsewhere));
    EXPECT_EQ(ErasuresFile::read(Paths{elsewhere})->lines().size(), 1u);
    EXPECT_FALSE(restore(backup_, folder_.path() / "empty")->had_orders);
    EXPECT_TRUE(restore(backup_, journal_)->had_orders);
}

class DamagedOrders : public Forgetting {
protected:
    // Three lines, the second with another text or check than was written.
    void SetUp() override {
        Forgetting::SetUp();
        auto journal = open_random();
        erase(*journal, all_of({3}, {3}));
        erase(*journal, all_of({4}, {4}));
        close(*journal);
    }
    std::string damage(std::string_view at) {
        std::string bytes = *read_file(journal_ / "erasures");
        const auto second = bytes.find('\n') + 1;
        const auto place = at == "check" ? bytes.find('\n', second) - 1 : bytes.find(at, second) + 1;
        bytes[place] = bytes[place] == '2' ? '1' : '2';
        write_file(journal_ / "erasures", bytes);
        EXPECT_THAT(verify(journal_).fault->what, ::testing::HasSubstr("line 2 of"));
        return bytes;
    }
    std::vector<std::int64_t> first_of_each() {
        const auto file = ErasuresFile::read(Paths{journal_});
        EXPECT_TRUE(file) << file.error().message;
        std::vector<std::int64_t> all;
        for (const ErasureLine& line : file->lines()) all.push_back(line.ordered.erasure.first.value);
        return all;
    }
};

TEST_F(DamagedOrders, AreMovedAsideByARestoreAndTheirSoundLinesGoOn) {
    const std::string damaged = damage(" 3 3 ");
    const auto restored = restore(backup_, journal_);
    ASSERT_TRUE(restored) << restored.error().message;
    EXPECT_TRUE(restored->had_damaged_orders);
    EXPECT_EQ(restored->lost_orders, 1);
    EXPECT_EQ(*read_file(restored->aside / "erasures"), damaged);
    EXPECT_THAT(first_of_each(), ElementsAre(2, 4));
    close(*open_random());
    EXPECT_THAT(parts_in(journal_), ElementsAre(here, gone, gone));
    EXPECT_FALSE(restore(backup_, journal_)->had_damaged_orders);
}

TEST_F(DamagedOrders, WithASoundTextAreVouchedForByTheLineAfter) {
    damage("check");
    EXPECT_EQ(restore(backup_, journal_)->lost_orders, 0);
    EXPECT_THAT(first_of_each(), ElementsAre(2, 3, 4));
}

TEST_F(DamagedOrders, OfAJournalThatIsWholeAreMendedByAdoptingIt) {
    const std::string damaged = damage(" 3 3 ");
    EXPECT_EQ(refusal_of(journal_), "journal_damaged");
    const auto adopted = adopt_head(journal_);
    ASSERT_TRUE(adopted) << adopted.error().message;
    EXPECT_EQ(*read_file(journal_ / "erasures-damaged"), damaged);
    EXPECT_THAT(first_of_each(), ElementsAre(2, 4));
    close(*open_random());
    EXPECT_TRUE(verify(journal_).is_whole());
    EXPECT_THAT(parts_in(journal_), ElementsAre(here, gone, gone, gone));
}

TEST_F(Forgetting, WithoutItsKeysABackupIsWholeAndAllOfItErased) {
    fs::remove(backup_ / "keys.db");
    const auto report = verify(backup_);
    EXPECT_TRUE(report.is_whole()) << report.fault->what;
    EXPECT_TRUE(report.lacks_keys);
    EXPECT_EQ(report.erased_fields, 3);
    const auto restored = restore(backup_, journal_);
    ASSERT_TRUE(restored) << restored.error().message;
    EXPECT_TRUE(restored->report.lacks_keys);
    auto journal = open_random();
    ASSERT_TRUE(append_one(*journal, one(4)));
    EXPECT_THAT(parts_in(journal_), ElementsAre(gone, gone, gone, here)) << "what comes has keys";
    close(*journal);
    EXPECT_FALSE(verify(journal_).lacks_keys);
}

// Inputs stand in plain in the copy of the journal, whose keys may be kept elsewhere.
TEST_F(Forgetting, WithoutItsKeysABackupLosesWhatItsInputsSaid) {
    fs::remove(backup_ / "keys.db");
    ASSERT_EQ(secrets_in(backup_), 3);
    const auto forgotten = forget(backup_, journal_);
    ASSERT_TRUE(forgotten) << forgotten.error().message;
    EXPECT_EQ(forgotten->progress.events, 2);
    EXPECT_EQ(forgotten->progress.fields, 0);
    EXPECT_TRUE(forgotten->report.is_whole());
    EXPECT_EQ(secrets_in(backup_), 1);
    EXPECT_EQ(forget(backup_, journal_)->progress.events, 0);
}

TEST_F(Forgetting, RestoredWithoutItsKeysABackupDoesNotBringBackWhatItsInputsSaid) {
    fs::remove(backup_ / "keys.db");
    ASSERT_TRUE(restore(backup_, journal_));
    close(*open_random());
    EXPECT_EQ(secrets_in(journal_), 1);
}

TEST_F(Forgetting, TheCopyOfTheJournalInABackupHasNoKeyInIt) {
    const std::string keys = keys_in_backup(), bytes = *read_file(backup_ / "journal.db");
    for (std::size_t at = 0; at < keys.size(); at += field_key_bytes) {
        EXPECT_EQ(bytes.find(keys.substr(at, field_key_bytes)), std::string::npos) << at;
    }
    EXPECT_EQ(fs::status(backup_ / "keys.db").permissions() & fs::perms::all, fs::perms(0600));
}

TEST_F(Forgetting, KeysOfAnotherBackupAreFound) {
    auto keys = Database::open((backup_ / "keys.db").string(), Access::read_write);
    ASSERT_TRUE(keys->execute("UPDATE field_key SET keys = randomblob(32) WHERE seq = 2"));
    const auto report = verify(backup_);
    ASSERT_TRUE(report.fault);
    EXPECT_EQ(report.fault->sequence, Sequence{2});
    EXPECT_FALSE(restore(backup_, journal_));
}

// The hub that opens a backup takes the keys in; a crash may come between that and the end of their file.
TEST_F(Forgetting, KeysAreTakenInOnceMoreAfterACrash) {
    const std::string keys = *read_file(backup_ / "keys.db");
    open_in(backup_);
    ASSERT_FALSE(fs::exists(backup_ / "keys.db"));
    change(backup_, "INSERT INTO meta VALUES('keys_apart', x'')");
    write_file(backup_ / "keys.db", keys);
    auto journal = open_in(backup_);
    ASSERT_NE(journal, nullptr);
    EXPECT_FALSE(fs::exists(backup_ / "keys.db"));
    EXPECT_THAT(parts_in(backup_), ElementsAre(here, here, here));
}

// tests/data/journal/format-1: six events of before there were cells, four sealed, of which one was erased.
class FormatOne : public ::testing::Test {
protected:
    void SetUp() override {
        fs::copy(fs::path(PARAAT_SOURCE_DIR) / "tests/data/journal/format-1", folder_.path(),
                 fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    }
    Folder folder_;
};

TEST_F(FormatOne, IsReadAndVerifiedAsItIs) {
    const std::string before = *read_file(folder_.path() / "journal.db");
    const auto report = verify(folder_.path());
    EXPECT_TRUE(report.is_whole()) << report.fault->what;
    EXPECT_EQ(report.events, 6);
    EXPECT_EQ(report.sealed_parts, 3);
    EXPECT_EQ(report.erased_parts, 1);
    EXPECT_EQ(hex(report.head.hash).substr(0, 16), "b88ca4d8c274c28b");
    auto reader = *JournalReader::open(folder_.path());
    EXPECT_EQ(reader.read(Sequence{3}, 1)->front().event.sealed, sealed_of({{7, "text two"}}));
    EXPECT_EQ(reader.read(Sequence{4}, 1)->front().sealed, SealedPart::erased);
    EXPECT_EQ((*reader.prove(Sequence{1}))->fields.size(), 2u);
    EXPECT_EQ(*read_file(folder_.path() / "journal.db"), before);
}

TEST_F(FormatOne, IsTakenOverByTheFirstHubThatWritesToIt) {
    const auto before = verify(folder_.path());
    auto journal = open_in(folder_.path());
    ASSERT_NE(journal, nullptr);
    EXPECT_EQ(journal->head().hash, before.head.hash);
    ASSERT_TRUE(append_one(*journal, {std::nullopt, {event("new", "sealed anew")}}));
    EXPECT_EQ(journal->read(Sequence{1}, 1)->front().event.sealed, sealed_of({{7, "text one"}, {15, "reporter one"}}));
    EXPECT_EQ(journal->read(Sequence{7}, 1)->front().event, event("new", "sealed anew"));
    EXPECT_EQ(erase(*journal, {std::nullopt, {1}, {7}, {{2, {15}}}}).fields, 0) << "a text stands beside it";
    EXPECT_EQ(journal->read(Sequence{1}, 1)->front().event.sealed, sealed_of({{7, "text one"}, {15, "reporter one"}}));
    for (const Sequence both : {Sequence{1}, Sequence{6}}) {
        EXPECT_EQ(erase(*journal, {std::nullopt, both, both, {{2, {7}}}}).fields, 1) << "with the order before";
    }
    EXPECT_EQ(journal->read(Sequence{1}, 1)->front().sealed, SealedPart::erased);
    EXPECT_EQ(journal->read(Sequence{3}, 1)->front().sealed, SealedPart::present);
    close(*journal);
    const auto report = verify(folder_.path());
    EXPECT_TRUE(report.is_whole()) << report.fault->what;
    EXPECT_EQ(report.erased_parts, 3);
    const std::string bytes = *read_file(folder_.path() / "journal.db");
    EXPECT_EQ(bytes.find("reporter one"), std::string::npos);
    EXPECT_EQ(bytes.find("text three"), std::string::npos);
    EXPECT_NE(bytes.find("text two"), std::string::npos);
}

TEST_F(FormatOne, StaysWhatItIsWhenTakingItOverIsCutShort) {
    die_after([&] {
        auto database = *Database::open((folder_.path() / "journal.db").string(), Access::read_write);
        ASSERT_TRUE(set_up_writer(database));
        ASSERT_TRUE(database.execute("BEGIN IMMEDIATE"));
        ASSERT_TRUE(database.execute(field_key_table));
        ASSERT_TRUE(database.execute("PRAGMA user_version=2"));
    });
    EXPECT_TRUE(verify(folder_.path()).is_whole());
    auto journal = open_in(folder_.path());
    ASSERT_NE(journal, nullptr);
    EXPECT_EQ(journal->read(Sequence{1}, 9)->size(), 6u);
}

TEST_F(FormatOne, IsRefusedUnchangedWhenItIsShorterThanItWas) {
    change(folder_.path(), "DELETE FROM sealed WHERE seq = 6; DELETE FROM event WHERE seq = 6");
    EXPECT_EQ(refusal_of(folder_.path()), "journal_shorter");
    auto database = *Database::open((folder_.path() / "journal.db").string(), Access::read_only);
    EXPECT_EQ(database.ask("PRAGMA user_version"), "1");
}

TEST_F(FormatOne, ABackupOfItForgetsAsWell) {
    const fs::path journal = folder_.path() / "journal", backup = folder_.path() / "backup";
    fs::create_directories(journal);
    for (const char* name : {"journal.db", "expected-head"}) fs::copy_file(folder_.path() / name, journal / name);
    write_file(journal / "site-key", std::string(32, 'k'));
    ASSERT_TRUE(back_up(journal, backup));
    {
        auto opened = open_in(journal);
        ASSERT_NE(opened, nullptr);
        erase(*opened, {std::string(16, 'a'), {1}, {6}, {}});
        close(*opened);
    }
    ASSERT_NE(read_file(backup / "journal.db")->find("reporter three"), std::string::npos);
    const auto forgotten = forget(backup, journal);
    ASSERT_TRUE(forgotten) << forgotten.error().message;
    EXPECT_EQ(forgotten->progress.events, 2);
    EXPECT_EQ(read_file(backup / "journal.db")->find("reporter three"), std::string::npos);
}

}  // namespace
}  // namespace paraat::journal
