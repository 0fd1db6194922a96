#include "hub/app/housekeeping.hpp"

#include <utility>

#include "hub/app/ending.hpp"
#include "hub/base/log.hpp"

namespace paraat::app {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds busy_interval = 1s;
constexpr Milliseconds expiry_interval = std::chrono::hours{1};
constexpr std::int64_t written_back_above = 1 << 20;  // bytes of the log: little enough to fit between two commits
constexpr std::size_t few_entries = 16;               // in one commit: more than a moment's are a storm
constexpr std::size_t inputs_at_once = 1'000;         // some milliseconds; more a second than a storm brings

}  // namespace

Housekeeping::Housekeeping(journal::SqliteJournal& journal, Offer offer, const HubClock& clock,
                           Milliseconds inputs_kept)
    : journal_(journal), offer_(std::move(offer)), clock_(clock), inputs_kept_(inputs_kept), expiry_due_(clock.now()) {}

Housekeeping::Load Housekeeping::load_behind(std::size_t entries, std::size_t waiting) {
    return entries <= few_entries && waiting == 0 ? Load::light : Load::heavy;
}

void Housekeeping::go_on(Load load, Moment now) {
    if (load == Load::light) write_back_between();
    if (load != Load::none && now - done_at_ < busy_interval) return;
    done_at_ = now;
    keep_snapshot();
    let_inputs_go();
    if (load != Load::none) return;
    if (auto rested = journal_.rest(); !rested) put_off(rested.error());
}

void Housekeeping::end() {
    if (!saving_.valid()) return;
    if (auto saved = saving_.get(); !saved) put_off(saved.error());
}

void Housekeeping::keep_snapshot() {
    if (saving_.valid()) {
        if (saving_.wait_for(0s) != std::future_status::ready) return;
        end();
    }
    auto snapshot = offer_();
    if (!snapshot) return;
    auto save = journal_.saving(std::move(*snapshot));
    if (!save) return put_off(save.error());
    saving_ = std::async(std::launch::async, std::move(*save));
}

// While nothing waits, so that under a light load no commit has to write back much; under a heavy one the commits do
// it, and the more is written back at once, the fewer pages twice.
void Housekeeping::write_back_between() {
    if (journal_.wal_bytes() < written_back_above) return;
    if (auto written = journal_.write_back(); !written) end_for_journal(written.error().message);
}

void Housekeeping::let_inputs_go() {
    const Instant now = clock_.now();
    if (now < expiry_due_) return;
    const auto gone = journal_.expire_inputs(now - inputs_kept_, inputs_at_once);
    if (!gone) end_for_journal(gone.error().message);
    if (*gone < static_cast<std::int64_t>(inputs_at_once)) expiry_due_ = now + expiry_interval;
}

// A snapshot saves time, and the side file may lag: the next one will do. A journal that failed may not go on.
void Housekeeping::put_off(const Error& why) const {
    if (journal_.has_failed()) end_for_journal(why.message);
    log_warn("put off, tried again later", {{"why", why.message}});
}

}  // namespace paraat::app
