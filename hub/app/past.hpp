#pragma once

#include <deque>
#include <functional>
#include <optional>

#include "hub/app/replay.hpp"
#include "hub/journal/reader.hpp"

namespace paraat::app {

// The journal read again from some event on, one by one, beside a hub that writes. Whoever reads folds them himself,
// because often what stood before an event is wanted. One thread.
class Past {
public:
    // From the newest snapshot that ends before `first`, or from the beginning; `state` is what it held.
    static Result<Past> before(journal::JournalReader reader, journal::Sequence first);

    // Nullopt at the end, which another call may find further on.
    Result<std::optional<core::Event>> next();
    journal::Sequence at() const { return at_; }  // of the newest event that next() gave

    core::State state;

private:
    Past(journal::JournalReader reader, Replayed start)
        : state(std::move(start.state)), reader_(std::move(reader)), at_(start.at) {}

    journal::JournalReader reader_;
    journal::Sequence at_;
    std::deque<journal::SequencedEvent> page_;
};

}  // namespace paraat::app
