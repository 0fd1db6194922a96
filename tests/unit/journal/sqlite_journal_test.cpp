#include "hub/journal/sqlite_journal.hpp"

#include <gmock/gmock.h>

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
    }
    auto journal = open_in(folder.path());
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

}  // namespace
}  // namespace paraat::journal
