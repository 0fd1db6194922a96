#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "hub/app/found_records.hpp"

namespace paraat::app {

// A sealed field of an event, and what became of it.
struct FieldProof {
    std::uint16_t number = 0;
    core::RecordKind record = core::RecordKind::incident;
    core::FieldSort sort = core::FieldSort::text;
    bool is_destroyed = false;
    std::int64_t order = 0;  // by which it was; 0 = none is known
};

struct EntryProof {
    std::int64_t sequence = 0;
    Instant at;
    std::string what;
    std::string chain;  // the chain's hash there, in hex; empty when the journal does not tell
    std::vector<FieldProof> fields;
};

// An order about the incident, and that it was done.
struct OrderProof {
    core::ErasureOrdered ordered;
    Instant at;
    core::ClientName by;
    std::optional<core::Erased> done;
    Instant done_at;
};

struct IncidentProof {
    core::IncidentId incident;
    std::vector<EntryProof> entries;  // of the incident and of its instructions, in their order
    std::vector<OrderProof> orders;
    std::set<core::IncidentId> related;  // with which it shares reports: each has its own copy
    bool is_let_go = false;
};

// Nullopt when the journal knows none of that id. `chain_at` gives the hash of the chain in hex, or nothing.
Result<std::optional<IncidentProof>> prove_incident(const RecordsPast& past, const core::IncidentId& incident,
                                                    const std::function<std::string(journal::Sequence)>& chain_at);

}  // namespace paraat::app
