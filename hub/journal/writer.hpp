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

    Database& database() { return database_; }
    Queries& queries() { return queries_; }

private:
    Writer(Database database, Queries queries, std::vector<Statement> statements)
        : database_(std::move(database)), queries_(std::move(queries)), statements_(std::move(statements)) {}
    enum class Place { event, sealed, key, input, client, old_inputs, begin, commit };
    Statement& statement(Place place) { return statements_[static_cast<std::size_t>(place)]; }
    Result<Sequence> write_events(const std::vector<StoredEvent>& events, Head& head, std::string_view& unused_keys);
    Result<void> write_input(const InputRow& row, Sequence first, std::size_t count);

    Database database_;
    Queries queries_;
    std::vector<Statement> statements_;
};

}  // namespace paraat::journal
