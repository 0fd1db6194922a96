#include "hub/app/incident_history.hpp"

#include <gmock/gmock.h>

#include "hub/core/event_codec.hpp"
#include "hub/journal/sqlite_journal.hpp"
#include "tests/support/centre.hpp"
#include "tests/support/folder.hpp"

namespace paraat::app {
namespace {

journal::StoredEvent stored(const core::Event& event) {
    const core::EncodedEvent encoded = core::encode(event);
    return {event.at, encoded.kind, encoded.version, encoded.subject, encoded.open, encoded.sealed};
}

class IncidentHistoryTest : public testing::Test {
protected:
    void SetUp() override {
        auto opened = journal::SqliteJournal::open({folder_.path(), 0, 0, journal::system_chance()}, Instant{});
        ASSERT_TRUE(opened);
        journal_ = std::move(*opened);
        auto reader = journal::JournalReader::open(folder_.path());
        ASSERT_TRUE(reader);
        history_.emplace(std::move(*reader));
    }
    // Its place in the journal.
    journal::Sequence keep(journal::StoredEvent event) {
        journal::Entry entry;
        entry.events.push_back(std::move(event));
        const auto last = journal_->append(std::vector{entry});
        EXPECT_TRUE(last);
        return last ? *last : journal::Sequence{};
    }

    const core::Incident& incident(const core::Outcome& outcome) { return centre_.incident(outcome); }

    test::Folder folder_;
    test::Centre centre_;
    std::unique_ptr<journal::SqliteJournal> journal_;
    std::optional<IncidentHistory> history_;
};

TEST_F(IncidentHistoryTest, TellsTheIncidentsEventsInOrderAndNoOthers) {
    const auto opened = centre_.receives("radio-1", test::report("theft"));
    const auto other = centre_.receives("radio-7", test::report("shooting", 52.5));
    journal::Sequence last;
    for (const auto& outcome : {opened, other}) {
        for (const core::Event& event : outcome.events) last = keep(stored(event));
    }
    const auto events = history_->read(incident(opened), last);
    ASSERT_TRUE(events);
    EXPECT_THAT(test::names(*events), testing::ElementsAre("report_received", "incident_opened", "routed"));
}

TEST_F(IncidentHistoryTest, TellsItsOrdersAmongTheRest) {
    const auto opened = centre_.receives("radio-1", test::report("theft"));
    core::Instruct instruct;
    instruct.to = "unit/radio-7";
    instruct.text = "go and look";
    instruct.incident = opened.incident;
    const auto given = centre_.receives("console-1", instruct);
    instruct.incident.reset();
    const auto other = centre_.receives("console-1", instruct);
    const core::Ack answer{{}, given.instruction, {}, core::Answer::accepted, ""};
    const auto answered = centre_.receives("radio-7", answer);
    core::Command note;
    note.deed = core::Deed::note;
    note.incident = opened.incident;
    note.text = "two men";
    const auto noted = centre_.receives("console-1", note);
    journal::Sequence last;
    for (const auto& outcome : {opened, given, other, answered, noted}) {
        for (const core::Event& event : outcome.events) last = keep(stored(event));
    }
    const auto events = history_->read(incident(opened), last);
    ASSERT_TRUE(events);
    EXPECT_THAT(test::names(*events), testing::ElementsAre("report_received", "incident_opened", "routed",
                                                           "instruction_issued", "instruction_answered", "note_added"));
}

TEST_F(IncidentHistoryTest, EndsWhereTheStateOfTheAskerDoes) {
    const auto opened = centre_.receives("radio-1", test::report("theft"));
    const journal::Sequence first = keep(stored(opened.events.back()));
    keep(stored(opened.events.back()));
    const auto events = history_->read(incident(opened), first);
    ASSERT_TRUE(events);
    EXPECT_EQ(events->size(), 1u);
}

TEST_F(IncidentHistoryTest, IsRefusedWhenOneEventCannotBeRead) {
    const auto opened = centre_.receives("radio-1", test::report("theft"));
    keep(stored(opened.events.back()));
    journal::StoredEvent newer = stored(opened.events.back());
    newer.kind = 60'000;
    const journal::Sequence last = keep(newer);
    const auto events = history_->read(incident(opened), last);
    ASSERT_FALSE(events);
    EXPECT_EQ(events.error().code, "unknown_event");
}

}  // namespace
}  // namespace paraat::app
