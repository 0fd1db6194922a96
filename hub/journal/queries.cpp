#include "hub/journal/queries.hpp"

#include <algorithm>

#include "hub/journal/hash_chain.hpp"

namespace paraat::journal {

namespace {

#define EVENT_COLUMNS                                                                                         \
    "SELECT event.seq, event.at, event.kind, event.version, event.subject, event.open, event.sealed_digest, " \
    "event.hash, sealed.salt, sealed.sealed "
#define SEALED_OF_EVENT "LEFT JOIN sealed ON sealed.seq = event.seq "
#define INPUT_COLUMNS                                                                                             \
    "SELECT position, client, kind, id, payload_hash, at, normalised, original, receipt, client_seq, first_seq, " \
    "events, digest FROM input "

// In the order of Queries::Place.
constexpr const char* texts[] = {
    "SELECT seq, hash, at FROM event ORDER BY seq DESC LIMIT 1",
    EVENT_COLUMNS "FROM event " SEALED_OF_EVENT "WHERE event.seq > ? ORDER BY event.seq LIMIT ?",
    EVENT_COLUMNS ", before.hash FROM event LEFT JOIN event AS before ON before.seq = event.seq - 1 " SEALED_OF_EVENT
                  "WHERE event.subject = ? AND event.seq > ? ORDER BY event.seq LIMIT ?",
    "SELECT hash FROM event WHERE seq = ?",
    INPUT_COLUMNS "WHERE client = ? AND kind = ? AND id = ?",
    INPUT_COLUMNS "WHERE position > ? ORDER BY position LIMIT ?",
    "SELECT last_seq, digest FROM client WHERE client = ?",
    "SELECT client, kind, id FROM input WHERE (client, kind, id) > (?, ?, ?) ORDER BY client, kind, id LIMIT ?",
};

Error damaged(Sequence sequence, const char* what) {
    return {"journal_damaged", "", "event " + std::to_string(sequence.value) + ": " + what};
}

// The event after `at`, held against it and its own digests; `at` moves on to it.
Result<SequencedEvent> take_next(const Statement& row, Head& at) {
    const Sequence next{at.sequence.value + 1};
    if (row.integer(0) != next.value) return damaged(next, "it is missing");
    const auto is_small = [&](int column) { return row.integer(column) >= 0 && row.integer(column) <= 0xffff; };
    if (!is_small(2) || !is_small(3)) return damaged(next, "its kind or version is out of range");
    SequencedEvent found;
    found.sequence = next;
    found.event = {Instant{row.integer(1)},
                   static_cast<std::uint16_t>(row.integer(2)),
                   static_cast<std::uint16_t>(row.integer(3)),
                   row.bytes(4),
                   row.bytes(5),
                   row.bytes(9)};
    const StoredEvent& event = found.event;
    // One without its sealed part was erased, which the law allows and the digest shows.
    const bool seals = !row.is_null(6);
    const bool is_kept = !row.is_null(8);
    const Sha256 sealed = digest_from(row.bytes(6));
    if (is_kept && (!seals || sealed_digest(row.bytes(8), event.sealed) != sealed)) {
        return damaged(next, "its sealed part is not the one that was stored");
    }
    if (seals) found.sealed = is_kept ? SealedPart::present : SealedPart::erased;
    if (event.subject.size() > 0xff) return damaged(next, "its subject is not an id");
    const Sha256 hash =
        row_hash(at.hash, {next, event.at, event.kind, event.version, open_digest(event.subject, event.open), sealed});
    if (row.bytes(7) != as_text(hash)) return damaged(next, "it is not the one that was stored: its hash differs");
    at.sequence = next;
    at.hash = hash;
    at.newest = event.at;
    return found;
}

Result<PlacedInput> input_of(const Statement& row) {
    PlacedInput found;
    found.position = row.integer(0);
    found.input.client = row.bytes(1);
    found.input.kind = row.bytes(2);
    found.input.id = row.bytes(3);
    found.input.payload_hash = digest_from(row.bytes(4));
    found.input.at = Instant{row.integer(5)};
    found.input.normalised = row.bytes(6);
    found.input.original = row.bytes(7);
    found.input.receipt = row.bytes(8);
    found.input.client_seq = row.integer(9);
    found.input.accepted = true;
    found.first = Sequence{row.integer(10)};
    found.count = row.integer(11);
    if (row.bytes(12) != as_text(input_digest(found.input, found.first, found.count))) {
        return Error{"journal_damaged", "",
                     "the input at position " + std::to_string(found.position) +
                         " is not the one that was stored: its digest differs"};
    }
    return found;
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

Sha256 digest_from(std::string_view bytes) {
    Sha256 digest{};
    if (bytes.size() == digest.size()) std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(digest.data()));
    return digest;
}

Result<Queries> Queries::prepare(Database& database, const Identity& identity) {
    std::vector<Statement> statements;
    for (const char* text : texts) {
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

Result<void> Queries::follow(Head& at, std::size_t limit, const TakeEvent& take) {
    auto& rows = statement(by_seq);
    rows.start(at.sequence.value, static_cast<std::int64_t>(limit));
    for (;;) {
        auto more = rows.next();
        if (!more) return more.error();
        if (!*more) return {};
        auto event = take_next(rows, at);
        if (!event) {
            rows.done();
            return event.error();
        }
        take(std::move(*event));
    }
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
    if (at.sequence < end->sequence) return damaged(at.sequence, "it is missing");
    return events;
}

Result<std::vector<SequencedEvent>> Queries::read_subject(std::string_view subject, Sequence after, std::size_t limit) {
    auto& rows = statement(by_subject);
    rows.start(Blob{subject}, after.value, static_cast<std::int64_t>(limit));
    return all_of<SequencedEvent>(rows, [&](const Statement& row) {
        Head before;
        before.sequence = Sequence{row.integer(0) - 1};
        before.hash = before.sequence.value == 0 ? genesis_hash(identity_.origin) : digest_from(row.bytes(10));
        return take_next(row, before);
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
    rows.start(after, static_cast<std::int64_t>(limit));
    return all_of<PlacedInput>(rows, input_of);
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
