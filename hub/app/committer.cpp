#include "hub/app/committer.hpp"

#include "hub/app/ending.hpp"
#include "hub/base/log.hpp"

namespace paraat::app {
namespace {

constexpr Milliseconds journal_wait_most = std::chrono::milliseconds{250};
constexpr Milliseconds inputs_kept = std::chrono::hours{24 * 30};
constexpr Milliseconds expiry_interval = std::chrono::hours{1};

}  // namespace

Committer::Committer(journal::SqliteJournal& journal, Publisher& publisher, const HubClock& clock,
                     HubCounters& counters)
    : journal_(journal), publisher_(publisher), clock_(clock), counters_(counters), expired_at_(clock.now()) {}

void Committer::run(BoundedQueue<Batch>& decided, BoundedQueue<Batch>& committed) {
    while (!(decided.is_closed() && decided.size() == 0)) {
        pulse_.beat(std::chrono::steady_clock::now());
        auto batches = decided.take(1, journal_wait_most);
        for (Batch& batch : batches) {
            commit(batch);
            committed.push(std::move(batch));
        }
        if (batches.empty()) tidy();
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

void Committer::tidy() {
    if (const auto snapshot = publisher_.take_snapshot()) {
        if (auto saved = journal_.save_snapshot(*snapshot); !saved) put_off(saved.error());
    }
    if (clock_.now() - expired_at_ >= expiry_interval) {
        if (auto gone = journal_.expire_inputs(clock_.now() - inputs_kept); !gone)
            end_for_journal(gone.error().message);
        expired_at_ = clock_.now();
    }
    if (auto rested = journal_.rest(); !rested) put_off(rested.error());
}

void Committer::close() {
    if (auto closed = journal_.close(); !closed) put_off(closed.error());
}

// A snapshot saves time, and the side file may lag: the next one will do. A journal that failed may not go on.
void Committer::put_off(const Error& why) const {
    if (journal_.has_failed()) end_for_journal(why.message);
    log_warn("put off, tried again later", {{"why", why.message}});
}

}  // namespace paraat::app
