#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hub/journal/erasure.hpp"
#include "hub/journal/schema.hpp"
#include "hub/journal/statement.hpp"

namespace paraat::journal {

// Destroys keys, a bite at a time, over a connection that writes; the transaction is the caller's. What it destroys it
// overwrites in place with as many zeros: nothing in the file moves, so no copy of it stays behind in a page.
class Eraser {
public:
    static Result<Eraser> on(Database& database, const Identity& identity);

    // Tells of an order that is, or will be, carried out here, before any bite. A sealed part of format 1 goes once all
    // of its fields are ordered, by one order or by several, because they have no keys of their own.
    void know(const OrderedErasure& order);

    // From `from` on, which then stands behind the last event that it looked at: past `last` when this order is
    // carried out. Destroys of at most so many events, and looks at a bounded number more.
    Result<void> bite(const OrderedErasure& order, Sequence& from, std::size_t most_events, ErasureProgress& progress);

private:
    struct Found {
        Sequence sequence;
        bool is_whole_part = false;  // of format 1
        std::int64_t fields = 0;     // that go; 0 when their keys are not there, and what the input said may be
        std::string left;            // the keys, with zeros for those that go; or the length of a whole part in zeros
    };
    enum class Place { by_subject, without_subject, any, key, whole_part, input_at, blank_input, last_input };
    Eraser(Sequence cells_from, std::vector<Statement> statements)
        : cells_from_(cells_from), statements_(std::move(statements)) {}
    Statement& statement(Place place) { return statements_[static_cast<std::size_t>(place)]; }
    Statement& start_scan(const Erasure& erasure, Sequence from, std::int64_t limit);
    bool are_all_ordered(const Statement& row) const;
    Result<std::vector<Found>> look(const OrderedErasure& order, Sequence& from, std::size_t most_events);
    Result<void> destroy(const Found& found);
    // Whether there was anything to blank.
    Result<bool> blank_input_of(Sequence sequence);

    Sequence cells_from_;
    std::map<std::optional<std::string>, std::vector<OrderedErasure>> known_;  // by subject; none without format 1
    std::vector<Statement> statements_;
};

}  // namespace paraat::journal
