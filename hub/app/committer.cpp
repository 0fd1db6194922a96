#include "hub/app/committer.hpp"

#include "hub/app/ending.hpp"
#include "hub/base/log.hpp"
#include "hub/base/thread_name.hpp"

namespace paraat::app {
namespace {

constexpr Milliseconds journal_wait_most = std::chrono::milliseconds{250};
// Between two bites of what waits until nothing else does: it takes some milliseconds itself.
constexpr Milliseconds bite_interval = std::chrono::milliseconds{20};

}  // namespace

Committer::Committer(journal::SqliteJournal& journal, Publisher& publisher, const HubClock& clock,
                     HubCounters& counters, Records records, HeldPages held_pages)
    : journal_(journal),
      publisher_(publisher),
      clock_(clock),
      counters_(counters),
      housekeeping_(
          journal, [&] { return publisher.take_snapshot(); }, clock, records.inputs_kept),
      records_(std::move(records)),
      held_pages_(std::move(held_pages)) {}

void Committer::run(BoundedQueue<Batch>& decided, BoundedQueue<Batch>& committed) {
    name_this_thread("journal");
    while (!(decided.is_closed() && decided.size() == 0)) {
        pulse_.beat(std::chrono::steady_clock::now());
        auto batches = decided.take(1, records_.expiry.is_idle() ? journal_wait_most : bite_interval);
        auto load = Housekeeping::Load::none;
        for (Batch& batch : batches) {
            const std::size_t entries = batch.entries.size();
            commit(batch);
            if (batch.held_pages) keep_pages(*batch.held_pages);
            committed.push(std::move(batch));
            load = Housekeeping::load_behind(entries, decided.size());
        }
        housekeeping_.go_on(load, std::chrono::steady_clock::now());
        if (load != Housekeeping::Load::heavy) keep_records();
    }
    committed.close();
}

void Committer::commit(Batch& batch) {
    if (batch.entries.empty()) return;
    const auto last = journal_.append(batch.entries);
    if (!last) end_for_journal(last.error().message);
    batch.last = *last;
    for (const core::Event& event : batch.events) records_.expiry.follow(event);
    counters_.note_commit();
}

// Told of once, until it can be done again.
void Committer::keep_pages(const std::vector<foreign::HeldLine>& held) {
    const auto kept = held_pages_.keep(held);
    if (!kept && keeps_pages_) {
        log_error("pieces of pages that wait for their rest cannot be kept: a crash of the hub would lose them",
                  {{"pieces", std::to_string(held.size())}, {"why", kept.error().message}});
    }
    // Nothing is kept where there is nothing to write: that says nothing of the disk.
    if (!kept || !held.empty()) keeps_pages_ = kept.has_value();
}

void Committer::keep_records() {
    if (!journal_.accepts_intake()) return;  // what is said of it takes room
    while (!found_.empty()) {
        if (!records_.offer(std::move(found_.front()))) return;
        found_.pop_front();
    }
    auto found = records_.expiry.go_on(clock_.now());
    if (!found) {
        if (journal_.has_failed()) end_for_journal(found.error().message);
        records_.expiry.put_off(clock_.now());
        return log_warn("records whose term is over cannot be looked for or erased now; tried again later",
                        {{"why", found.error().message}});
    }
    for (core::RetentionFinding& finding : *found) {
        if (std::holds_alternative<core::ErasureDone>(finding)) publisher_.want_snapshot();
        found_.push_back(std::move(finding));
    }
}

void Committer::close() {
    housekeeping_.end();
    if (auto closed = journal_.close(); !closed) {
        if (journal_.has_failed()) end_for_journal(closed.error().message);
        log_warn("the journal was not closed: the next start verifies it", {{"why", closed.error().message}});
    }
}

}  // namespace paraat::app
