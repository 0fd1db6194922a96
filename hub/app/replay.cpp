#include "hub/app/replay.hpp"

#include "hub/core/event_codec.hpp"

namespace paraat::app {
namespace {

constexpr std::size_t replay_page = 1'000;

}  // namespace

Result<Replayed> replay(journal::Journal& journal) {
    Replayed replayed;
    auto snapshot = journal.newest_snapshot();
    if (!snapshot) return snapshot.error();
    if (*snapshot && (*snapshot)->version == snapshot_version) {
        if (auto state = core::decode_state((*snapshot)->bytes)) {
            replayed.state = std::move(*state);
            replayed.at = (*snapshot)->sequence;
        }
    }
    while (true) {
        auto page = journal.read({replayed.at.value + 1}, replay_page);
        if (!page) return page.error();
        if (page->empty()) break;
        for (const journal::SequencedEvent& stored : *page) {
            auto event = decode(stored);
            if (!event) return event.error();
            core::evolve(replayed.state, *event);
            replayed.at = stored.sequence;
        }
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
