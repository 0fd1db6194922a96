#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

#include "hub/journal/sqlite_journal.hpp"

namespace paraat::app {

// What a start after an unclean stop left to verify of a long journal (docs/decisions/0028): on threads that let others
// go first, once the hub has begun its work. A journal that is not whole ends the process, by the same word and with
// the same exit code as at a start, and the next start verifies before anything else; so it does when the past could
// not be read now, which ends nothing. Owned by the hub; left() and remark() are for any thread.
class PastVerification {
public:
    PastVerification() = default;
    ~PastVerification() { end(); }

    // Nothing to do for a journal without such a past. The journal outlives it.
    void begin(journal::SqliteJournal& journal);
    // Stops it: then the journal keeps its mark, and the next start verifies.
    void end();

    // Events of the past that are not verified yet; 0 when it is over.
    std::int64_t left() const { return left_; }
    // The same for an operator; empty when it is over.
    std::string remark() const;

private:
    void run(journal::SqliteJournal& journal);

    std::atomic<bool> is_stopped_{false};
    std::atomic<bool> is_put_off_{false};
    std::atomic<std::int64_t> left_{0};
    std::thread thread_;
};

}  // namespace paraat::app
