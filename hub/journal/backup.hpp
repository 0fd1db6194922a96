#pragma once

#include <filesystem>

#include "hub/journal/verify.hpp"

namespace paraat::journal {

// A copy of one moment, with its own expected-head and the site key, while the hub goes on writing; verified when this
// returns. It has no generation, so the hub that starts on it takes a new one. The target directory must not hold a
// journal. The keys of sealed fields are in a file of their own, `keys.db`, and not in the copy of the journal.
// Snapshots are not copied: the journal alone is enough to rebuild. It needs no log of SQLite, so it can be read from a
// medium that takes no writing.
Result<VerifyReport> back_up(const std::filesystem::path& directory, const std::filesystem::path& target);

}  // namespace paraat::journal
