#include <gmock/gmock.h>

#include <regex>

#include "hub/journal/shared_work.hpp"
#include "hub/journal/verification_parts.hpp"
#include "tests/unit/journal/sample.hpp"

namespace paraat::journal {
namespace {

using ::testing::HasSubstr;

// More than four stretches of the chain, each with inputs and sealed parts.
constexpr std::int64_t events = 300, border = 64;

Effort with(unsigned threads) {
    Effort effort{threads};
    effort.stretch = border;
    return effort;
}

class Verification : public ::testing::Test {
protected:
    // Written once; each test has a copy.
    static void SetUpTestSuite() {
        whole_ = std::make_unique<Folder>();
        die_after([] {
            auto journal = open_in(whole_->path());
            for (std::int64_t written = 0; written < events; written += 100) {
                std::vector<Entry> entries;
                for (std::int64_t i = 1; i <= 100; ++i) {
                    const std::string number = std::to_string(written + i);
                    entries.push_back(entry(number, written + i, {event(number, i % 4 == 0 ? "sealed" : "")}));
                }
                ASSERT_TRUE(journal->append(entries));
            }
            ASSERT_TRUE(journal->save_snapshot({Sequence{events - 10}, "state", "bytes"}));
        });
    }
    static void TearDownTestSuite() { whole_.reset(); }

    void SetUp() override {
        std::filesystem::copy(
            whole_->path(), folder_.path(),
            std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
    }

    static std::string at(std::int64_t sequence) { return std::to_string(sequence); }
    void damage(const std::string& sql) { change(folder_.path(), sql.c_str()); }
    VerifyReport by(unsigned threads) { return verify(folder_.path(), Depth::quick, with(threads)); }

    static std::unique_ptr<Folder> whole_;
    Folder folder_;
};

std::unique_ptr<Folder> Verification::whole_;

TEST_F(Verification, CountsTheSameByOneThreadAndByMany) {
    for (unsigned threads : {1U, 2U, 5U}) {
        const VerifyReport report = by(threads);
        ASSERT_TRUE(report.is_whole()) << report.fault->what;
        EXPECT_EQ(report.events, events);
        EXPECT_EQ(report.sealed_parts, events / 4);
        EXPECT_EQ(report.inputs, events);
        EXPECT_EQ(report.head.sequence, Sequence{events});
        EXPECT_EQ(report.head.hash, open_in(folder_.path())->head().hash);
    }
}

// In the older part, at a border and right behind it, and in the tail; each way in which an event can be wrong.
TEST_F(Verification, FindsDamageWhereverItIsByOneThreadAndByMany) {
    struct Harm {
        const char* sql;  // # is the event
        const char* what;
    };
    const Harm harms[] = {
        {"UPDATE event SET open = x'00' WHERE seq = #", "hash differs"},
        {"UPDATE event SET hash = zeroblob(32) WHERE seq = #", "hash differs"},
        {"PRAGMA foreign_keys=OFF; DELETE FROM sealed WHERE seq = #; DELETE FROM event WHERE seq = #", "missing"},
        {"PRAGMA foreign_keys=OFF; UPDATE event SET seq = -1 WHERE seq = #; UPDATE event SET seq = # WHERE seq = # + "
         "1; "
         "UPDATE event SET seq = # + 1 WHERE seq = -1",
         "is not the one that was stored"},
    };
    for (const std::int64_t place :
         {std::int64_t{2}, std::int64_t{31}, border - 1, border, border + 1, 2 * border, 2 * border + 1, events - 5}) {
        for (const Harm& harm : harms) {
            SetUp();
            const std::string sql = std::regex_replace(harm.sql, std::regex("#"), at(place));
            damage(sql);
            const VerifyReport alone = by(1), shared = by(3);
            ASSERT_FALSE(alone.is_whole()) << sql;
            ASSERT_FALSE(shared.is_whole()) << sql;
            EXPECT_EQ(alone.fault->sequence, Sequence{place}) << sql;
            EXPECT_THAT(alone.fault->what, HasSubstr("event " + at(place))) << sql;
            EXPECT_THAT(alone.fault->what, HasSubstr(harm.what)) << sql;
            EXPECT_EQ(shared.fault->sequence, alone.fault->sequence) << sql;
            EXPECT_EQ(shared.fault->what, alone.fault->what) << sql;
            EXPECT_EQ(shared.events, place - 1) << sql;
            EXPECT_EQ(alone.events, place - 1) << sql;
        }
    }
}

// Whoever is faster finds the later one first.
TEST_F(Verification, TellsTheFirstOfSeveralFaults) {
    damage("UPDATE event SET open = x'00' WHERE seq IN (" + at(border + 5) + ", " + at(events - 1) +
           "); UPDATE input SET receipt = x'00' WHERE position = 3");
    for (unsigned threads : {1U, 2U, 5U}) EXPECT_EQ(by(threads).fault->sequence, Sequence{border + 5});
}

TEST_F(Verification, FindsAForgedInputAndASealedPartWithoutItsEventAndACounter) {
    const std::pair<const char*, const char*> harms[] = {
        {"UPDATE input SET receipt = x'00' WHERE position = 200", "the input at position 200"},
        {"UPDATE input SET position = -5, receipt = x'00' WHERE position = 7", "the input at position -5"},
        {"UPDATE sealed SET sealed = x'00' WHERE seq = 200", "event 200: its sealed part"},
        {"PRAGMA foreign_keys=OFF; INSERT INTO sealed VALUES(900, x'00', x'00')", "a sealed part without its event"},
        {"UPDATE client SET last_seq = 1", "the counter of a client"},
    };
    for (const auto& [sql, what] : harms) {
        SetUp();
        damage(sql);
        for (unsigned threads : {1U, 3U}) {
            ASSERT_FALSE(by(threads).is_whole()) << sql;
            EXPECT_THAT(by(threads).fault->what, HasSubstr(what)) << sql;
        }
    }
}

// A journal that says it ends in a far future is no reason to make parts for it until memory ends.
TEST_F(Verification, MakesFewPartsWhateverTheLastNumberIs) {
    damage("UPDATE event SET seq = 90000000000000000 WHERE seq = " + at(events));
    damage("UPDATE input SET position = 90000000000000000 WHERE position = " + at(events));
    EXPECT_EQ(by(2).fault->sequence, Sequence{events});
}

TEST_F(Verification, IsStoppedWithoutAWordOfWhole) {
    const std::atomic<bool> is_stopped{true};
    const auto stopped = verify_but_replayed(Paths{folder_.path()}, Sequence{events}, {2, false, &is_stopped});
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, "verification_stopped");
}

TEST_F(Verification, OfALongPastIsLeftToTheCallerOnce) {
    auto options = options_in(folder_.path());
    options.verifies_at_once = 100;
    {
        auto journal = SqliteJournal::open(options, start);
        ASSERT_TRUE(journal) << journal.error().message;
        EXPECT_TRUE((*journal)->ended_unclean());
        EXPECT_TRUE((*journal)->has_unverified_past());
        EXPECT_EQ((*journal)->past(), Sequence{events - 10});
        ASSERT_TRUE(append_one(**journal, entry("beside", events + 1, {event("beside")})));
    }
    // That one died before anybody verified.
    auto journal = SqliteJournal::open(options, start);
    ASSERT_TRUE(journal) << journal.error().message;
    EXPECT_FALSE((*journal)->has_unverified_past());
}

TEST_F(Verification, OfAPastThatWasLeftTellsDamageAndEachLaterStartRefusesIt) {
    damage("UPDATE event SET open = x'00' WHERE seq = 5");
    auto options = options_in(folder_.path());
    options.verifies_at_once = 100;
    {
        auto journal = SqliteJournal::open(options, start);
        ASSERT_TRUE(journal) << journal.error().message;
        const auto verified = (*journal)->verify_past({2});
        ASSERT_FALSE(verified);
        EXPECT_EQ(verified.error().code, "journal_damaged");
        EXPECT_THAT(verified.error().message, HasSubstr("event 5"));
        EXPECT_THAT(verified.error().message, HasSubstr("paraat journal adopt"));
        EXPECT_TRUE((*journal)->has_unverified_past());
        close(**journal);  // keeps the mark
    }
    for (int i = 0; i < 2; ++i) {
        const auto refused = SqliteJournal::open(options, start);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, "journal_damaged");
    }
}

TEST_F(Verification, OfAPastThatWasLeftTakesTheMarkBackOnceItIsWhole) {
    auto options = options_in(folder_.path());
    options.verifies_at_once = 100;
    std::atomic<std::int64_t> left{events - 10};
    {
        auto journal = SqliteJournal::open(options, start);
        ASSERT_TRUE(journal);
        ASSERT_TRUE((*journal)->verify_past({2, false, nullptr, &left}));
        EXPECT_EQ(left, 0);
        EXPECT_FALSE((*journal)->has_unverified_past());
    }
    auto again = SqliteJournal::open(options, start);
    ASSERT_TRUE(again);
    EXPECT_TRUE((*again)->has_unverified_past()) << "that run verified, so this one may leave it again";
    ASSERT_TRUE((*again)->verify_past({}));
    close(**again);
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "running"));
}

// What is behind the snapshot is never left.
TEST_F(Verification, OfWhatFollowsTheSnapshotIsByReading) {
    damage("UPDATE event SET open = x'00' WHERE seq = " + at(events - 5));
    auto options = options_in(folder_.path());
    options.verifies_at_once = 100;
    auto journal = SqliteJournal::open(options, start);
    ASSERT_TRUE(journal);
    EXPECT_TRUE((*journal)->verify_past({2}));
    EXPECT_FALSE((*journal)->read(Sequence{events - 9}, 100));
}

}  // namespace
}  // namespace paraat::journal
