#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "hub/journal/chance.hpp"
#include "hub/journal/erasing.hpp"
#include "hub/journal/expected_head.hpp"
#include "hub/journal/files.hpp"
#include "hub/journal/journal.hpp"
#include "hub/journal/queries.hpp"
#include "hub/journal/snapshot_store.hpp"
#include "hub/journal/statement.hpp"
#include "hub/journal/verify.hpp"

namespace paraat::journal {

class Writer;

struct SqliteOptions {
    std::filesystem::path directory;
    std::int64_t keep_free = 0;  // bytes of the disk; below it no input is taken
    std::int64_t ballast_bytes = 0;
    Chance chance = system_chance();
    // After an unclean stop open() verifies so many events before the newest snapshot, with inputs and all. Of more,
    // that is left to the caller, see verify_past().
    std::int64_t verifies_at_once = INT64_MAX;
    unsigned verifying_threads = 1;  // of open()
};

// The journal on disk: docs/formats/journal.md. Owned and used by the writer thread; has_failed, accepts_intake,
// wal_bytes, verify_past and has_unverified_past are for any thread.
class SqliteJournal final : public Journal {
public:
    // Makes the journal when the directory holds none; `now` goes into its generation. Refuses a second opener, a
    // journal that is shorter or other than its side file says, and settings that SQLite did not take. After an unclean
    // stop it verifies all but the events after the newest snapshot, or leaves that to verify_past(). Those after it
    // are for the caller to read before it appends: reading checks them. What was ordered to be erased is destroyed
    // first: what a restored backup brings back is never read.
    static Result<std::unique_ptr<SqliteJournal>> open(SqliteOptions options, Instant now);
    // Without close() it is as if the process had died: the log and the mark stay for the next start to judge.
    ~SqliteJournal() override;
    // A clean end: the log is written back, the side file synced, the mark goes. The journal is not used afterwards.
    Result<void> close();

    Result<Sequence> append(std::span<const Entry> entries) override;
    bool has_failed() const override { return failed_; }
    bool accepts_intake() const override;
    Head head() const override { return head_; }
    Result<std::optional<InputRow>> find_input(std::string_view client, std::string_view kind,
                                               std::string_view id) override;
    Result<std::optional<std::int64_t>> last_client_seq(std::string_view client) override;
    Result<std::vector<SequencedEvent>> read(Sequence from, std::size_t limit) override;
    Result<std::int64_t> expire_inputs(Instant before, std::size_t most) override;
    Result<void> order(std::span<const Erasure> erasures) override;
    Result<ErasureProgress> carry_out_erasures(std::size_t most_events) override;
    Result<void> save_snapshot(const Snapshot& snapshot) override;
    // What saves it: for any thread, one at a time, while this one goes on.
    Result<std::function<Result<void>()>> saving(Snapshot snapshot);
    Result<std::optional<Snapshot>> newest_snapshot() override;
    Result<void> rest() override;
    // The part of rest() that grows with what was committed since: writes the log back into the journal. An Error is
    // final, as one of append().
    Result<void> write_back();

    // The run before this one did not close, so open() verified, or left it to verify_past().
    bool ended_unclean() const { return ended_unclean_; }
    // open() left its past to be verified: a start after this one does not leave it a second time. A journal that is
    // closed so keeps its mark.
    bool has_unverified_past() const { return has_unverified_past_; }
    // Its last event.
    Sequence past() const { return past_; }
    // Verifies it, at most once, while the journal is used. A refusal says the same as that of open().
    Result<void> verify_past(const Effort& effort);
    // Names of the snapshots that open() removed because this journal could not use them, with a reason each.
    const std::vector<std::string>& removed_snapshots() const { return removed_snapshots_; }
    // Raise an alarm above 1 GB: a reader holds the log open.
    std::int64_t wal_bytes() const { return wal_bytes_; }

private:
    SqliteJournal(SqliteOptions options, DirectoryLock lock, std::unique_ptr<Writer> writer, Head head,
                  ExpectedHeadFile expected);
    static Result<std::unique_ptr<SqliteJournal>> open_whole(SqliteOptions options, Instant now);
    Result<void> begin_run(Instant now);
    Result<void> begin_erasing();
    Result<void> note_head();
    Error fail(Error why);
    template <class Work>
    Result<std::int64_t> in_transaction(Work work);
    void tidy_wal();
    void remove_snapshots_with_erased();

    SqliteOptions options_;
    Paths paths_;
    DirectoryLock lock_;
    DiskRoom room_;
    SnapshotStore snapshots_;
    std::unique_ptr<Writer> writer_;
    Head head_;
    ExpectedHeadFile expected_;
    std::optional<Erasing> erasing_;  // always there once open
    bool ended_unclean_ = false;
    Sequence past_;
    std::atomic<bool> has_unverified_past_ = false;
    std::optional<Snapshot> found_snapshot_;  // by open(), for who asks first
    bool told_of_side_file_ = false;
    std::vector<std::string> removed_snapshots_;
    std::atomic<bool> failed_ = false;
    std::atomic<std::int64_t> wal_bytes_ = 0;
};

}  // namespace paraat::journal
