#include "hub/app/replay.hpp"

#include "hub/app/event_feed.hpp"
#include "hub/core/event_codec.hpp"

namespace paraat::app {

Result<Replayed> replay(journal::Journal& journal, EventReading reading) {
    Replayed replayed;
    auto snapshot = journal.newest_snapshot();
    if (!snapshot) return snapshot.error();
    const bool is_known = *snapshot && (*snapshot)->version == snapshot_version;
    std::optional<EventFeed> feed;
    if (is_known) {
        // What is behind it is read while it is decoded, which takes as long.
        feed.emplace(journal, (*snapshot)->sequence, reading);
        if (auto state = core::decode_state((*snapshot)->bytes)) {
            replayed.state = std::move(*state);
            replayed.at = (*snapshot)->sequence;
        } else {
            feed.reset();
        }
    }
    if (!feed) feed.emplace(journal, replayed.at, reading);
    while (true) {
        auto page = feed->next();
        if (!page) return page.error();
        if (page->events.empty()) break;
        for (const core::Event& event : page->events) core::evolve(replayed.state, event);
        replayed.at = page->last;
    }
    const std::int64_t head = journal.head().sequence.value;
    if (replayed.at.value == head) return replayed;
    return Error{"journal_damaged", "",
                 "events " + std::to_string(replayed.at.value + 1) + " to " + std::to_string(head) + " cannot be read"};
}

Result<core::Event> decode(const journal::SequencedEvent& stored) {
    const journal::StoredEvent& event = stored.event;
    return core::decode_event({event.kind, event.version, event.subject, event.open, event.sealed}, event.at);
}

}  // namespace paraat::app
