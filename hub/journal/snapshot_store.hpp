#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/journal/entry.hpp"

namespace paraat::journal {

// Snapshots are files beside the journal, not rows in it: a large one must not hold up a commit. A snapshot only saves
// time; the journal alone is enough to rebuild. Any one thread may use a store.
class SnapshotStore {
public:
    explicit SnapshotStore(std::filesystem::path directory) : directory_(std::move(directory)) {}

    // Keeps the two newest. The snapshot is on disk when this returns.
    Result<void> save(const Snapshot& snapshot);
    // The newest that is whole and not past `head`: a damaged one is passed over.
    Result<std::optional<Snapshot>> newest(Sequence head) const;
    // Names of the files that cannot be used, with a reason each.
    std::vector<std::string> faults() const;
    std::size_t count() const { return files().size(); }

private:
    std::vector<std::filesystem::path> files() const;  // newest first
    std::filesystem::path directory_;
};

}  // namespace paraat::journal
