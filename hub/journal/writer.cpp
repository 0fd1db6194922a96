#include "hub/journal/writer.hpp"

#include "hub/base/check.hpp"
#include "hub/journal/hash_chain.hpp"
#include "hub/journal/sealed_cells.hpp"

namespace paraat::journal {
namespace {

constexpr std::size_t subject_bytes = 16;

// One for each sealed field, one after the other. The system is asked for all of them at once.
std::string keys_for(std::span<const Entry> entries, const Chance& chance) {
    std::size_t fields = 0;
    for (const Entry& entry : entries) {
        for (const StoredEvent& event : entry.events) {
            const auto count = count_fields(event.sealed);
            PARAAT_CHECK(count);
            fields += *count;
        }
    }
    std::string keys(fields * field_key_bytes, '\0');
    if (fields > 0) chance({reinterpret_cast<std::uint8_t*>(keys.data()), keys.size()});
    return keys;
}

Blob blob(std::string_view bytes) {
    return {bytes};
}
Blob blob(const Sha256& digest) {
    return {as_text(digest)};
}
std::optional<Blob> blob_or_null(std::string_view bytes, bool present) {
    return present ? std::optional<Blob>(Blob{bytes}) : std::nullopt;
}

}  // namespace

Result<std::unique_ptr<Writer>> Writer::on(Database database, const Identity& identity) {
    auto queries = Queries::prepare(database, identity);
    if (!queries) return queries.error();
    std::vector<Statement> made;
    // In the order of Place.
    for (const char* text : {
             "INSERT INTO event VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
             "INSERT INTO sealed VALUES(?, x'', ?)",
             "INSERT INTO field_key VALUES(?, ?)",
             "INSERT INTO input VALUES(NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
             "INSERT INTO client VALUES(?, ?, ?) ON CONFLICT(client) DO UPDATE SET last_seq = excluded.last_seq, "
             "digest = excluded.digest WHERE excluded.last_seq > last_seq",
             "DELETE FROM input WHERE position IN (SELECT position FROM input WHERE at < ? ORDER BY at LIMIT ?)",
             "BEGIN IMMEDIATE",
             "COMMIT",
         }) {
        auto statement = Statement::prepare(database, text);
        if (!statement) return statement.error();
        made.push_back(std::move(*statement));
    }
    return std::unique_ptr<Writer>(new Writer(std::move(database), std::move(*queries), std::move(made)));
}

Result<void> Writer::write(std::span<const Entry> entries, Head& head, const Chance& chance) {
    if (auto begun = statement(Place::begin).run(); !begun) return begun;
    const std::string keys = keys_for(entries, chance);
    std::string_view unused = keys;
    for (const auto& entry : entries) {
        auto first = write_events(entry.events, head, unused);
        if (!first) return first.error();
        if (!entry.input || !entry.input->accepted) continue;
        if (auto done = write_input(*entry.input, *first, entry.events.size()); !done) return done;
    }
    return statement(Place::commit).run();
}

Result<Sequence> Writer::write_events(const std::vector<StoredEvent>& events, Head& head,
                                      std::string_view& unused_keys) {
    const Sequence first{head.sequence.value + 1};
    for (const auto& event : events) {
        PARAAT_CHECK(event.subject.empty() || event.subject.size() == subject_bytes);
        const bool seals = !event.sealed.empty();
        const auto keys = unused_keys.substr(0, seals ? *count_fields(event.sealed) * field_key_bytes : 0);
        unused_keys.remove_prefix(keys.size());
        const std::string cells = seal_cells(event.sealed, keys);
        const ChainRow row{Sequence{head.sequence.value + 1},
                           event.at,
                           event.kind,
                           event.version,
                           open_digest(event.subject, event.open),
                           seals ? cells_digest(cells) : no_sealed_part};
        const auto hash = row_hash(head.hash, row);
        auto inserted = statement(Place::event)
                            .run(row.sequence.value, event.at.ms, std::int64_t{event.kind}, std::int64_t{event.version},
                                 blob_or_null(event.subject, !event.subject.empty()), blob(event.open),
                                 blob_or_null(as_text(row.sealed), seals), blob(hash));
        if (!inserted) return inserted.error();
        if (seals) {
            auto sealed = statement(Place::sealed).run(row.sequence.value, blob(cells));
            if (!sealed) return sealed.error();
            auto kept = statement(Place::key).run(row.sequence.value, blob(keys));
            if (!kept) return kept.error();
        }
        head.sequence = row.sequence;
        head.hash = hash;
        head.newest = event.at;
    }
    return first;
}

Result<void> Writer::write_input(const InputRow& row, Sequence first, std::size_t count) {
    const auto events = static_cast<std::int64_t>(count);
    const auto digest = input_digest(row, first, events);
    auto inserted = statement(Place::input)
                        .run(std::string_view(row.client), std::string_view(row.kind), std::string_view(row.id),
                             blob(row.payload_hash), row.at.ms, blob(row.normalised), blob(row.original),
                             blob(row.receipt), row.client_seq, first.value, events, blob(digest));
    if (!inserted) return inserted;
    return statement(Place::client)
        .run(std::string_view(row.client), row.client_seq, blob(client_digest(row.client, row.client_seq)));
}

Result<void> Writer::delete_inputs(Instant before, std::size_t most) {
    return statement(Place::old_inputs).run(before.ms, static_cast<std::int64_t>(most));
}

}  // namespace paraat::journal
