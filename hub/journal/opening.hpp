#pragma once

#include "hub/base/result.hpp"
#include "hub/journal/files.hpp"
#include "hub/journal/queries.hpp"

namespace paraat::journal {

// Whether the journal is the one of its side file, and has not become shorter. The message of a refusal says what to
// do next; nothing is repaired without a person.
Result<void> compare_with_expected_head(const std::optional<ExpectedHead>& expected, Queries& queries,
                                        const Head& head);

// Refuses a file that ends within a page although no log could complete it: SQLite would read zeros there.
Result<void> check_length(const Paths& paths);

// No file, or one into which nothing was written: then a journal may be made, unless a side file says there was one.
Result<bool> may_create(const Paths& paths);

}  // namespace paraat::journal
