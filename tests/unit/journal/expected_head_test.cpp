#include "hub/journal/expected_head.hpp"

#include <gtest/gtest.h>

#include "hub/journal/verify.hpp"
#include "tests/unit/journal/sample.hpp"

namespace paraat::journal {
namespace {

namespace fs = std::filesystem;

TEST(ExpectedHead, RefusesARestoredOlderCopyUntilAPersonAdoptsIt) {
    Folder folder;
    make_small(folder.path());
    const auto older = *read_file(folder.path() / "journal.db");
    auto journal = open_in(folder.path());
    ASSERT_TRUE(append_one(*journal, {std::nullopt, {event("later")}}));
    close(*journal);
    journal.reset();
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
        close(**journal);
    }
    const auto side_file = folder.path() / "expected-head";
    fs::copy_file(other.path() / "expected-head", side_file, fs::copy_options::overwrite_existing);
    EXPECT_EQ(SqliteJournal::open(options_in(folder.path()), start).error().code, "journal_differs");
    write_file(side_file, "sequence 3\n");
    EXPECT_EQ(SqliteJournal::open(options_in(folder.path()), start).error().code, "journal_head_damaged");
    fs::remove(side_file);
    EXPECT_EQ(SqliteJournal::open(options_in(folder.path()), start).error().code, "journal_head_missing");
}

// Three commits that only the log has, and a bit of the last one flipped: SQLite takes the log to end before it.
TEST(ExpectedHead, ShowsThatADamagedLogLostCommittedEvents) {
    Folder folder;
    die_after([&] {
        auto journal = open_in(folder.path());
        for (const char* id : {"r1", "r2", "r3"}) {
            ASSERT_TRUE(append_one(*journal, entry(id, id[1] - '0', {event(id)})));
        }
    });
    const auto log = folder.path() / "journal.db-wal";
    const auto whole = *read_file(log);
    auto damaged = whole;
    damaged[damaged.size() - 100] ^= 1;
    write_file(log, damaged);
    EXPECT_EQ(refusal_of(folder.path()), "journal_shorter");
    EXPECT_EQ(refusal_of(folder.path()), "journal_shorter");
    EXPECT_EQ(*read_file(log), damaged) << "a refused journal stays as it was found";
    write_file(log, whole);
    EXPECT_EQ(open_in(folder.path())->head().sequence, Sequence{3});
}

TEST(ExpectedHead, FollowsEachCommitWithoutARest) {
    Folder folder;
    auto journal = open_in(folder.path());
    for (std::int64_t i = 1; i <= 5; ++i) {
        ASSERT_TRUE(append_one(*journal, {std::nullopt, {event("one"), event("two")}}));
        const auto side = *read_expected_head(Paths{folder.path()});
        EXPECT_EQ(side->sequence, Sequence{2 * i});
        EXPECT_EQ(side->hash, journal->head().hash);
    }
}

TEST(ExpectedHead, IsReadFromTheOtherSlotWhenOneIsTorn) {
    Folder folder;
    die_after([&] {
        auto journal = open_in(folder.path());
        for (const char* open : {"1", "2", "3"}) ASSERT_TRUE(append_one(*journal, {std::nullopt, {event(open)}}));
    });
    const auto path = folder.path() / "expected-head";
    const auto whole = *read_file(path);
    ASSERT_EQ(whole.size(), 1024u);
    for (std::size_t i = 0; i < whole.size(); i += 7) {
        auto torn = whole;
        // From here to the end of its slot it is as another writing left it.
        for (std::size_t at = i; at < (i / 512 + 1) * 512; ++at) torn[at] = '?';
        write_file(path, torn);
        const auto read = read_expected_head(Paths{folder.path()});
        ASSERT_TRUE(read) << i;
        EXPECT_GE((*read)->sequence, Sequence{2});
        EXPECT_EQ(refusal_of(folder.path()), "") << i;
    }
}

}  // namespace
}  // namespace paraat::journal
