#pragma once

#include <memory>
#include <span>

#include "hub/base/result.hpp"
#include "hub/journal/chance.hpp"
#include "hub/journal/entry.hpp"
#include "hub/journal/queries.hpp"
#include "hub/journal/statement.hpp"

namespace paraat::journal {

// The connection that writes, and how entries become chained rows. Owned by the journal, whose thread uses it; after an
// Error the transaction is the journal's to roll back.
class Writer {
public:
    static Result<std::unique_ptr<Writer>> on(Database database, const Identity& identity);

    // All of them or none, in one transaction; `head` then stands at the last event.
    Result<void> write(std::span<const Entry> entries, Head& head, const Chance& chance);
    // Within a transaction of the caller.
    Result<void> delete_inputs(Instant before, std::size_t most);
    Result<void> delete_sealed(Sequence sequence);

    Database& database() { return database_; }
    Queries& queries() { return queries_; }

private:
    Writer(Database database, Queries queries, std::vector<Statement> statements)
        : database_(std::move(database)), queries_(std::move(queries)), statements_(std::move(statements)) {}
    enum class Place { event, sealed, input, client, old_inputs, one_sealed, begin, commit };
    Statement& statement(Place place) { return statements_[static_cast<std::size_t>(place)]; }
    using Salts = std::vector<Sha256>;  // as long as a digest
    Result<Sequence> write_events(const std::vector<StoredEvent>& events, Head& head, Salts::const_iterator& next_salt);
    Result<void> write_input(const InputRow& row, Sequence first, std::size_t count);

    Database database_;
    Queries queries_;
    std::vector<Statement> statements_;
};

}  // namespace paraat::journal
