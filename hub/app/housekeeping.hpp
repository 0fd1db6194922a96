#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <optional>

#include "hub/app/hub_clock.hpp"
#include "hub/core/retention.hpp"
#include "hub/journal/sqlite_journal.hpp"

namespace paraat::app {

// What the journal's thread does besides: it saves snapshots, lets old inputs go, and writes the log back. Under a load
// that never ends too, in bites that hold no commit up; a snapshot is written by a thread of its own. A journal that
// fails ends the process. One thread uses it.
class Housekeeping {
public:
    using Moment = std::chrono::steady_clock::time_point;
    // A snapshot that is due, once.
    using Offer = std::function<std::optional<journal::Snapshot>()>;

    // The references outlive it.
    Housekeeping(journal::SqliteJournal& journal, Offer offer, const HubClock& clock,
                 Milliseconds inputs_kept = core::inputs_kept_least);

    // How much is left of the journal's thread.
    enum class Load {
        heavy,  // the next commit waits, or many come at once
        light,  // the next commit may come at any moment
        none,   // none came for some time
    };

    // Behind a commit of so many entries, with so many batches waiting.
    static Load load_behind(std::size_t entries, std::size_t waiting);

    // After each round of the thread.
    void go_on(Load load, Moment now);
    // Waits for what is being written.
    void end();

private:
    void keep_snapshot();
    void let_inputs_go();
    void write_back_between();
    void put_off(const Error& why) const;

    journal::SqliteJournal& journal_;
    const Offer offer_;
    const HubClock& clock_;
    const Milliseconds inputs_kept_;
    Moment done_at_{};
    Instant expiry_due_;
    std::future<Result<void>> saving_;
};

}  // namespace paraat::app
