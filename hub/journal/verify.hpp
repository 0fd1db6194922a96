#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/journal/entry.hpp"
#include "hub/journal/files.hpp"

namespace paraat::journal {

struct Fault {
    Sequence sequence;  // of the first event that is not as it was; 0 when the fault is not at an event
    std::string what;
    bool is_of_reading = false;  // it could not be read now, which says nothing about what is there
};

struct VerifyReport {
    std::int64_t events = 0;
    std::int64_t sealed_parts = 0;
    std::int64_t erased_parts = 0;
    std::int64_t sealed_fields = 0;
    std::int64_t erased_fields = 0;  // of which the key is destroyed; of format 1 whole parts alone are counted
    std::int64_t orders = 0;         // to erase, of this chain
    bool lacks_keys = false;         // a backup without its file of keys: nothing sealed can be read
    std::int64_t inputs = 0;
    std::int64_t snapshots = 0;
    Head head;
    std::optional<Fault> fault;              // the first one; nothing after it was looked at
    std::vector<std::string> bad_snapshots;  // no fault: the journal is whole without them

    bool is_whole() const { return !fault; }
};

// quick leaves out whether the indexes agree with their tables, which costs a sort of each.
enum class Depth { quick, thorough };

// How it goes about it.
struct Effort {
    unsigned threads = 1;    // each with a connection of its own; 1 = on the caller's thread alone
    bool is_modest = false;  // its threads, the caller's too, let others go first from then on
    const std::atomic<bool>* is_stopped = nullptr;  // looked at now and then; what was found is then not all
    std::atomic<std::int64_t>* left = nullptr;      // goes down by each event, for whoever watches
    // Events or inputs that a thread takes at a time at least: a border costs nothing then, and two threads still end
    // together.
    std::int64_t stretch = 32'768;
};
// As many threads as the machine has processors, and not too many.
unsigned threads_at_most();

// Reads everything and changes nothing: SQLite's own check, the chain from its beginning, each sealed part and input
// against its digest, the side file, the snapshots. May run beside a hub that writes.
VerifyReport verify(const std::filesystem::path& directory, Depth depth = Depth::thorough, const Effort& effort = {});

// Of a start after an unclean stop, which holds the lock: everything but the events after `replayed`, because the
// replay that follows checks those as it reads them. May run beside whoever writes: it holds no moment of the journal.
// `journal_damaged`, `journal_io` when it could not be read, `verification_stopped` when it was.
Result<void> verify_but_replayed(const Paths& paths, Sequence replayed, const Effort& effort = {});

// A person's word that this journal is the one to go on with: verifies, then makes its head the expected one, removes
// snapshots of other timelines, and lets the next start take a new generation. A damaged file `erasures` is kept as
// `erasures-damaged`, and its sound lines go on. Refused while a hub runs, and for a journal that is not whole in
// itself.
Result<Head> adopt_head(const std::filesystem::path& directory);

}  // namespace paraat::journal
