#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/journal/entry.hpp"
#include "hub/journal/queries.hpp"

namespace paraat::journal {

// What is known of a file in the store without its bytes.
struct SnapshotFile {
    std::filesystem::path path;
    bool is_whole = false;
    Sequence sequence;
    Sha256 hash{};  // of the chain at `sequence`
};

// A file that this journal cannot use, and why.
struct UnusableSnapshot {
    std::filesystem::path path;
    std::string why;
    bool is_of_other_timeline = false;  // whole, but of events that this journal does not have: it was restored
};

// Snapshots are files beside the journal, not rows in it: a large one must not hold up a commit. Each names the hash of
// the chain where it was taken, so one of another timeline is never used. A snapshot only saves time; the journal alone
// is enough to rebuild. Any one thread may use a store.
class SnapshotStore {
public:
    explicit SnapshotStore(std::filesystem::path directory) : directory_(std::move(directory)) {}

    // Keeps the two newest. The snapshot is on disk when this returns. `hash` is the chain's at its sequence.
    Result<void> save(const Snapshot& snapshot, const Sha256& hash);
    // The newest that is whole and of this journal.
    Result<std::optional<Snapshot>> newest(Queries& queries) const;

    // The same, and those that the journal cannot use; each file is read once.
    struct Survey {
        std::optional<Snapshot> newest;
        std::vector<UnusableSnapshot> unusable;
    };
    Result<Survey> survey(Queries& queries) const;

    // All files as they are now, newest first.
    std::vector<SnapshotFile> look() const;

    // None from before this event is kept any more, nor one that is being saved by a copy of this store.
    void remove_before(Sequence sequence);

private:
    std::vector<std::filesystem::path> files() const;  // newest first
    std::filesystem::path directory_;
    std::shared_ptr<std::atomic<std::int64_t>> first_kept_ = std::make_shared<std::atomic<std::int64_t>>(0);
};

// Those of the files that the journal cannot use.
Result<std::vector<UnusableSnapshot>> unusable(const std::vector<SnapshotFile>& files, Queries& queries);

}  // namespace paraat::journal
