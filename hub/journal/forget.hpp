#pragma once

#include <filesystem>

#include "hub/journal/erasure.hpp"
#include "hub/journal/verify.hpp"

namespace paraat::journal {

struct Forgotten {
    std::int64_t orders = 0;  // that were not known in the backup before
    ErasureProgress progress;
    VerifyReport report;  // of the backup afterwards
};

// Destroys in a backup what was ordered to be erased in a journal's directory: in its file of keys, and in the copy of
// the journal itself only what stands there in plain, inputs and sealed parts of format 1. The chain stays as it was.
// `journal_directory` for a folder that a hub writes to, which forgets by itself, and `journal_damaged` for a backup
// that is not whole; then nothing has changed. May be run again, e.g. after it was cut short.
Result<Forgotten> forget(const std::filesystem::path& backup, const std::filesystem::path& directory);

}  // namespace paraat::journal
