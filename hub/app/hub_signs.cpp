#include "hub/app/hub_parts.hpp"

// How a hub is: what its status, its health page and its metrics tell.
namespace paraat::app {

std::vector<std::string> Hub::Parts::remarks() const {
    auto remarks = reloading->remarks();
    if (is_agreements_file_wrong) remarks.emplace_back("the agreements with partners on the disk do not check");
    if (std::string remark = past.remark(); !remark.empty()) remarks.push_back(std::move(remark));
    return remarks;
}

VitalSigns Hub::Parts::vital_signs() const {
    using transport::Lane;
    const auto now = std::chrono::steady_clock::now();
    VitalSigns signs;
    signs.has_alerts_connection = transport->is_connected(Lane::alerts);
    signs.has_beacons_connection = transport->is_connected(Lane::beacons);
    signs.core_quiet = core_pulse.quiet(now);
    // The publisher asks while it is being made.
    if (publisher != nullptr) signs.publisher_quiet = publisher->pulse().quiet(now);
    if (committer != nullptr) signs.journal_quiet = committer->pulse().quiet(now);
    if (committer != nullptr) signs.keeps_pages = committer->keeps_pages();
    signs.has_disk_room = journal->accepts_intake();
    signs.clock_offset = clock->offset();
    signs.quarantine = quarantine->reasons();
    signs.silent_paths = own_words->silent();
    return signs;
}

HubFigures Hub::Parts::figures() const {
    const PublisherGauges& gauges = publisher->gauges();
    HubFigures figures;
    figures.intake = counters.intake();
    figures.open_intake = counters.open_intake();
    figures.commits = counters.commits();
    figures.quarantine = quarantine->size();
    figures.paths = own_words->ages();
    figures.transport = transport->counters();
    figures.queues = {{"journal", to_journal.size(), to_journal.capacity()},
                      {"publisher", to_publisher.size(), to_publisher.capacity()},
                      {"questions", gauges.questions, QuestionQueue::most},
                      explainer->queue(),
                      reloading->queue()};
    figures.unverified_events = past.left();
    figures.is_connected = transport->is_connected(transport::Lane::alerts);
    figures.oversized = gauges.oversized;
    figures.open_incidents = gauges.open_incidents;
    figures.unacknowledged = gauges.unacknowledged;
    figures.posts_in_flood = gauges.posts_in_flood;
    figures.post_alerts_most = gauges.post_alerts_most;
    figures.oldest_unacknowledged = Milliseconds{gauges.oldest_unacknowledged_ms};
    const rules::RuleSet deciding = rules->current();
    figures.rule_failures = deciding.failures().all();
    figures.rule_trials = deciding.trials().all();
    if (broker != nullptr) figures.failed_logins = broker->failed_logins();
    if (broker != nullptr) figures.is_site_ca_usable = broker->is_site_ca_usable();
    if (tak != nullptr) figures.tak = HubFigures::Tak{tak->sessions(), tak->cut()};
    return figures;
}

}  // namespace paraat::app
