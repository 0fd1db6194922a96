#pragma once

#include <map>
#include <tuple>

#include "hub/journal/journal.hpp"

namespace paraat::journal {

// The same promises without a disk, for tests and simulation. Its chain is the real one, with keys that are all the
// same.
class MemoryJournal : public Journal {
public:
    explicit MemoryJournal(Ulid generation);

    Result<Sequence> append(std::span<const Entry> entries) override;
    bool has_failed() const override { return failed_; }
    bool accepts_intake() const override { return !failed_ && has_room_; }
    Head head() const override { return head_; }
    Result<std::optional<InputRow>> find_input(std::string_view client, std::string_view kind,
                                               std::string_view id) override;
    Result<std::optional<std::int64_t>> last_client_seq(std::string_view client) override;
    Result<std::vector<SequencedEvent>> read(Sequence from, std::size_t limit) override;
    Result<std::int64_t> expire_inputs(Instant before, std::size_t most) override;
    Result<void> order(std::span<const Erasure> erasures) override;
    Result<ErasureProgress> carry_out_erasures(std::size_t most_events) override;
    Result<void> save_snapshot(const Snapshot& snapshot) override;
    Result<std::optional<Snapshot>> newest_snapshot() override;
    Result<void> rest() override { return {}; }

    // Faults on demand: the next append commits nothing and fails for good; the disk is (not) full.
    void fail_next_append() { fails_next_ = true; }
    void set_room(bool has_room) { has_room_ = has_room; }
    // What the process that starts again finds: all that was committed, nothing failed.
    void reopen() { failed_ = fails_next_ = false; }

private:
    using InputKey = std::tuple<std::string, std::string, std::string>;
    bool repeats_an_id(std::span<const Entry> entries) const;
    struct KeptInput {
        InputRow row;
        Sequence first;
        std::int64_t count = 0;
    };
    void add(const StoredEvent& event);
    bool erase_of(const OrderedErasure& ordered, SequencedEvent& of, ErasureProgress& progress);
    void blank_inputs_of(Sequence sequence);

    Head head_;
    std::vector<SequencedEvent> events_;
    std::map<InputKey, KeptInput> inputs_;
    std::vector<OrderedErasure> ordered_;  // not carried out yet; the first one from `erase_from_` on
    Sequence erase_from_;
    std::map<std::string, std::int64_t> last_seqs_;
    std::vector<Snapshot> snapshots_;  // oldest first, at most two
    bool failed_ = false;
    bool fails_next_ = false;
    bool has_room_ = true;
};

}  // namespace paraat::journal
