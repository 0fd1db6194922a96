#pragma once

#include "hub/base/result.hpp"
#include "hub/core/state.hpp"
#include "hub/journal/journal.hpp"

namespace paraat::app {

// Of the state's encoding in snapshots; another version is not read, and the whole journal is replayed instead.
inline constexpr const char* snapshot_version = "state-5";

struct Replayed {
    core::State state;
    journal::Sequence at;  // of the newest event in it
};

// Who reads the events: the caller's thread, or another one, a little ahead of the caller's, which folds them. The
// state is the same.
enum class EventReading { here, ahead };

// The state that the journal came to: the newest snapshot that can be read, and every event after it. `journal_damaged`
// when the reading ends before the journal's head. The journal is the replay's alone until it ends.
Result<Replayed> replay(journal::Journal& journal, EventReading reading = EventReading::here);

Result<core::Event> decode(const journal::SequencedEvent& stored);

}  // namespace paraat::app
