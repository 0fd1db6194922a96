#pragma once

#include "hub/journal/files.hpp"
#include "hub/journal/schema.hpp"
#include "hub/journal/statement.hpp"

namespace paraat::journal {

// A backup keeps its keys in `keys.db` beside its journal, so that they can be destroyed there without touching the
// copy of the chain, and be kept elsewhere. A journal that is written to has them in itself.

// Attaches the keys when they stand apart and are there; `identity` then says so. Not within a transaction.
Result<void> attach_keys(Database& database, const Paths& paths, Identity& identity);

// Of a copy that nobody uses yet: its keys, when it has any, go into a file of their own. They are nowhere else after.
Result<void> move_keys_out(const Paths& paths);

// Of a journal that is about to be written to: the keys come in, and their file goes. Done again after a crash.
Result<void> take_keys_in(Database& database, const Paths& paths);

}  // namespace paraat::journal
