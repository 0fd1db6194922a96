#pragma once

#include <filesystem>

#include "hub/journal/verify.hpp"

namespace paraat::journal {

struct Restored {
    VerifyReport report;
    std::filesystem::path aside;  // where the journal is now that was there; empty = there was none
    // Whether orders to erase were there, without which what was erased since the backup is back.
    bool had_orders = false;
    // They were damaged, and lie in `aside` as they were; those lines go on that are as they were written.
    bool had_damaged_orders = false;
    std::int64_t lost_orders = 0;  // those that do not
};

// Puts a copy of a backup in a journal's place, with a generation of its own. The folder stays what it is (a mount
// point, a link, somebody's own): the copy is made and verified in a folder within it, then the files of the journal
// that is there are moved to `before-N` within it, never deleted, and those of the copy take their places. While they
// do, a mark keeps hubs from starting; whoever restores again goes on from there. Refused while a hub runs there
// (`journal_locked`), for a backup that is not whole (`journal_damaged`), and for a folder of something else
// (`journal_directory`); in all cases nothing has changed then.
Result<Restored> restore(const std::filesystem::path& backup, const std::filesystem::path& directory);

}  // namespace paraat::journal
