#pragma once

#include "hub/app/batch.hpp"
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
    // The references outlive it.
    Committer(journal::SqliteJournal& journal, Publisher& publisher, const HubClock& clock, HubCounters& counters);

    // Until `decided` is closed and empty; then closes `committed`.
    void run(BoundedQueue<Batch>& decided, BoundedQueue<Batch>& committed);
    // Once run() has ended and the publisher too.
    void close();

    const Pulse& pulse() const { return pulse_; }

private:
    void commit(Batch& batch);

    journal::SqliteJournal& journal_;
    HubCounters& counters_;
    Housekeeping housekeeping_;
    Pulse pulse_{std::chrono::steady_clock::now()};
};

}  // namespace paraat::app
