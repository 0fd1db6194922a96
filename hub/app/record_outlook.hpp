#pragma once

#include <map>
#include <vector>

#include "hub/app/found_records.hpp"

namespace paraat::app {

// What will be erased of one incident, and when.
struct IncidentDue {
    core::IncidentId incident;
    Instant closed_at;
    std::string regime;
    std::map<core::RecordKind, Instant> due;  // of what is there still, as far as it was asked for
    bool is_preserved = false;                // then it stays, whatever its term
};

// Likewise of records that belong to none.
struct LooseDue {
    std::int64_t events = 0;
    Instant first = never;  // when the first of them is over
};

struct RecordOutlook {
    std::vector<IncidentDue> incidents;  // in the order in which they were let go of
    std::map<core::RetentionWalk, LooseDue> loose;
};

// What is over by `until`, as the journal stands. Reads all that no walk has passed; any thread.
Result<RecordOutlook> records_due(const RecordsPast& past, const core::Retention& retention,
                                  const core::Privacy& privacy, Instant now, Instant until);

}  // namespace paraat::app
