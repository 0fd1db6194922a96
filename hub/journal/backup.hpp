#pragma once

#include <filesystem>

#include "hub/journal/verify.hpp"

namespace paraat::journal {

// A copy of one moment, with its own expected-head and the site key, while the hub goes on writing; verified when this
// returns. It has no generation, so the hub that starts on it takes a new one. The target directory must not hold a
// journal. Snapshots are not copied: the journal alone is enough to rebuild.
Result<VerifyReport> back_up(const std::filesystem::path& directory, const std::filesystem::path& target);

struct Restored {
    VerifyReport report;
    std::filesystem::path aside;  // where the journal is now that was there; empty = there was none
};

// Puts a copy of a backup in a journal's place, with a generation of its own. The backup is verified before anything is
// touched, and what is there is moved beside it, as `NAME.before-N`: never deleted. A power loss leaves the old one or
// the new one under the name, or none and the old one beside it. Refused while a hub runs there (`journal_locked`), and
// for a backup that is not whole (`journal_damaged`).
Result<Restored> restore(const std::filesystem::path& backup, const std::filesystem::path& directory);

}  // namespace paraat::journal
