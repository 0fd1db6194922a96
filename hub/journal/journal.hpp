#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/journal/entry.hpp"
#include "hub/journal/erasure.hpp"

namespace paraat::journal {

// What happened, for ever, in order: the hub's only truth. Knows bytes, not incidents. SqliteJournal is the real one,
// MemoryJournal that of tests and simulation. One thread uses it, the writer; others read through a JournalReader.
class Journal {
public:
    virtual ~Journal() = default;

    // One transaction for all entries; returns the last sequence when it is committed and synced. A failure is final:
    // the journal has then failed, each later append fails too, and the process must end and open it anew, because
    // after a failed sync nobody knows what the disk holds.
    virtual Result<Sequence> append(std::span<const Entry> entries) = 0;
    virtual bool has_failed() const = 0;

    // False when the disk is nearly full or the journal has failed: then no input is taken, timers still are.
    virtual bool accepts_intake() const = 0;

    virtual Head head() const = 0;
    virtual Result<std::optional<InputRow>> find_input(std::string_view client, std::string_view kind,
                                                       std::string_view id) = 0;
    // The highest client_seq of the client's stored inputs; nullopt when there are none.
    virtual Result<std::optional<std::int64_t>> last_client_seq(std::string_view client) = 0;
    // Events from `from` on, ascending, at most `limit`; empty past the end. Each is checked as it is read.
    virtual Result<std::vector<SequencedEvent>> read(Sequence from, std::size_t limit) = 0;

    // Forgets inputs (not events) that came before, the oldest first, at most so many; returns how many.
    virtual Result<std::int64_t> expire_inputs(Instant before, std::size_t most) = 0;

    // Promises that these are carried out: they are written to a file of their own, synced, and outlive whatever dies,
    // and a restore. `erasure_wrong` when one cannot be meant: past the head, a subject of another length. An Error of
    // the disk leaves nothing promised, and may be tried again.
    virtual Result<void> order(std::span<const Erasure> erasures) = 0;
    // Destroys the keys of what was ordered, of at most so many events; call it until it is done. The chain stays whole
    // and the events stay: only what was erased can never be read again. Snapshots from before an order go with it, so
    // that whoever blanks its own state first leaves nothing behind. Inputs that became such an event lose what they
    // said and keep their id and receipt. An Error is final, as one of append().
    virtual Result<ErasureProgress> carry_out_erasures(std::size_t most_events) = 0;

    // The two newest are kept. A failure is not final: the snapshot is lost, the next one will do.
    virtual Result<void> save_snapshot(const Snapshot& snapshot) = 0;
    // The newest whole one of this journal: another timeline's, left by a restore, is passed over.
    virtual Result<std::optional<Snapshot>> newest_snapshot() = 0;

    // What can wait until nothing else does: checkpoint, side file. Call when the writer's queue is empty. An Error
    // without has_failed() is worth a line in the log and no more; it is told once, and tried again at each rest.
    virtual Result<void> rest() = 0;
};

}  // namespace paraat::journal
