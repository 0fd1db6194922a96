#include "hub/journal/sqlite_journal.hpp"

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "hub/journal/reader.hpp"
#include "hub/journal/verify.hpp"
#include "tests/unit/journal/sample.hpp"

namespace paraat::journal {
namespace {

TEST(SqliteJournal, ReturnsWhatWasAppendedAfterReopening) {
    Folder folder;
    Head before;
    {
        auto journal = open_in(folder.path());
        auto done = append_one(*journal, entry("r1", 1, {event("one", "name"), event("two", "", "")}));
        ASSERT_TRUE(done) << done.error().message;
        EXPECT_EQ(done->value, 2);
        before = journal->head();
        close(*journal);
    }
    auto journal = open_in(folder.path());
    EXPECT_FALSE(journal->ended_unclean());
    EXPECT_EQ(journal->head().hash, before.hash);
    EXPECT_EQ(journal->head().generation, before.generation);
    const auto events = journal->read(Sequence{1}, 10);
    ASSERT_TRUE(events);
    ASSERT_EQ(events->size(), 2u);
    EXPECT_EQ((*events)[0].event, event("one", "name"));
    EXPECT_EQ((*events)[0].sealed, SealedPart::present);
    EXPECT_EQ((*events)[1].event, event("two", "", ""));
    EXPECT_EQ((*events)[1].sealed, SealedPart::none);
}

TEST(SqliteJournal, FindsAnInputByClientKindAndId) {
    Folder folder;
    auto journal = open_in(folder.path());
    ASSERT_TRUE(append_one(*journal, entry("r1", 7, {event("one")})));
    EXPECT_EQ(*journal->find_input("radio-7", "report", "r1"), input("r1", 7));
    EXPECT_EQ(*journal->find_input("radio-8", "report", "r1"), std::nullopt);
    EXPECT_EQ(*journal->last_client_seq("radio-7"), 7);
    EXPECT_EQ(*journal->last_client_seq("radio-8"), std::nullopt);
}

TEST(SqliteJournal, DoesNotBindTheIdOfARefusedInput) {
    Folder folder;
    auto journal = open_in(folder.path());
    auto refused = entry("r1", 0, {});
    refused.input->accepted = false;
    ASSERT_TRUE(append_one(*journal, refused));
    EXPECT_EQ(*journal->find_input("radio-7", "report", "r1"), std::nullopt);
    EXPECT_TRUE(append_one(*journal, entry("r1", 1, {event("one")})));
}

TEST(SqliteJournal, CommitsABatchWholeOrNotAtAll) {
    Folder folder;
    auto journal = open_in(folder.path());
    const std::vector<Entry> batch{entry("r1", 1, {event("one")}), entry("r1", 2, {event("two")})};
    EXPECT_FALSE(journal->append(batch));  // the same id twice breaks the unique index at the second entry
    EXPECT_TRUE(journal->has_failed());
    EXPECT_FALSE(journal->accepts_intake());
    EXPECT_FALSE(append_one(*journal, entry("r3", 3, {event("three")})));
    journal.reset();
    journal = open_in(folder.path());
    EXPECT_TRUE(journal->ended_unclean());
    EXPECT_EQ(journal->head().sequence, Sequence{0});
    EXPECT_TRUE(append_one(*journal, entry("r1", 1, {event("one")})));
}

TEST(SqliteJournal, GivesEachSealedFieldAKeyOfItsOwn) {
    Folder folder;
    auto options = options_in(folder.path());
    options.chance = system_chance();
    auto journal = *SqliteJournal::open(std::move(options), start);
    const auto same = event("one", "name");
    const std::vector<Entry> batch{entry("r1", 1, {same, event("one", ""), same}), entry("r2", 2, {same})};
    ASSERT_TRUE(journal->append(batch));
    ASSERT_TRUE(append_one(*journal, entry("r3", 3, {same})));
    close(*journal);
    auto database = Database::open((folder.path() / "journal.db").string(), Access::read_only);
    ASSERT_TRUE(database);
    EXPECT_EQ(database->ask("SELECT count(DISTINCT keys) FROM field_key WHERE length(keys) = 32"), "4");
    EXPECT_EQ(database->ask("SELECT count(DISTINCT sealed) FROM sealed WHERE length(salt) = 0"), "4");
}

// Of every length up to some hundred pages: what writes the log in few pieces must not ask for too much at once.
TEST(SqliteJournal, CommitsABatchHoweverLongItIs) {
    Folder folder;
    std::int64_t count = 0;
    {
        auto journal = open_in(folder.path());
        for (std::size_t kib = 4; kib <= 600; kib += 12) {
            const std::string id = "r" + std::to_string(++count);
            auto done = append_one(*journal, entry(id, count, {event(id, std::string(kib << 10, 'x'))}));
            ASSERT_TRUE(done) << kib << ": " << done.error().message;
        }
        close(*journal);
    }
    auto journal = open_in(folder.path());
    EXPECT_EQ(journal->head().sequence.value, count);
    close(*journal);
    EXPECT_TRUE(verify(folder.path()).is_whole());
}

TEST(SqliteJournal, ForgetsOldInputsButNotTheClientsCount) {
    Folder folder;
    auto journal = open_in(folder.path());
    ASSERT_TRUE(append_one(*journal, entry("r1", 4, {event("one")})));
    EXPECT_EQ(*journal->expire_inputs(start, 9), 0);
    EXPECT_EQ(*journal->expire_inputs(start + Milliseconds{1}, 9), 1);
    EXPECT_EQ(*journal->find_input("radio-7", "report", "r1"), std::nullopt);
    EXPECT_EQ(*journal->last_client_seq("radio-7"), 4);
    EXPECT_EQ(journal->read(Sequence{1}, 9)->size(), 1u);
}

TEST(SqliteJournal, ForgetsNoMoreAtOnceThanItIsTold) {
    Folder folder;
    auto journal = open_in(folder.path());
    for (int number = 1; number <= 3; ++number) {
        ASSERT_TRUE(append_one(*journal, entry("r" + std::to_string(number), number, {event("one")})));
    }
    EXPECT_EQ(*journal->expire_inputs(start + Milliseconds{1}, 2), 2);
    EXPECT_EQ(*journal->find_input("radio-7", "report", "r2"), std::nullopt);
    EXPECT_NE(*journal->find_input("radio-7", "report", "r3"), std::nullopt);
    EXPECT_EQ(*journal->expire_inputs(start + Milliseconds{1}, 2), 1);
}

TEST(SqliteJournal, ErasesASealedPartAndStaysWhole) {
    Folder folder;
    {
        auto journal = open_in(folder.path());
        ASSERT_TRUE(append_one(*journal, entry("r1", 1, {event("one", "a very secret name"), event("two", "x")})));
        EXPECT_EQ(erase(*journal, all_of({1}, {1})).fields, 1);
        EXPECT_EQ(erase(*journal, all_of({1}, {1})).fields, 0);
        const auto events = *journal->read(Sequence{1}, 9);
        EXPECT_EQ(events[0].sealed, SealedPart::erased);
        EXPECT_EQ(events[0].event.open, "one");
    }
    const auto report = verify(folder.path());
    EXPECT_TRUE(report.is_whole()) << report.fault->what;
    EXPECT_EQ(report.erased_parts, 1);
    EXPECT_EQ(report.sealed_parts, 1);
    for (const char* name : {"journal.db", "journal.db-wal"}) {
        const auto bytes = read_file(folder.path() / name).value_or("");
        EXPECT_EQ(bytes.find("a very secret name"), std::string::npos) << name;
    }
}

TEST(SqliteJournal, RefusesASecondOpener) {
    Folder folder;
    auto first = open_in(folder.path());
    auto second = SqliteJournal::open(options_in(folder.path()), start);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "journal_locked");
}

TEST(SqliteJournal, StopsIntakeWhenTheDiskIsNearlyFull) {
    Folder folder;
    auto options = options_in(folder.path());
    options.keep_free = INT64_MAX;
    auto journal = SqliteJournal::open(std::move(options), start);
    ASSERT_TRUE(journal);
    EXPECT_FALSE((*journal)->accepts_intake());
    EXPECT_TRUE(append_one(**journal, {std::nullopt, {event("a timer")}}));
}

TEST(SqliteJournal, KeepsWhatWasCommittedWhenTheProcessDies) {
    Folder folder;
    const pid_t child = ::fork();
    if (child == 0) {
        auto journal = SqliteJournal::open(options_in(folder.path()), start);
        const bool kept = journal && append_one(**journal, entry("r1", 1, {event("one", "name")}));
        ::_exit(kept ? 0 : 1);  // no destructor runs: the log and the mark stay
    }
    int status = -1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_EQ(status, 0);
    auto journal = open_in(folder.path());
    EXPECT_TRUE(journal->ended_unclean());
    EXPECT_EQ(journal->head().sequence, Sequence{1});
    EXPECT_EQ(*journal->find_input("radio-7", "report", "r1"), input("r1", 1));
    EXPECT_TRUE(verify(folder.path(), Depth::quick).is_whole());
}

// Stands in for a full disk: no file of this process may grow past the limit.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) : signal_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, signal_);
    }

private:
    rlimit before_{};
    void (*signal_)(int);
};

TEST(SqliteJournal, KeepsExactlyWhatItPromisedWhenTheDiskFillsUp) {
    for (rlim_t limit = 70'000; limit < 200'000; limit += 9'973) {
        Folder folder;
        std::int64_t promised = 0;
        auto journal = open_in(folder.path());
        {
            FileSizeLimit full(limit);
            while (promised < 400) {
                const auto id = std::to_string(promised + 1);
                if (!append_one(*journal, entry(id, promised + 1, {event(std::string(700, 'x'), id)}))) break;
                ++promised;
            }
            ASSERT_LT(promised, 400);
            EXPECT_TRUE(journal->has_failed());
            EXPECT_FALSE(append_one(*journal, entry("later", 1, {})));
            journal.reset();
        }
        journal = open_in(folder.path());
        EXPECT_EQ(journal->head().sequence.value, promised);
        const auto report = verify(folder.path());
        EXPECT_TRUE(report.is_whole()) << report.fault->what;
        EXPECT_EQ(report.inputs, promised);
    }
}

TEST(SqliteJournal, StartsAfterADiskThatWasFullAtItsFirstStart) {
    for (rlim_t limit = 0; limit < 120'000; limit += 3'000) {
        Folder folder;
        {
            FileSizeLimit full(limit);
            static_cast<void>(SqliteJournal::open(options_in(folder.path()), start));
        }
        auto journal = open_in(folder.path());
        ASSERT_NE(journal, nullptr) << limit;
        EXPECT_TRUE(append_one(*journal, {std::nullopt, {event("one")}})) << limit;
    }
}

TEST(JournalReader, SeesCommittedEventsOfOneSubjectWhileTheWriterGoesOn) {
    Folder folder;
    auto journal = open_in(folder.path());
    auto reader = JournalReader::open(folder.path());
    ASSERT_TRUE(reader) << reader.error().message;
    EXPECT_EQ(reader->head()->sequence, Sequence{0});
    ASSERT_TRUE(append_one(*journal, entry("r1", 1, {event("a1"), event("b1", "", incident_b), event("a2")})));
    EXPECT_EQ(reader->head()->sequence, Sequence{3});
    const auto found = reader->read_subject(incident_a, Sequence{1}, 10);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 1u);
    EXPECT_EQ((*found)[0].event.open, "a2");
    const auto inputs = *reader->read_inputs(0, 10);
    ASSERT_EQ(inputs.size(), 1u);
    EXPECT_EQ(inputs[0].first, Sequence{1});
    EXPECT_EQ(inputs[0].count, 3);
    EXPECT_TRUE(verify(folder.path()).is_whole());
}

}  // namespace
}  // namespace paraat::journal
