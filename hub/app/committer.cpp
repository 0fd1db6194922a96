#include "hub/app/committer.hpp"

#include "hub/app/ending.hpp"
#include "hub/base/log.hpp"
#include "hub/base/thread_name.hpp"

namespace paraat::app {
namespace {

constexpr Milliseconds journal_wait_most = std::chrono::milliseconds{250};

}  // namespace

Committer::Committer(journal::SqliteJournal& journal, Publisher& publisher, const HubClock& clock,
                     HubCounters& counters)
    : journal_(journal),
      counters_(counters),
      housekeeping_(
          journal, [&] { return publisher.take_snapshot(); }, clock) {}

void Committer::run(BoundedQueue<Batch>& decided, BoundedQueue<Batch>& committed) {
    name_this_thread("journal");
    while (!(decided.is_closed() && decided.size() == 0)) {
        pulse_.beat(std::chrono::steady_clock::now());
        auto batches = decided.take(1, journal_wait_most);
        auto load = Housekeeping::Load::none;
        for (Batch& batch : batches) {
            const std::size_t entries = batch.entries.size();
            commit(batch);
            committed.push(std::move(batch));
            load = Housekeeping::load_behind(entries, decided.size());
        }
        housekeeping_.go_on(load, std::chrono::steady_clock::now());
    }
    committed.close();
}

void Committer::commit(Batch& batch) {
    if (batch.entries.empty()) return;
    const auto last = journal_.append(batch.entries);
    if (!last) end_for_journal(last.error().message);
    batch.last = *last;
    counters_.note_commit();
}

void Committer::close() {
    housekeeping_.end();
    if (auto closed = journal_.close(); !closed) {
        if (journal_.has_failed()) end_for_journal(closed.error().message);
        log_warn("the journal was not closed: the next start verifies it", {{"why", closed.error().message}});
    }
}

}  // namespace paraat::app
