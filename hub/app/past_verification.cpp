#include "hub/app/past_verification.hpp"

#include "hub/app/ending.hpp"
#include "hub/base/log.hpp"
#include "hub/base/thread_name.hpp"

namespace paraat::app {

void PastVerification::begin(journal::SqliteJournal& journal) {
    if (!journal.has_unverified_past()) return;
    // One more, because inputs and pages are verified behind the last event.
    left_ = journal.past().value + 1;
    thread_ = std::thread([this, &journal] { run(journal); });
}

void PastVerification::end() {
    is_stopped_ = true;
    if (thread_.joinable()) thread_.join();
}

void PastVerification::run(journal::SqliteJournal& journal) {
    name_this_thread("verify");
    const auto whole = journal.verify_past({journal::threads_at_most(), true, &is_stopped_, &left_});
    if (!whole && whole.error().code == "verification_stopped") return;
    if (!whole && whole.error().code == "journal_io") {
        is_put_off_ = true;
        log_error("the journal's past could not be verified; the next start does so first",
                  {{"why", whole.error().message}});
        return;
    }
    if (!whole) end_for_damage(whole.error());
    left_ = 0;
    log_info("verified the journal's past", {{"events", std::to_string(journal.past().value)}});
}

// Without a number that falls: a remark that changes is told each time.
std::string PastVerification::remark() const {
    if (left_ == 0) return "";
    if (is_put_off_) return "the journal's past could not be verified; the next start does so first";
    return "the last hub ended without a clean stop; the journal's past is verified while this one works";
}

}  // namespace paraat::app
