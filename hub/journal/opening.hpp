#pragma once

#include "hub/base/result.hpp"
#include "hub/journal/chance.hpp"
#include "hub/journal/expected_head.hpp"
#include "hub/journal/files.hpp"
#include "hub/journal/queries.hpp"

namespace paraat::journal {

// Whether the journal is the one of its side file, and has not become shorter. Nothing is repaired without a person.
Result<void> compare_with_expected_head(const std::optional<ExpectedHead>& expected, Queries& queries,
                                        const Head& head);

// A database that a journal may be written to: made when there was none, taken over from format 1, or from a backup
// with its keys. Nothing is changed before it is known to be a journal, and the one of its side file.
Result<Database> open_database(const Paths& paths, const Chance& chance, Instant now);

// `journal_restoring` when a restore was cut short.
Result<void> check_restored(const Paths& paths);

// What the files themselves show before SQLite touches them: a journal that is gone although there was one, or that
// ends within a page although no log could complete it (SQLite would read zeros there).
Result<void> check_files(const Paths& paths, const std::optional<ExpectedHead>& expected);

// A refusal of a journal that is damaged, cut or another one ends in a sentence on what to do next; other errors stay.
Error with_advice(Error error, const std::filesystem::path& directory);

}  // namespace paraat::journal
