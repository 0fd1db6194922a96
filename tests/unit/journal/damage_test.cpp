#include <gtest/gtest.h>

#include <algorithm>

#include "hub/journal/reader.hpp"
#include "hub/journal/verify.hpp"
#include "tests/unit/journal/sample.hpp"

namespace paraat::journal {
namespace {

namespace fs = std::filesystem;

struct Contents {
    std::vector<SequencedEvent> events, of_subject;
    std::optional<InputRow> input;
    std::optional<std::int64_t> last_seq;
    Ulid origin;  // not the generation: it is no more than a name, and a changed one only makes readers start anew

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
    return Contents{*events, *of_subject, (*found)->input, *last_seq, head->origin};
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
