#pragma once

#include <cstddef>
#include <optional>

#include "hub/base/digest.hpp"
#include "hub/base/result.hpp"
#include "hub/journal/entry.hpp"
#include "hub/journal/files.hpp"

namespace paraat::journal {

// How far the journal had come at least: it may lag behind the journal and never leads it, because it is written after
// the commit. A chain alone cannot show that its end is missing; this can.
struct ExpectedHead {
    Sequence sequence;
    Sha256 hash{};
};

// nullopt when there is no file; an Error when there is one and nothing in it can be read.
Result<std::optional<ExpectedHead>> read_expected_head(const Paths& paths);
// Makes the file anew, synced: at creation and when a person adopts a journal.
Result<void> write_expected_head(const Paths& paths, const ExpectedHead& head);

// The side file of a journal that is being written. It has two slots, each with a check, and the older one is
// overwritten: a torn slot leaves the other. Without a sync the kernel has it, which is enough against a killed hub.
class ExpectedHeadFile {
public:
    // The file must be there and readable.
    static Result<ExpectedHeadFile> open(const Paths& paths);
    ExpectedHeadFile(ExpectedHeadFile&& other) noexcept;
    ExpectedHeadFile& operator=(ExpectedHeadFile&&) = delete;
    ~ExpectedHeadFile();

    Result<void> write(const ExpectedHead& head);
    // Against power loss too.
    Result<void> sync();
    // The newest that was written or found.
    Sequence sequence() const { return sequence_; }

private:
    ExpectedHeadFile(Paths paths, int descriptor, std::size_t next, Sequence sequence);

    Paths paths_;
    int descriptor_;
    std::size_t next_;  // the slot to overwrite
    Sequence sequence_;
    bool is_synced_ = true;
};

}  // namespace paraat::journal
