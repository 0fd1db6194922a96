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

TEST(Replay, IsRefusedWhenItEndsBeforeTheJournal) {
    ShortJournal journal{Ulid{}};
    journal::Entry entry;
    for (int i = 0; i < 2; ++i) {
        const core::EncodedEvent encoded = core::encode({Instant{1}, core::the_hub, core::HubStarted{"0.0.0"}});
        entry.events.push_back(
            {Instant{1}, encoded.kind, encoded.version, encoded.subject, encoded.open, encoded.sealed});
    }
    ASSERT_TRUE(journal.append(std::vector{entry}));
    const auto whole = replay(journal);
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->at.value, 2);
    journal.is_short = true;
    const auto refused = replay(journal);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "journal_damaged");
    EXPECT_EQ(refused.error().message, "events 2 to 2 cannot be read");
}

}  // namespace
}  // namespace paraat::app
