#include "hub/journal/erasing.hpp"

#include <gmock/gmock.h>

#include <random>

#include "hub/journal/reader.hpp"
#include "hub/journal/verify.hpp"
#include "tests/unit/journal/sample.hpp"

namespace paraat::journal {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::size_t fields_each = 5;
constexpr std::uintmax_t two_pages = 8'192;
constexpr const char* files_of_journal[] = {"journal.db", "journal.db-wal", "journal.db-shm"};

std::string text_of(std::int64_t sequence, std::size_t field) {
    return "secret of event " + std::to_string(sequence) + " field " + std::to_string(field) + ".";
}

StoredEvent secret_event(std::int64_t sequence) {
    std::vector<std::pair<std::uint16_t, std::string>> fields;
    for (std::size_t field = 1; field <= fields_each; ++field) {
        fields.emplace_back(static_cast<std::uint16_t>(field), text_of(sequence, field));
    }
    const bool is_even = sequence % 2 == 0;
    return {start + Milliseconds{sequence},
            static_cast<std::uint16_t>(is_even ? 4 : 3),
            1,
            is_even ? incident_a : incident_b,
            "open",
            sealed_of(fields)};
}

// As an input that says all of it.
Entry secret_entry(std::int64_t sequence) {
    Entry one = entry("r" + std::to_string(sequence), sequence, {secret_event(sequence)});
    one.input->normalised = "said: " + text_of(sequence, 1);
    one.input->original = "original: " + text_of(sequence, 1);
    return one;
}

std::string all_bytes(const fs::path& directory) {
    std::string all;
    for (const char* name : files_of_journal) all += read_file(directory / name).value_or("");
    return all;
}

// The keys as they stand: by event, then by field.
std::map<std::int64_t, std::vector<std::string>> keys_in(const fs::path& file) {
    auto database = Database::open(file.string(), Access::read_only);
    EXPECT_TRUE(database);
    auto rows = Statement::prepare(*database, "SELECT seq, keys FROM field_key");
    EXPECT_TRUE(rows) << rows.error().message;
    std::map<std::int64_t, std::vector<std::string>> keys;
    rows->start();
    while (*rows->next()) {
        const std::string all = rows->bytes(1);
        for (std::size_t at = 0; at < all.size(); at += field_key_bytes) {
            keys[rows->integer(0)].push_back(all.substr(at, field_key_bytes));
        }
    }
    return keys;
}

class ErasingOnDisk : public ::testing::Test {
protected:
    std::unique_ptr<SqliteJournal> with_events(std::int64_t count) {
        auto options = options_in(folder_.path());
        options.chance = [random = std::mt19937(1)](std::span<std::uint8_t> bytes) mutable {
            for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
        };
        auto journal = *SqliteJournal::open(std::move(options), start);
        for (std::int64_t done = 0; done < count;) {
            std::vector<Entry> batch;
            for (int i = 0; i < 50 && done < count; ++i) batch.push_back(secret_entry(++done));
            EXPECT_TRUE(journal->append(batch));
        }
        return journal;
    }
    VerifyReport verified() {
        auto report = verify(folder_.path());
        EXPECT_TRUE(report.is_whole()) << report.fault->what;
        return report;
    }

    Folder folder_;
};

TEST_F(ErasingOnDisk, LeavesTheOtherFieldsOfAnEventAndTheChain) {
    auto journal = with_events(3);
    const auto hash = journal->head().hash;
    EXPECT_EQ(erase(*journal, {std::nullopt, {2}, {2}, {{4, {1, 5}}}}).fields, 2);
    const auto events = *journal->read(Sequence{1}, 9);
    EXPECT_EQ(events[0].event, secret_event(1));
    EXPECT_EQ(events[1].event.sealed, sealed_of({{2, text_of(2, 2)}, {3, text_of(2, 3)}, {4, text_of(2, 4)}}));
    EXPECT_EQ(events[1].sealed, SealedPart::present);
    EXPECT_THAT(events[1].erased_fields, ElementsAre(1, 5));
    EXPECT_EQ(erase(*journal, {std::nullopt, {2}, {2}, {}}).fields, 3);
    EXPECT_EQ(journal->read(Sequence{2}, 1)->front().sealed, SealedPart::erased);
    close(*journal);
    const auto report = verified();
    EXPECT_EQ(report.head.hash, hash);
    EXPECT_EQ(report.sealed_fields, 10);
    EXPECT_EQ(report.erased_fields, 5);
    EXPECT_EQ(report.erased_parts, 1);
    EXPECT_EQ(report.orders, 2);
}

TEST_F(ErasingOnDisk, TakesOfASubjectOfAKindAndOfARangeWhatIsOrdered) {
    auto journal = with_events(10);
    EXPECT_EQ(erase(*journal, {incident_a, {3}, {8}, {{4, {1}}, {3, {}}}}).events, 3) << "4, 6 and 8";
    EXPECT_EQ(erase(*journal, {incident_b, {1}, {10}, {{4, {}}}}).events, 0) << "no event of both";
    EXPECT_EQ(erase(*journal, {"", {1}, {10}, {}}).events, 0) << "each has a subject";
    EXPECT_EQ(erase(*journal, {incident_b, {1}, {1}, {}}).fields, 5);
    EXPECT_EQ(erase(*journal, {std::nullopt, {1}, {10}, {{3, {2, 99}}}}).events, 4) << "1 has none any more";
}

TEST_F(ErasingOnDisk, TakesWhatAnInputSaidAndKeepsItsIdAndReceipt) {
    auto journal = with_events(40);
    const auto before = **journal->find_input("radio-7", "report", "r17");
    EXPECT_EQ(erase(*journal, {std::nullopt, {17}, {17}, {{3, {1}}}}).fields, 1);
    const auto after = **journal->find_input("radio-7", "report", "r17");
    EXPECT_EQ(after.receipt, before.receipt);
    EXPECT_EQ(after.payload_hash, before.payload_hash);
    EXPECT_EQ(after.normalised.find("secret"), std::string::npos);
    EXPECT_EQ(**journal->find_input("radio-7", "report", "r18"), *secret_entry(18).input);
    EXPECT_EQ(**journal->find_input("radio-7", "report", "r16"), *secret_entry(16).input);
    EXPECT_EQ(*journal->expire_inputs(start + Milliseconds{1}, 5), 5);
    EXPECT_EQ(erase(*journal, {std::nullopt, {1}, {2}, {}}).events, 2) << "whose inputs have expired";
    close(*journal);
    verified();
}

TEST_F(ErasingOnDisk, ComesInBitesThatNoCommitWaitsFor) {
    auto journal = with_events(200);
    const Erasure erasure{std::nullopt, {1}, {200}, {{4, {3}}}};
    ASSERT_TRUE(journal->order({&erasure, 1}));
    std::int64_t events = 0;
    int bites = 0;
    for (bool is_done = false; !is_done; ++bites) {
        const auto bite = *journal->carry_out_erasures(7);
        EXPECT_LE(bite.events, 7);
        events += bite.events;
        is_done = bite.is_done;
        ASSERT_TRUE(append_one(*journal, {std::nullopt, {event("beside")}}));
    }
    EXPECT_EQ(events, 100);
    EXPECT_GE(bites, 100 / 7);
}

TEST_F(ErasingOnDisk, IsNotDoneWhileAReaderHoldsTheLog) {
    auto journal = with_events(3);
    auto reader = *Database::open((folder_.path() / "journal.db").string(), Access::read_only);
    ASSERT_TRUE(reader.execute("BEGIN"));
    ASSERT_EQ(reader.ask("SELECT count(*) FROM event"), "3");
    const Erasure erasure = all_of({1}, {3});
    ASSERT_TRUE(journal->order({&erasure, 1}));
    EXPECT_EQ(journal->carry_out_erasures(9)->events, 3);
    EXPECT_FALSE(journal->carry_out_erasures(9)->is_done);
    ASSERT_TRUE(reader.execute("COMMIT"));
    EXPECT_TRUE(journal->carry_out_erasures(9)->is_done);
    EXPECT_LT(fs::file_size(folder_.path() / "journal.db-wal"), two_pages) << "no more than that it is done";
}

// Any subset of fields, in any order: what stays reads as before, what goes is in no file, nor is its key.
TEST_F(ErasingOnDisk, OfAnySubsetLeavesNoByteBehind) {
    constexpr std::int64_t count = 400;
    auto journal = with_events(count);
    ASSERT_TRUE(journal->rest());
    const auto keys = keys_in(folder_.path() / "journal.db");
    ASSERT_EQ(keys.size(), static_cast<std::size_t>(count));
    std::mt19937 random(7);
    std::set<std::pair<std::int64_t, std::size_t>> gone;
    for (int round = 0; round < 12; ++round) {
        std::vector<Erasure> orders;
        for (int i = 0; i < 20; ++i) {
            const auto sequence = std::uniform_int_distribution<std::int64_t>(1, count)(random);
            const auto field = std::uniform_int_distribution<std::size_t>(1, fields_each)(random);
            const auto kind = secret_event(sequence).kind;
            orders.push_back({std::nullopt, {sequence}, {sequence}, {{kind, {static_cast<std::uint16_t>(field)}}}});
            gone.emplace(sequence, field);
        }
        ASSERT_TRUE(journal->order(orders));
        while (!journal->carry_out_erasures(9)->is_done) {
        }
        if (round % 4 != 3) continue;
        const std::string bytes = all_bytes(folder_.path());
        for (const auto& [sequence, field] : gone) {
            const std::string& key = keys.at(sequence)[field - 1];
            EXPECT_EQ(bytes.find(key), std::string::npos) << "key of " << sequence << ", " << field;
            EXPECT_EQ(bytes.find(text_of(sequence, field)), std::string::npos) << sequence << ", " << field;
        }
    }
    const auto events = *journal->read(Sequence{1}, count);
    for (std::int64_t sequence = 1; sequence <= count; ++sequence) {
        std::vector<std::pair<std::uint16_t, std::string>> left;
        std::vector<std::uint16_t> erased;
        for (std::size_t field = 1; field <= fields_each; ++field) {
            const auto number = static_cast<std::uint16_t>(field);
            if (gone.contains({sequence, field})) {
                erased.push_back(number);
            } else {
                left.emplace_back(number, text_of(sequence, field));
            }
        }
        const auto& found = events[static_cast<std::size_t>(sequence - 1)];
        EXPECT_EQ(found.event.sealed, sealed_of(left)) << sequence;
        EXPECT_EQ(found.erased_fields, erased) << sequence;
    }
    EXPECT_EQ(verified().erased_fields, static_cast<std::int64_t>(gone.size()));
}

// The whole of it, so that each page of the keys is met: also what SQLite once moved about.
TEST_F(ErasingOnDisk, OfAllLeavesNoKeyInAnyFile) {
    constexpr std::int64_t count = 2'000;
    auto journal = with_events(count);
    ASSERT_TRUE(journal->rest());
    const auto keys = keys_in(folder_.path() / "journal.db");
    const std::string before = all_bytes(folder_.path());
    for (const auto& [sequence, of_event] : keys) ASSERT_NE(before.find(of_event.front()), std::string::npos);
    ASSERT_TRUE(erase(*journal, all_of({1}, {count})).is_done);
    const std::string bytes = all_bytes(folder_.path());
    EXPECT_EQ(bytes.find("secret of event"), std::string::npos);
    for (const auto& [sequence, of_event] : keys) {
        for (const std::string& key : of_event) EXPECT_EQ(bytes.find(key), std::string::npos) << sequence;
    }
}

TEST_F(ErasingOnDisk, OrderedBeforeACrashIsCarriedOutByTheNextStart) {
    die_after([&] {
        auto journal = with_events(300);
        const Erasure erasure{std::nullopt, {1}, {300}, {{3, {}}}};
        ASSERT_TRUE(journal->order({&erasure, 1}));
        ASSERT_TRUE(journal->carry_out_erasures(40));
    });
    auto journal = open_in(folder_.path());
    const auto events = *journal->read(Sequence{1}, 300);
    for (const SequencedEvent& one : events) {
        EXPECT_EQ(one.sealed, one.event.kind == 3 ? SealedPart::erased : SealedPart::present) << one.sequence.value;
    }
    EXPECT_TRUE(journal->carry_out_erasures(1)->is_done);
}

TEST_F(ErasingOnDisk, ThatWasPromisedButNotBegunIsCarriedOutByTheNextStart) {
    die_after([&] {
        auto journal = with_events(5);
        const Erasure erasure = all_of({2}, {4});
        ASSERT_TRUE(journal->order({&erasure, 1}));
    });
    auto journal = open_in(folder_.path());
    const auto events = *journal->read(Sequence{1}, 9);
    EXPECT_EQ(events[0].sealed, SealedPart::present);
    EXPECT_EQ(events[2].sealed, SealedPart::erased);
    EXPECT_LT(fs::file_size(folder_.path() / "journal.db-wal"), two_pages) << "no more than that it is done";
}

TEST_F(ErasingOnDisk, OfAnOrderThatWasCutOffWhileItWasWrittenIsNone) {
    {
        auto journal = with_events(5);
        erase(*journal, all_of({1}, {1}));
        const Erasure last = all_of({5}, {5});
        ASSERT_TRUE(journal->order({&last, 1}));
        close(*journal);
    }
    const std::string whole = *read_file(folder_.path() / "erasures");
    const std::size_t first_line = whole.find('\n') + 1;
    for (std::size_t length = first_line; length < whole.size(); length += 7) {
        write_file(folder_.path() / "erasures", whole.substr(0, length));
        const auto file = ErasuresFile::read(Paths{folder_.path()});
        ASSERT_TRUE(file) << length;
        EXPECT_EQ(file->lines().size(), 1u);
    }
    // As a file system leaves it that had made the file longer, and not yet written to it.
    write_file(folder_.path() / "erasures",
               whole.substr(0, first_line + 9) + std::string(whole.size() - first_line - 10, '\0') + '\n');
    EXPECT_EQ(ErasuresFile::read(Paths{folder_.path()})->lines().size(), 1u);
    auto journal = open_in(folder_.path());
    EXPECT_EQ(erase(*journal, all_of({2}, {2})).fields, 5);
    close(*journal);
    EXPECT_EQ(verified().orders, 2);
}

TEST_F(ErasingOnDisk, RefusesOrdersThatWereChanged) {
    {
        auto journal = with_events(5);
        erase(*journal, all_of({1}, {1}));
        erase(*journal, all_of({5}, {5}));
        close(*journal);
    }
    std::string changed = *read_file(folder_.path() / "erasures");
    changed.replace(changed.find(" 1 1 "), 5, " 1 2 ");
    write_file(folder_.path() / "erasures", changed);
    EXPECT_EQ(refusal_of(folder_.path()), "journal_damaged");
    const auto report = verify(folder_.path());
    ASSERT_TRUE(report.fault);
    EXPECT_THAT(report.fault->what, HasSubstr("line 1 of"));
}

TEST_F(ErasingOnDisk, RefusesALastOrderThatWasChanged) {
    {
        auto journal = with_events(5);
        erase(*journal, all_of({1}, {1}));
        const Erasure last = all_of({5}, {5});
        ASSERT_TRUE(journal->order({&last, 1}));
        close(*journal);
    }
    std::string changed = *read_file(folder_.path() / "erasures");
    changed[changed.size() - 2] = changed[changed.size() - 2] == '0' ? '1' : '0';
    write_file(folder_.path() / "erasures", changed);
    EXPECT_EQ(refusal_of(folder_.path()), "journal_damaged");
    EXPECT_THAT(verify(folder_.path()).fault->what, HasSubstr("line 2 of"));
}

TEST_F(ErasingOnDisk, RefusesAFileWithoutAnOrderThatWasCarriedOut) {
    {
        auto journal = with_events(5);
        erase(*journal, all_of({1}, {1}));
        erase(*journal, all_of({5}, {5}));
        close(*journal);
    }
    const std::string whole = *read_file(folder_.path() / "erasures");
    for (const std::size_t length : {std::size_t{0}, whole.find('\n') + 1}) {
        write_file(folder_.path() / "erasures", whole.substr(0, length));
        EXPECT_EQ(refusal_of(folder_.path()), "journal_damaged") << length;
        EXPECT_THAT(verify(folder_.path()).fault->what, HasSubstr("was lost or cut"));
    }
    fs::remove(folder_.path() / "erasures");
    EXPECT_EQ(refusal_of(folder_.path()), "journal_damaged");
    // Fetched from a backup, or gone on without.
    write_file(folder_.path() / "erasures", whole);
    EXPECT_EQ(refusal_of(folder_.path()), "");
    fs::remove(folder_.path() / "erasures");
    ASSERT_TRUE(adopt_head(folder_.path()));
    auto journal = open_in(folder_.path());
    EXPECT_EQ(journal->read(Sequence{5}, 1)->front().sealed, SealedPart::erased);
    close(*journal);
    verified();
}

TEST_F(ErasingOnDisk, TakesSnapshotsFromBeforeTheOrderWithIt) {
    auto journal = with_events(5);
    ASSERT_TRUE(journal->save_snapshot({Sequence{3}, "state", "secret"}));
    ASSERT_TRUE(journal->save_snapshot({Sequence{5}, "state", "blanked"}));
    const auto late = journal->saving({Sequence{4}, "state", "secret"});
    erase(*journal, all_of({1}, {1}));
    ASSERT_TRUE((*late)());
    EXPECT_EQ((*journal->newest_snapshot())->bytes, "blanked");
    std::size_t files = 0;
    for (const auto& file : fs::directory_iterator(folder_.path() / "snapshots")) files += file.exists();
    EXPECT_EQ(files, 1u);
}

TEST_F(ErasingOnDisk, IsProvedForEachFieldOfAnEvent) {
    auto journal = with_events(3);
    erase(*journal, {std::nullopt, {2}, {2}, {{4, {2}}}});
    auto reader = *JournalReader::open(folder_.path());
    const auto proof = **reader.prove(Sequence{2});
    EXPECT_EQ(proof.kind, 4);
    EXPECT_EQ(proof.subject, incident_a);
    EXPECT_EQ(proof.sealed, SealedPart::present);
    EXPECT_THAT(proof.fields, ElementsAre(SealedField{1, false}, SealedField{2, true}, SealedField{3, false},
                                          SealedField{4, false}, SealedField{5, false}));
    EXPECT_EQ((*reader.prove(Sequence{3}))->hash, journal->head().hash);
    EXPECT_EQ(*reader.prove(Sequence{4}), std::nullopt);
    EXPECT_EQ(*reader.prove(Sequence{0}), std::nullopt);
}

TEST_F(ErasingOnDisk, OfTwoTextsInOneCellIsFound) {
    auto journal = with_events(1);
    close(*journal);
    journal.reset();
    // As whoever made both cell and key: it opens, but is not what the commitment says.
    const std::string key(32, 'x');
    std::string cells = seal_cells(secret_event(1).sealed, key + key + key + key + key);
    cells[1] = static_cast<char>(cells[1] ^ 1);
    OpenedCells opened;
    const auto fault = open_cells(cells, key + key + key + key + key, CellCheck::commitments_too, opened);
    ASSERT_TRUE(fault);
    EXPECT_THAT(fault->what, HasSubstr("was not sealed by the key"));
}

}  // namespace
}  // namespace paraat::journal
