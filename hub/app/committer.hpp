#pragma once

#include <atomic>
#include <deque>
#include <functional>

#include "hub/app/batch.hpp"
#include "hub/app/expiry.hpp"
#include "hub/app/held_pages.hpp"
#include "hub/app/housekeeping.hpp"
#include "hub/app/hub_clock.hpp"
#include "hub/app/hub_metrics.hpp"
#include "hub/app/publisher.hpp"
#include "hub/app/pulse.hpp"
#include "hub/base/bounded_queue.hpp"
#include "hub/journal/sqlite_journal.hpp"

namespace paraat::app {

// The journal thread's work: commits what was decided and hands it on, and keeps house between. A commit that fails
// ends the process. One thread runs it.
class Committer {
public:
    // How records whose term is over are found and destroyed; `offer` takes what the core is to decide, and says when
    // it is full.
    struct Records {
        Expiry expiry;
        std::function<bool(core::RetentionFinding&&)> offer;
        Milliseconds inputs_kept;
    };
    // The references outlive it.
    Committer(journal::SqliteJournal& journal, Publisher& publisher, const HubClock& clock, HubCounters& counters,
              Records records, HeldPages held_pages);

    // Until `decided` is closed and empty; then closes `committed`.
    void run(BoundedQueue<Batch>& decided, BoundedQueue<Batch>& committed);
    // Once run() has ended and the publisher too.
    void close();

    const Pulse& pulse() const { return pulse_; }
    // Any thread. False: an end of the process would lose pieces of pages that wait for their rest.
    bool keeps_pages() const { return keeps_pages_; }

private:
    void commit(Batch& batch);
    void keep_pages(const std::vector<foreign::HeldLine>& held);
    // One bite, where nothing waits.
    void keep_records();

    journal::SqliteJournal& journal_;
    Publisher& publisher_;
    const HubClock& clock_;
    HubCounters& counters_;
    Housekeeping housekeeping_;
    Records records_;
    const HeldPages held_pages_;
    std::atomic<bool> keeps_pages_{true};
    std::deque<core::RetentionFinding> found_;  // that the core has no room for yet
    Pulse pulse_{std::chrono::steady_clock::now()};
};

}  // namespace paraat::app
