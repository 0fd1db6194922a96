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

// Each length near a page's end, and in between every so many.
TEST(Damage, ByTruncationIsRefusedAtTheStart) {
    constexpr std::size_t page = 4'096;
    Folder folder;
    make_small(folder.path());
    const auto path = folder.path() / "journal.db";
    const auto whole = *read_file(path);
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const bool is_near_an_end = (length + 2) % page < 5;
        if (!is_near_an_end && length % 509 != 0 && length > 128) continue;
        write_file(path, std::string_view(whole).substr(0, length));
        EXPECT_FALSE(verify(folder.path()).is_whole()) << "length " << length;
        if (!is_near_an_end) continue;
        EXPECT_FALSE(SqliteJournal::open(options_in(folder.path()), start)) << "length " << length;
    }
    write_file(path, whole);
    EXPECT_NE(open_in(folder.path()), nullptr);
}

// What a hub that died left beside the journal: three commits that only the log has.
class DamagedLog : public ::testing::Test {
protected:
    void SetUp() override {
        die_after([&] {
            auto journal = open_in(left_.path());
            for (const char* id : {"r1", "r2", "r3"}) {
                ASSERT_TRUE(append_one(*journal, entry(id, id[1] - '0', {event(id)})));
            }
        });
        whole_ = *read_file(left_.path() / "journal.db-wal");
        ASSERT_GT(whole_.size(), 8'192u);
    }
    // Whether a start with this log refuses, or has all three.
    void start_with(const std::string& log, std::size_t at) {
        Folder copy;
        fs::copy(left_.path(), copy.path(), fs::copy_options::recursive | fs::copy_options::overwrite_existing);
        write_file(copy.path() / "journal.db-wal", log);
        auto opened = SqliteJournal::open(options_in(copy.path()), start);
        if (!opened) {
            EXPECT_FALSE(opened.error().code.empty());
            ++refused_;
            return;
        }
        ++taken_;
        EXPECT_EQ((*opened)->head().sequence, Sequence{3}) << "at " << at;
        const auto events = (*opened)->read(Sequence{1}, 10);
        ASSERT_TRUE(events) << "at " << at;
        ASSERT_EQ(events->size(), 3u) << "at " << at;
        EXPECT_EQ((*events)[2].event.open, "r3") << "at " << at;
    }

    Folder left_;
    std::string whole_;
    int refused_ = 0;
    int taken_ = 0;
};

TEST_F(DamagedLog, ByAFlippedBitIsRefusedOrHarmless) {
    for (std::size_t at = 0; at < whole_.size(); at += 61) {
        std::string damaged = whole_;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
        start_with(damaged, at);
    }
    EXPECT_GT(refused_, 100);
}

TEST_F(DamagedLog, ByTruncationIsRefusedOrHarmless) {
    for (std::size_t length = 0; length < whole_.size(); length += 211) start_with(whole_.substr(0, length), length);
    start_with(whole_.substr(0, whole_.size() - 1), whole_.size() - 1);
    EXPECT_GT(refused_, 10);
    start_with(whole_, whole_.size());
    EXPECT_EQ(taken_, 1);
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
