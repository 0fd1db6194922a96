#include "hub/journal/event_row.hpp"

#include <algorithm>

#include "hub/journal/hash_chain.hpp"

namespace paraat::journal {
namespace {

bool is_zeroed(std::string_view salt) {
    return std::all_of(salt.begin(), salt.end(), [](char byte) { return byte == 0; });
}

// As before format 2: one without its row, or with a salt of zeros, was erased, which the law allows and the digest
// shows.
Result<void> take_whole_part(const Statement& row, const Sha256& digest, EventRow& found) {
    const bool is_salted = row.is_null(8) || row.view(8).size() == sizeof(Sha256);
    if (!is_salted) return damaged_event(found.sequence, "its sealed part is not the one that was stored");
    const bool is_kept = !row.is_null(8) && !is_zeroed(row.view(8));
    if (is_kept && sealed_digest(row.view(8), row.view(9)) != digest) {
        return damaged_event(found.sequence, "its sealed part is not the one that was stored");
    }
    if (is_kept) found.sealed = row.view(9);
    found.part = is_kept ? SealedPart::present : SealedPart::erased;
    return {};
}

Result<void> take_cells(const Statement& row, const Sha256& digest, EventRow& found) {
    if (row.is_null(8))
        return damaged_event(found.sequence,
                             "its sealed part is not the one that was stored: it is gone, and only its keys may go");
    found.cells = row.view(9);
    found.keys = row.view(10);
    if (!row.view(8).empty() || found.cells.empty() || cells_digest(found.cells) != digest) {
        return damaged_event(found.sequence, "its sealed part is not the one that was stored");
    }
    return {};
}

// The numbers of the fields of a sealed part of format 1; of what is none, nothing.
std::vector<SealedField> fields_of_whole(std::string_view sealed) {
    std::vector<SealedField> fields;
    while (!sealed.empty()) {
        const auto field = take_field(sealed);
        if (!field) break;
        fields.push_back({field->number, false});
    }
    return fields;
}

std::vector<SealedField> fields_of_cells(std::string_view cells, std::string_view keys) {
    std::vector<SealedField> fields;
    while (!cells.empty()) {
        const auto cell = take_cell(cells);
        if (!cell) break;
        const auto key = keys.substr(0, field_key_bytes);
        keys.remove_prefix(key.size());
        fields.push_back({cell->number, is_destroyed(key)});
    }
    return fields;
}

}  // namespace

std::string keys_column(KeyPlace keys) {
    return keys == KeyPlace::none ? "NULL" : "field_key.keys";
}

std::string event_columns(KeyPlace keys) {
    return "SELECT event.seq, event.at, event.kind, event.version, event.subject, event.open, event.sealed_digest, "
           "event.hash, sealed.salt, sealed.sealed, " +
           keys_column(keys);
}

std::string join_sealed(KeyPlace keys) {
    const std::string sealed = "LEFT JOIN sealed ON sealed.seq = event.seq ";
    if (keys == KeyPlace::none) return sealed;
    const std::string schema = keys == KeyPlace::inside ? "main" : keys_apart_schema;
    return sealed + "LEFT JOIN " + schema + ".field_key AS field_key ON field_key.seq = sealed.seq ";
}

Error damaged_event(Sequence sequence, const char* what) {
    return {"journal_damaged", "", "event " + std::to_string(sequence.value) + ": " + what};
}

Sha256 digest_from(std::string_view bytes) {
    Sha256 digest{};
    if (bytes.size() == digest.size()) std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(digest.data()));
    return digest;
}

Result<EventRow> take_next(const Statement& row, Sequence cells_from, Head& at) {
    const Sequence next{at.sequence.value + 1};
    if (row.integer(0) != next.value) return damaged_event(next, "it is missing");
    const std::int64_t kind = row.integer(2), version = row.integer(3);
    const auto is_small = [](std::int64_t value) { return value >= 0 && value <= 0xffff; };
    if (!is_small(kind) || !is_small(version)) return damaged_event(next, "its kind or version is out of range");
    EventRow found;
    found.sequence = next;
    found.at = Instant{row.integer(1)};
    found.kind = static_cast<std::uint16_t>(kind);
    found.version = static_cast<std::uint16_t>(version);
    found.subject = row.view(4);
    found.open = row.view(5);
    const bool seals = !row.is_null(6);
    const Sha256 sealed = digest_from(row.view(6));
    if (!seals && !row.is_null(8)) return damaged_event(next, "its sealed part is not the one that was stored");
    if (seals) {
        const auto taken = next < cells_from ? take_whole_part(row, sealed, found) : take_cells(row, sealed, found);
        if (!taken) return taken.error();
    }
    if (found.subject.size() > 0xff) return damaged_event(next, "its subject is not an id");
    const Sha256 hash =
        row_hash(at.hash, {next, found.at, found.kind, found.version, open_digest(found.subject, found.open), sealed});
    if (row.view(7) != as_text(hash)) return damaged_event(next, "it is not the one that was stored: its hash differs");
    at.sequence = next;
    at.hash = hash;
    at.newest = found.at;
    return found;
}

Result<OpenedCells> open_row(EventRow& row, CellCheck check) {
    OpenedCells opened;
    if (row.cells.empty()) return opened;
    if (const auto fault = open_cells(row.cells, row.keys, check, opened))
        return damaged_event(row.sequence, fault->what);
    row.part = opened.kept > 0 ? SealedPart::present : SealedPart::erased;
    return opened;
}

Result<SequencedEvent> kept_event(EventRow& row) {
    auto opened = open_row(row, CellCheck::opening);
    if (!opened) return opened.error();
    std::string sealed = row.cells.empty() ? std::string(row.sealed) : std::move(opened->sealed);
    return SequencedEvent{
        row.sequence,
        {row.at, row.kind, row.version, std::string(row.subject), std::string(row.open), std::move(sealed)},
        row.part,
        std::move(opened->erased)};
}

std::vector<SealedField> fields_of(const EventRow& row) {
    return row.cells.empty() ? fields_of_whole(row.sealed) : fields_of_cells(row.cells, row.keys);
}

}  // namespace paraat::journal
