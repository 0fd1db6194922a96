#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hub/journal/erasure.hpp"
#include "hub/journal/schema.hpp"
#include "hub/journal/sealed_cells.hpp"
#include "hub/journal/statement.hpp"

namespace paraat::journal {

// An event as a row of a query, held against the chain before anybody sees it.

// How a query of events reaches sealed parts and keys: `event` joined to `sealed` and `field_key`, and the column of
// the keys, NULL where none are known.
std::string join_sealed(KeyPlace keys);
std::string keys_column(KeyPlace keys);
// SELECT and the columns that take_next() reads.
std::string event_columns(KeyPlace keys);
constexpr int event_column_count = 11;

// Its texts are gone with the row of the statement. Of format 1, or without a sealed part, when it has no cells.
struct EventRow {
    Sequence sequence;
    Instant at;
    std::uint16_t kind = 0;
    std::uint16_t version = 0;
    std::string_view subject, open, sealed, cells, keys;
    SealedPart part = SealedPart::none;
};

// The event after `at`, held against it and its own digests; `at` moves on to it. `journal_damaged` when it differs.
Result<EventRow> take_next(const Statement& row, Sequence cells_from, Head& at);

// What the keys that are left open of a row; and so what is there of its sealed part.
Result<OpenedCells> open_row(EventRow& row, CellCheck check);
Result<SequencedEvent> kept_event(EventRow& row);
std::vector<SealedField> fields_of(const EventRow& row);

Error damaged_event(Sequence sequence, const char* what);

// Copies 32 bytes; zeros when the length is another (which then fails every comparison).
Sha256 digest_from(std::string_view bytes);

}  // namespace paraat::journal
