#pragma once

#include <optional>
#include <vector>

#include "hub/core/incident.hpp"
#include "hub/journal/reader.hpp"

namespace paraat::app {

// What happened to an incident, out of the journal. Owned by the thread that asks.
class IncidentHistory {
public:
    explicit IncidentHistory(journal::JournalReader reader) : reader_(std::move(reader)) {}

    // Its events and those of its orders in their order, up to `until`: what came after is committed, but not yet in
    // the state of who asks. An Error when one of them cannot be read; half a history looks like a whole one.
    Result<std::vector<core::Event>> read(const core::Incident& incident, journal::Sequence until);

    // From its first to its last event up to `until`; nullopt when there is none.
    struct Range {
        journal::Sequence first;
        journal::Sequence last;
        bool is_erased = false;  // something that was personal in it
    };
    static Result<std::optional<Range>> range_of(journal::JournalReader& reader, const core::IncidentId& incident,
                                                 journal::Sequence until);

private:
    journal::JournalReader reader_;
};

}  // namespace paraat::app
