#include "hub/app/replay.hpp"

#include <gtest/gtest.h>

#include "hub/core/event_codec.hpp"
#include "hub/journal/memory_journal.hpp"

namespace paraat::app {
namespace {

// A journal whose reading ends early, as by a damaged index.
class ShortJournal : public journal::MemoryJournal {
public:
    using MemoryJournal::MemoryJournal;
    Result<std::vector<journal::SequencedEvent>> read(journal::Sequence from, std::size_t limit) override {
        auto page = MemoryJournal::read(from, limit);
        if (is_short && page && !page->empty()) page->pop_back();
        return page;
    }
    bool is_short = false;
};

journal::Entry started(int times) {
    journal::Entry entry;
    for (int i = 0; i < times; ++i) {
        const core::EncodedEvent encoded = core::encode({Instant{i}, core::the_hub, core::HubStarted{"0.0.0"}});
        entry.events.push_back(
            {Instant{i}, encoded.kind, encoded.version, encoded.subject, encoded.open, encoded.sealed});
    }
    return entry;
}

TEST(Replay, IsRefusedWhenItEndsBeforeTheJournal) {
    ShortJournal journal{Ulid{}};
    ASSERT_TRUE(journal.append(std::vector{started(2)}));
    const auto whole = replay(journal);
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->at.value, 2);
    journal.is_short = true;
    const auto refused = replay(journal);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "journal_damaged");
    EXPECT_EQ(refused.error().message, "events 2 to 2 cannot be read");
    EXPECT_EQ(replay(journal, EventReading::ahead).error().message, "events 2 to 2 cannot be read");
}

// More pages than are read ahead.
TEST(Replay, ThatReadsAheadComesToTheSameState) {
    journal::MemoryJournal journal{Ulid{}};
    ASSERT_TRUE(journal.append(std::vector{started(20'500)}));
    const auto here = replay(journal), ahead = replay(journal, EventReading::ahead);
    ASSERT_TRUE(here && ahead);
    EXPECT_EQ(ahead->at.value, 20'500);
    EXPECT_EQ(core::encode(ahead->state), core::encode(here->state));
}

TEST(Replay, BeginsBehindASnapshotAndAtTheBeginningWhenItCannotBeRead) {
    for (const auto reading : {EventReading::here, EventReading::ahead}) {
        journal::MemoryJournal journal{Ulid{}};
        ASSERT_TRUE(journal.append(std::vector{started(1'500)}));
        const auto whole = replay(journal, reading);
        ASSERT_TRUE(whole);
        const std::string state = core::encode(whole->state);
        ASSERT_TRUE(journal.append(std::vector{started(3)}));
        const std::string later = core::encode(replay(journal)->state);
        for (const std::string& bytes : {state, std::string("no state")}) {
            ASSERT_TRUE(journal.save_snapshot({{1'500}, snapshot_version, bytes}));
            const auto replayed = replay(journal, reading);
            ASSERT_TRUE(replayed);
            EXPECT_EQ(replayed->at.value, 1'503);
            EXPECT_EQ(core::encode(replayed->state), later);
        }
    }
}

// The reading ends with an Error while pages of before are still to be folded, or with the feed.
TEST(Replay, EndsWithAnEventThatCannotBeDecoded) {
    journal::MemoryJournal journal{Ulid{}};
    journal::Entry entry = started(12'000);
    entry.events[11'500].kind = 0xffff;
    ASSERT_TRUE(journal.append(std::vector{entry}));
    const auto here = replay(journal), ahead = replay(journal, EventReading::ahead);
    ASSERT_FALSE(here || ahead);
    EXPECT_EQ(here.error().message, ahead.error().message);
}

}  // namespace
}  // namespace paraat::app
