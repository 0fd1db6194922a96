#include "hub/journal/queries.hpp"

#include <algorithm>

#include "hub/journal/hash_chain.hpp"

namespace paraat::journal {

namespace {

#define EVENT_COLUMNS                                                                                          \
    "SELECT event.seq, at, kind, version, subject, open, sealed_digest IS NOT NULL, sealed.sealed FROM event " \
    "LEFT JOIN sealed ON sealed.seq = event.seq "
#define INPUT_COLUMNS                                                                                             \
    "SELECT position, client, kind, id, payload_hash, at, normalised, original, receipt, client_seq, first_seq, " \
    "events FROM input "

// In the order of Queries::Place.
constexpr const char* texts[] = {
    "SELECT seq, hash, at FROM event ORDER BY seq DESC LIMIT 1",
    EVENT_COLUMNS "WHERE event.seq >= ? ORDER BY event.seq LIMIT ?",
    EVENT_COLUMNS "WHERE subject = ? AND event.seq > ? ORDER BY event.seq LIMIT ?",
    "SELECT hash FROM event WHERE seq = ?",
    INPUT_COLUMNS "WHERE client = ? AND kind = ? AND id = ?",
    INPUT_COLUMNS "WHERE position > ? ORDER BY position LIMIT ?",
    "SELECT last_seq FROM client WHERE client = ?",
};

SequencedEvent event_of(const Statement& row) {
    SequencedEvent found;
    found.sequence = Sequence{row.integer(0)};
    found.event.at = Instant{row.integer(1)};
    found.event.kind = static_cast<std::uint16_t>(row.integer(2));
    found.event.version = static_cast<std::uint16_t>(row.integer(3));
    found.event.subject = row.bytes(4);
    found.event.open = row.bytes(5);
    found.event.sealed = row.bytes(7);
    if (row.integer(6) != 0) found.sealed = row.is_null(7) ? SealedPart::erased : SealedPart::present;
    return found;
}

PlacedInput input_of(const Statement& row) {
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
    return found;
}

template <class Row, class Convert>
Result<std::vector<Row>> all_of(Statement& statement, Convert convert) {
    std::vector<Row> rows;
    for (;;) {
        auto more = statement.next();
        if (!more) return more.error();
        if (!*more) return rows;
        rows.push_back(convert(statement));
    }
}

template <class Row, class Convert>
Result<std::optional<Row>> one_of(Statement& statement, Convert convert) {
    auto found = statement.next();
    if (!found) return found.error();
    if (!*found) return std::optional<Row>{};
    std::optional<Row> row{convert(statement)};
    statement.done();
    return row;
}

}  // namespace

Sha256 digest_from(std::string_view bytes) {
    Sha256 digest{};
    if (bytes.size() == digest.size()) std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(digest.data()));
    return digest;
}

Result<Queries> Queries::prepare(Database& database) {
    std::vector<Statement> statements;
    for (const char* text : texts) {
        auto statement = Statement::prepare(database, text);
        if (!statement) return statement.error();
        statements.push_back(std::move(*statement));
    }
    return Queries(std::move(statements));
}

Result<Head> Queries::head(Ulid generation) {
    auto& rows = statement(newest);
    rows.start();
    auto found = one_of<Head>(rows, [&](const Statement& row) {
        return Head{Sequence{row.integer(0)}, digest_from(row.bytes(1)), generation, Instant{row.integer(2)}};
    });
    if (!found) return found.error();
    return found->value_or(Head{Sequence{0}, genesis_hash(generation), generation, Instant{0}});
}

Result<std::vector<SequencedEvent>> Queries::read(Sequence from, std::size_t limit) {
    auto& rows = statement(by_seq);
    rows.start(from.value, static_cast<std::int64_t>(limit));
    return all_of<SequencedEvent>(rows, event_of);
}

Result<std::vector<SequencedEvent>> Queries::read_subject(std::string_view subject, Sequence after, std::size_t limit) {
    auto& rows = statement(by_subject);
    rows.start(Blob{subject}, after.value, static_cast<std::int64_t>(limit));
    return all_of<SequencedEvent>(rows, event_of);
}

Result<std::optional<Sha256>> Queries::hash_of(Sequence sequence) {
    auto& rows = statement(hash);
    rows.start(sequence.value);
    return one_of<Sha256>(rows, [](const Statement& row) { return digest_from(row.bytes(0)); });
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

Result<std::optional<std::int64_t>> Queries::last_client_seq(std::string_view client_name) {
    auto& rows = statement(client);
    rows.start(client_name);
    return one_of<std::int64_t>(rows, [](const Statement& row) { return row.integer(0); });
}

}  // namespace paraat::journal
