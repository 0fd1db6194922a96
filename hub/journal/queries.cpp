#include "hub/journal/queries.hpp"

#include <algorithm>

#include "hub/journal/event_row.hpp"
#include "hub/journal/hash_chain.hpp"

namespace paraat::journal {

namespace {

#define INPUT_COLUMNS                                                                                             \
    "SELECT position, client, kind, id, payload_hash, at, normalised, original, receipt, client_seq, first_seq, " \
    "events, digest FROM input "

// In the order of Queries::Place.
std::vector<std::string> texts_for(KeyPlace keys) {
    const std::string events = event_columns(keys);
    const std::string sealed = join_sealed(keys);
    return {
        "SELECT seq, hash, at FROM event ORDER BY seq DESC LIMIT 1",
        events + " FROM event " + sealed + "WHERE event.seq > ? ORDER BY event.seq LIMIT ?",
        events + ", before.hash FROM event LEFT JOIN event AS before ON before.seq = event.seq - 1 " + sealed +
            "WHERE event.subject = ? AND event.seq > ? ORDER BY event.seq LIMIT ?",
        "SELECT hash FROM event WHERE seq = ?",
        INPUT_COLUMNS "WHERE client = ? AND kind = ? AND id = ?",
        INPUT_COLUMNS "WHERE position > ? AND position <= ? ORDER BY position LIMIT ?",
        "SELECT last_seq, digest FROM client WHERE client = ?",
        "SELECT client, kind, id FROM input WHERE (client, kind, id) > (?, ?, ?) ORDER BY client, kind, id LIMIT ?",
        "SELECT coalesce(max(position), 0) FROM input",
    };
}

// A row of INPUT_COLUMNS, held against its digest; its texts are gone with the row.
Result<InputFields> fields_of(const Statement& row) {
    const InputFields found{row.view(1),    row.view(2),
                            row.view(3),    row.view(4),
                            row.view(6),    row.view(7),
                            row.view(8),    Instant{row.integer(5)},
                            row.integer(9), Sequence{row.integer(10)},
                            row.integer(11)};
    if (row.view(12) == as_text(input_digest(found))) return found;
    return Error{"journal_damaged", "",
                 "the input at position " + std::to_string(row.integer(0)) +
                     " is not the one that was stored: its digest differs"};
}

Result<PlacedInput> input_of(const Statement& row) {
    const auto fields = fields_of(row);
    if (!fields) return fields.error();
    return PlacedInput{row.integer(0),
                       {std::string(fields->client), std::string(fields->kind), std::string(fields->id),
                        digest_from(fields->payload_hash), fields->at, std::string(fields->normalised),
                        std::string(fields->original), true, std::string(fields->receipt), fields->client_seq},
                       fields->first,
                       fields->count};
}

// `convert` turns a row into a Result<Row>.
template <class Row, class Convert>
Result<std::vector<Row>> all_of(Statement& statement, Convert convert) {
    std::vector<Row> rows;
    for (;;) {
        auto more = statement.next();
        if (!more) return more.error();
        if (!*more) return rows;
        Result<Row> row = convert(statement);
        if (!row) {
            statement.done();
            return row.error();
        }
        rows.push_back(std::move(*row));
    }
}

template <class Row, class Convert>
Result<std::optional<Row>> one_of(Statement& statement, Convert convert) {
    auto found = statement.next();
    if (!found) return found.error();
    if (!*found) return std::optional<Row>{};
    Result<Row> row = convert(statement);
    statement.done();
    if (!row) return row.error();
    return std::optional<Row>(std::move(*row));
}

}  // namespace

Result<Queries> Queries::prepare(Database& database, const Identity& identity) {
    std::vector<Statement> statements;
    for (const std::string& text : texts_for(identity.keys)) {
        auto statement = Statement::prepare(database, text);
        if (!statement) return statement.error();
        statements.push_back(std::move(*statement));
    }
    return Queries(identity, std::move(statements));
}

Result<Head> Queries::head() {
    Head head{Sequence{0}, genesis_hash(identity_.origin), identity_.origin, identity_.generation.value_or(Ulid{}),
              Instant{0}};
    auto& rows = statement(newest);
    rows.start();
    auto found = one_of<Head>(rows, [&](const Statement& row) {
        head.sequence = Sequence{row.integer(0)};
        head.hash = digest_from(row.bytes(1));
        head.newest = Instant{row.integer(2)};
        return Result<Head>(head);
    });
    if (!found) return found.error();
    return found->value_or(head);
}

// `take` may refuse a row; then `at` stands before it.
template <class Take>
Result<void> Queries::go_through(Head& at, std::size_t limit, Take take) {
    auto& rows = statement(by_seq);
    rows.start(at.sequence.value, static_cast<std::int64_t>(limit));
    for (;;) {
        auto more = rows.next();
        if (!more) return more.error();
        if (!*more) return {};
        const Head before = at;
        auto event = take_next(rows, identity_.cells_from, at);
        const Result<void> taken = event ? take(*event) : event.error();
        if (taken) continue;
        at = before;
        rows.done();
        return taken;
    }
}

Result<void> Queries::follow(Head& at, std::size_t limit, const TakeEvent& take) {
    return go_through(at, limit, [&](EventRow& row) -> Result<void> {
        auto event = kept_event(row);
        if (!event) return event.error();
        take(std::move(*event));
        return {};
    });
}

Result<void> Queries::check(Head& at, std::size_t limit, Checked& checked) {
    return go_through(at, limit, [&](EventRow& row) -> Result<void> {
        const auto opened = open_row(row, CellCheck::commitments_too);
        if (!opened) return opened.error();
        ++checked.events;
        if (row.part == SealedPart::present) ++checked.sealed_parts;
        if (row.part == SealedPart::erased) ++checked.erased_parts;
        checked.sealed_fields += static_cast<std::int64_t>(opened->kept);
        checked.erased_fields += static_cast<std::int64_t>(opened->erased.size());
        return {};
    });
}

Result<std::optional<EventProof>> Queries::prove(Sequence sequence) {
    Head at;
    at.sequence = Sequence{sequence.value - 1};
    auto before = hash_of(at.sequence);
    if (!before) return before.error();
    if (!*before) return std::optional<EventProof>{};
    at.hash = **before;
    std::optional<EventProof> proof;
    auto done = go_through(at, 1, [&](EventRow& row) -> Result<void> {
        const auto opened = open_row(row, CellCheck::commitments_too);
        if (!opened) return opened.error();
        proof = EventProof{row.sequence, row.at, row.kind, std::string(row.subject), at.hash, row.part, fields_of(row)};
        return {};
    });
    if (!done) return done.error();
    return proof;
}

Result<std::vector<SequencedEvent>> Queries::read(Sequence from, std::size_t limit) {
    Head at;
    at.sequence = Sequence{std::max<std::int64_t>(from.value - 1, 0)};
    auto before = hash_of(at.sequence);
    if (!before) return before.error();
    std::vector<SequencedEvent> events;
    if (*before) {
        at.hash = **before;
        auto done = follow(at, limit, [&](SequencedEvent event) { events.push_back(std::move(event)); });
        if (!done) return done.error();
        return events;
    }
    // Past the end there is nothing; within, a predecessor is missing.
    auto end = head();
    if (!end) return end.error();
    if (at.sequence < end->sequence) return damaged_event(at.sequence, "it is missing");
    return events;
}

Result<std::vector<SequencedEvent>> Queries::read_subject(std::string_view subject, Sequence after, std::size_t limit) {
    auto& rows = statement(by_subject);
    rows.start(Blob{subject}, after.value, static_cast<std::int64_t>(limit));
    return all_of<SequencedEvent>(rows, [&](const Statement& row) {
        Head before;
        before.sequence = Sequence{row.integer(0) - 1};
        before.hash =
            before.sequence.value == 0 ? genesis_hash(identity_.origin) : digest_from(row.bytes(event_column_count));
        auto event = take_next(row, identity_.cells_from, before);
        return event ? kept_event(*event) : Result<SequencedEvent>(event.error());
    });
}

Result<std::optional<Sha256>> Queries::hash_of(Sequence sequence) {
    if (sequence.value == 0) return std::optional<Sha256>{genesis_hash(identity_.origin)};
    auto& rows = statement(hash);
    rows.start(sequence.value);
    return one_of<Sha256>(rows, [](const Statement& row) { return Result<Sha256>(digest_from(row.bytes(0))); });
}

Result<std::optional<PlacedInput>> Queries::find_input(std::string_view client_name, std::string_view kind,
                                                       std::string_view id) {
    auto& rows = statement(input_by_id);
    rows.start(client_name, kind, id);
    return one_of<PlacedInput>(rows, input_of);
}

Result<std::vector<PlacedInput>> Queries::read_inputs(std::int64_t after, std::size_t limit) {
    auto& rows = statement(inputs);
    rows.start(after, INT64_MAX, static_cast<std::int64_t>(limit));
    return all_of<PlacedInput>(rows, input_of);
}

Result<std::int64_t> Queries::check_inputs(std::int64_t& after, std::int64_t last, std::size_t limit) {
    auto& rows = statement(inputs);
    rows.start(after, last, static_cast<std::int64_t>(limit));
    for (std::int64_t count = 0;; ++count) {
        auto more = rows.next();
        if (!more) return more.error();
        if (!*more) return count;
        auto whole = fields_of(rows);
        if (!whole) {
            rows.done();
            return whole.error();
        }
        after = rows.integer(0);
    }
}

Result<std::int64_t> Queries::last_position() {
    auto& rows = statement(last_input);
    rows.start();
    auto found = one_of<std::int64_t>(rows, [](const Statement& row) { return Result<std::int64_t>(row.integer(0)); });
    if (!found) return found.error();
    return found->value_or(0);
}

Result<std::vector<InputName>> Queries::read_input_names(const InputName& after, std::size_t limit) {
    auto& rows = statement(input_names);
    rows.start(std::string_view(after.client), std::string_view(after.kind), std::string_view(after.id),
               static_cast<std::int64_t>(limit));
    return all_of<InputName>(rows, [](const Statement& row) {
        return Result<InputName>(InputName{row.bytes(0), row.bytes(1), row.bytes(2)});
    });
}

Result<std::optional<std::int64_t>> Queries::last_client_seq(std::string_view client_name) {
    auto& rows = statement(client);
    rows.start(client_name);
    return one_of<std::int64_t>(rows, [&](const Statement& row) -> Result<std::int64_t> {
        if (row.bytes(1) == as_text(client_digest(client_name, row.integer(0)))) return row.integer(0);
        return Error{"journal_damaged", "", "the counter of a client's accepted inputs was changed"};
    });
}

}  // namespace paraat::journal
