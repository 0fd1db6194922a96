#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/base/ulid.hpp"
#include "hub/core/event.hpp"
#include "hub/core/privacy.hpp"
#include "hub/core/retention.hpp"
#include "hub/journal/reader.hpp"

namespace paraat::app {

// How the journal is read again beside the one who writes.
struct RecordsPast {
    std::function<Result<std::vector<journal::SequencedEvent>>(journal::Sequence from, std::size_t limit)> read;
    std::function<Result<std::vector<journal::SequencedEvent>>(std::string_view subject, journal::Sequence after,
                                                               std::size_t limit)>
        read_subject;
};
// By a reader, which it keeps. One thread.
RecordsPast past_of(std::shared_ptr<journal::JournalReader> reader);

// An incident or instruction as its events tell it.
struct FoundIncident {
    core::IncidentRecord record;
    std::vector<journal::SequencedEvent> events;
};
Result<FoundIncident> find_incident(const RecordsPast& past, const core::IncidentId& id);
struct FoundInstruction {
    core::InstructionId id;
    core::InstructionRecord record;
    std::vector<journal::SequencedEvent> events;
};
Result<FoundInstruction> find_instruction(const RecordsPast& past, const core::InstructionId& id);
// Its orders, once it is let go of: those that did not go to another incident by a merge, whose they are then.
Result<std::vector<FoundInstruction>> find_orders(const RecordsPast& past, const core::IncidentId& id,
                                                  const core::IncidentRecord& record);

// These, those with which they share reports, and so on: who preserves one of them preserves the others, since each
// has a part of the same case.
Result<std::set<core::IncidentId>> sharing_with(const RecordsPast& past, std::set<core::IncidentId> from);
// All that is preserved now, by itself or by one with which it shares reports.
Result<std::set<core::IncidentId>> kept_now(const RecordsPast& past, const core::Privacy& privacy, Instant now);

// What an event that belongs to no incident says of the law that applies to it, and of the incident that it names.
struct LooseRecord {
    core::RecordFacts facts;
    std::optional<core::IncidentId> names;
};
LooseRecord loose_record(const core::Event& event);

// The 16 bytes under which the journal has what is about it.
std::string subject_of(const Ulid& id);

// How many sealed fields of such records the events have still.
std::int64_t present_in(const std::vector<journal::SequencedEvent>& events, std::span<const core::RecordKind> records);

}  // namespace paraat::app
