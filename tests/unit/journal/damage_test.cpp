#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "hub/journal/reader.hpp"
#include "hub/journal/verify.hpp"
#include "tests/unit/journal/sample.hpp"

namespace paraat::journal {
namespace {

namespace fs = std::filesystem;

void write_file(const fs::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// A closed journal of three events, two of them sealed.
void make_small(const fs::path& directory) {
    auto journal = open_in(directory);
    ASSERT_TRUE(append_one(*journal, entry("r1", 1, {event("opened", "Jan"), event("assigned", "", incident_b)})));
    ASSERT_TRUE(append_one(*journal, {std::nullopt, {event("closed", "Piet", "")}}));
}

struct Contents {
    std::vector<SequencedEvent> events, of_subject;
    std::optional<InputRow> input;
    std::optional<std::int64_t> last_seq;
    Ulid generation;

    bool operator==(const Contents&) const = default;
};

std::optional<Contents> contents_of(const fs::path& directory) {
    auto reader = JournalReader::open(directory);
    if (!reader) return std::nullopt;
    auto events = reader->read(Sequence{1}, 100);
    auto of_subject = reader->read_subject(incident_b, Sequence{0}, 100);
    auto found = reader->find_input("radio-7", "report", "r1");
    auto last_seq = reader->last_client_seq("radio-7");
    auto head = reader->head();
    if (!events || !of_subject || !found || !*found || !last_seq || !head) return std::nullopt;
    return Contents{*events, *of_subject, (*found)->input, *last_seq, head->generation};
}

TEST(Damage, OfAnyByteIsNamedOrHarmless) {
    Folder folder;
    make_small(folder.path());
    const auto path = folder.path() / "journal.db";
    const auto whole = *read_file(path);
    const auto contents = contents_of(folder.path());
    ASSERT_TRUE(contents);
    ASSERT_TRUE(verify(folder.path()).is_whole());
    std::size_t named = 0;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        // Most of a page is unused room between its cells; there every 16th byte is enough.
        if (whole[i] == 0 && i % 16 != 0) continue;
        auto damaged = whole;
        damaged[i] = static_cast<char>(damaged[i] ^ (1 << (i % 8)));
        write_file(path, damaged);
        if (!verify(folder.path()).is_whole()) {
            ++named;
            continue;
        }
        EXPECT_EQ(contents_of(folder.path()), contents) << "byte " << i;
    }
    EXPECT_GT(named, 1000u);
}

TEST(Damage, ByTruncationIsRefusedAtTheStart) {
    Folder folder;
    make_small(folder.path());
    const auto path = folder.path() / "journal.db";
    const auto whole = *read_file(path);
    for (std::size_t length : {std::size_t{0}, std::size_t{1}, std::size_t{50}, std::size_t{100}, std::size_t{4095},
                               std::size_t{4096}, whole.size() / 2, whole.size() - 4096, whole.size() - 1}) {
        write_file(path, std::string_view(whole).substr(0, length));
        auto opened = SqliteJournal::open(options_in(folder.path()), start);
        EXPECT_FALSE(opened) << "length " << length;
        EXPECT_FALSE(verify(folder.path()).is_whole()) << "length " << length;
    }
    write_file(path, whole);
    EXPECT_NE(open_in(folder.path()), nullptr);
}

TEST(ExpectedHead, RefusesARestoredOlderCopyUntilAPersonAdoptsIt) {
    Folder folder;
    make_small(folder.path());
    const auto older = *read_file(folder.path() / "journal.db");
    ASSERT_TRUE(append_one(*open_in(folder.path()), {std::nullopt, {event("later")}}));
    write_file(folder.path() / "journal.db", older);

    auto opened = SqliteJournal::open(options_in(folder.path()), start);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, "journal_shorter");
    EXPECT_NE(opened.error().message.find("ends at event 3 but had at least 4"), std::string::npos);

    ASSERT_TRUE(adopt_head(folder.path()));
    EXPECT_NE(open_in(folder.path()), nullptr);
}

TEST(ExpectedHead, RefusesAnotherJournalAndAMissingOrUnreadableSideFile) {
    Folder folder, other;
    make_small(folder.path());
    {
        auto options = options_in(other.path());
        options.chance = system_chance();
        auto journal = SqliteJournal::open(std::move(options), start);
        ASSERT_TRUE(append_one(**journal, {std::nullopt, {event("1"), event("2"), event("3")}}));
    }
    const auto side_file = folder.path() / "expected-head";
    fs::copy_file(other.path() / "expected-head", side_file, fs::copy_options::overwrite_existing);
    EXPECT_EQ(SqliteJournal::open(options_in(folder.path()), start).error().code, "journal_differs");
    write_file(side_file, "sequence 3\n");
    EXPECT_EQ(SqliteJournal::open(options_in(folder.path()), start).error().code, "journal_head_damaged");
    fs::remove(side_file);
    EXPECT_EQ(SqliteJournal::open(options_in(folder.path()), start).error().code, "journal_head_missing");
}

TEST(Snapshot, KeepsTheTwoNewestAndFallsBackFromADamagedOne) {
    Folder folder;
    auto journal = open_in(folder.path());
    ASSERT_TRUE(append_one(*journal, {std::nullopt, {event("1"), event("2"), event("3")}}));
    const Snapshot second{Sequence{2}, "state 4", "two\nlines"}, third{Sequence{3}, "state 4", std::string("a\0b", 3)};
    ASSERT_TRUE(journal->save_snapshot({Sequence{1}, "state 4", "first"}));
    ASSERT_TRUE(journal->save_snapshot(second));
    ASSERT_TRUE(journal->save_snapshot(third));
    EXPECT_EQ(*journal->newest_snapshot(), third);

    const auto path = folder.path() / "snapshots" / "0000000000000000003.snapshot";
    auto bytes = *read_file(path);
    bytes.back() = 'c';
    write_file(path, bytes);
    EXPECT_EQ(*journal->newest_snapshot(), second);
    const auto report = verify(folder.path());
    EXPECT_TRUE(report.is_whole());
    EXPECT_EQ(report.snapshots, 2);
    EXPECT_EQ(report.bad_snapshots.size(), 1u);
}

}  // namespace
}  // namespace paraat::journal
