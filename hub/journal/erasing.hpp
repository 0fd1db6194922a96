#pragma once

#include <span>
#include <vector>

#include "hub/journal/eraser.hpp"
#include "hub/journal/erasures_file.hpp"
#include "hub/journal/queries.hpp"

namespace paraat::journal {

// What was ordered to be erased of the journal that is being written, and how far that is. Owned by the journal, whose
// thread uses it; `database` and `queries` outlive it.
class Erasing {
public:
    // Knows what a run before this one, or before a restore, left to be done.
    static Result<Erasing> on(const Paths& paths, Database& database, Queries& queries);

    Result<void> order(std::span<const Erasure> erasures, Sequence head);
    // Of at most so many events, each bite a transaction of its own. Done once the log is cut as well: before, it has
    // the keys. After an Error the transaction is the caller's to roll back.
    Result<ErasureProgress> carry_out(std::size_t most_events);
    // No event is left that has what was ordered; the log may be.
    bool has_destroyed_all() const { return next_ == file_.lines().size(); }
    // Neither.
    bool is_done() const { return noted_ == file_.lines().size(); }
    // Snapshots from before this event have what was erased; 0 when nothing ever was.
    Sequence snapshots_from() const { return snapshots_from_; }

private:
    Erasing(Database& database, Queries& queries, ErasuresFile file, Eraser eraser)
        : database_(&database), queries_(&queries), file_(std::move(file)), eraser_(std::move(eraser)) {}
    Result<void> destroy_next(std::size_t most_events, ErasureProgress& progress);
    bool is_of_this_chain(const ErasureLine& line) const { return line.origin == queries_->identity().origin; }

    Database* database_;
    Queries* queries_;
    ErasuresFile file_;
    Eraser eraser_;
    std::size_t next_ = 0;   // the line that is being carried out
    Sequence from_{1};       // and how far; events before are done
    std::size_t noted_ = 0;  // lines that the journal itself knows to be carried out
    Sequence snapshots_from_;
};

}  // namespace paraat::journal
