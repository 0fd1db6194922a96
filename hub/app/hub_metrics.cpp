#include "hub/app/hub_metrics.hpp"

#include "hub/app/metrics.hpp"
#include "hub/app/version.hpp"

namespace paraat::app {
namespace {

void tell_input(const IntakeCounts& intake, Metrics& metrics) {
    const auto receipts = [&](const char* outcome, std::uint64_t count) {
        metrics.counter("paraat_receipts_total", "outcomes told to clients", {{"outcome", outcome}}, count);
    };
    receipts("accepted", intake.accepted);
    receipts("refused", intake.refused);
    receipts("repeated", intake.repeated);
    receipts("rate_limited", intake.rate_limited);
    const auto rejected = [&](const char* reason, std::uint64_t count) {
        metrics.counter("paraat_rejected_total", "messages that ended without a receipt", {{"reason", reason}}, count);
    };
    rejected("unreadable_beacon", intake.unreadable_beacons);
    rejected("unreadable_foreign", intake.unreadable_foreign);
    rejected("foreign_topic", intake.foreign_topics);
    rejected("retained", intake.retained);
    metrics.counter("paraat_quarantined_total", "messages refused unread, because the hub died with their like in hand",
                    {}, intake.quarantined);
    metrics.counter("paraat_oversized_inputs_total", "messages that were larger than those of their client may be", {},
                    intake.oversized);
    metrics.counter("paraat_partner_loops_total", "partners' reports that began here, or passed too many sites", {},
                    intake.partner_loops);
}

// What any message moves, and so covert work as well.
void tell_traffic(const HubFigures& figures, Metrics& metrics) {
    const transport::Counters& counters = figures.transport;
    metrics.counter("paraat_arrived_total", "messages that came from the broker", {{"lane", "alerts"}},
                    counters.arrived_alerts);
    metrics.counter("paraat_arrived_total", "messages that came from the broker", {{"lane", "beacons"}},
                    counters.arrived_beacons);
    metrics.counter("paraat_dropped_inputs_total", "messages dropped because a lane was full", {{"lane", "alerts"}},
                    counters.dropped_alerts);
    metrics.counter("paraat_conflated_beacons_total", "beacons replaced by a newer one before they were read", {},
                    counters.conflated_beacons);
    metrics.counter("paraat_dropped_outputs_total", "messages dropped because a lane had no room for them", {},
                    counters.dropped_outbound);
    metrics.counter("paraat_refused_outputs_total", "messages that the broker did not take", {},
                    counters.refused_outbound);
    metrics.counter("paraat_reading_pauses_total", "times that the hub left messages with the broker for want of room",
                    {}, counters.pauses);
    metrics.counter("paraat_oversized_total", "messages of more than 64 KiB that were not sent", {}, figures.oversized);
    metrics.counter("paraat_sent_total", "messages that the broker took", {}, counters.sent);
    for (const std::vector<QueueFill>& queues : {counters.queues, figures.queues}) {
        for (const QueueFill& queue : queues) {
            metrics.gauge("paraat_queue_waiting", "what waits in a queue", {{"queue", queue.name}},
                          static_cast<double>(queue.waiting));
            metrics.gauge("paraat_queue_limit", "what a queue takes at most", {{"queue", queue.name}},
                          static_cast<double>(queue.most));
        }
    }
    metrics.counter("paraat_journal_commits_total", "transactions of the journal", {}, figures.commits);
    metrics.gauge("paraat_journal_unverified_events",
                  "events of the journal's past that an unclean stop left to be verified", {},
                  static_cast<double>(figures.unverified_events));
    metrics.gauge("paraat_quarantine_messages", "messages in quarantine, until a person releases them", {},
                  static_cast<double>(figures.quarantine));
    if (figures.tak) {
        metrics.gauge("paraat_tak_sessions", "clients of TAK that are connected", {},
                      static_cast<double>(figures.tak->sessions));
        metrics.counter("paraat_tak_cut_total",
                        "clients of TAK that the hub cut off: revoked, slow, unknown, unreadable", {},
                        figures.tak->cut);
    }
    metrics.counter("paraat_failed_logins_total", "log-ins that the private broker refused", {}, figures.failed_logins);
}

void tell_connection(const HubFigures& figures, Metrics& metrics) {
    metrics.counter("paraat_reconnects_total", "connections after the first", {}, figures.transport.reconnects);
    metrics.gauge("paraat_broker_connected", "1 while the alerts connection stands", {}, figures.is_connected ? 1 : 0);
    if (figures.is_site_ca_usable) {
        metrics.gauge("paraat_site_ca_usable", "1 while certificates can be renewed and revoked", {},
                      *figures.is_site_ca_usable ? 1 : 0);
    }
    for (const PathProbe::Age& path : figures.paths) {
        metrics.gauge("paraat_path_age_seconds", "since the newest probe that came back along a path",
                      {{"path", path.name}}, static_cast<double>(path.age.count()) / 1000.0);
    }
}

}  // namespace

void HubCounters::note(const IntakeCounts& all, const IntakeCounts& open) {
    all_.note(all);
    open_.note(open);
}

void HubCounters::Kept::note(const IntakeCounts& counts) {
    accepted_ = counts.accepted;
    refused_ = counts.refused;
    repeated_ = counts.repeated;
    rate_limited_ = counts.rate_limited;
    unreadable_beacons_ = counts.unreadable_beacons;
    foreign_topics_ = counts.foreign_topics;
    retained_ = counts.retained;
    quarantined_ = counts.quarantined;
    partner_loops_ = counts.partner_loops;
    oversized_ = counts.oversized;
    unreadable_foreign_ = counts.unreadable_foreign;
}

IntakeCounts HubCounters::Kept::counts() const {
    return {accepted_, refused_,     repeated_,      rate_limited_, unreadable_beacons_, foreign_topics_,
            retained_, quarantined_, partner_loops_, oversized_,    unreadable_foreign_};
}

std::string metrics_text(const HubFigures& figures, MetricsFor readers) {
    Metrics metrics(version);
    tell_input(readers == MetricsFor::cleared ? figures.intake : figures.open_intake, metrics);
    if (readers == MetricsFor::cleared) tell_traffic(figures, metrics);
    tell_connection(figures, metrics);
    for (const rules::RuleFailure& failure : figures.rule_failures) {
        const std::uint64_t times = readers == MetricsFor::cleared ? failure.times : failure.open_times;
        if (times == 0) continue;
        metrics.counter("paraat_rule_failures_total",
                        "conditions that failed in evaluation, so that the rule did not match",
                        {{"rule", failure.rule.text}}, times);
    }
    for (const rules::RuleTrial& trial : figures.rule_trials) {
        metrics.counter("paraat_rule_trials_total", "firings of rules on trial, which did nothing",
                        {{"rule", trial.rule.text}}, trial.fired);
        metrics.counter("paraat_rule_trial_differences_total",
                        "firings of rules on trial that would have changed something", {{"rule", trial.rule.text}},
                        trial.differs);
    }
    metrics.gauge("paraat_open_incidents", "incidents that are not closed", {},
                  static_cast<double>(figures.open_incidents));
    metrics.gauge("paraat_unacknowledged_incidents", "open incidents that nobody acknowledged", {},
                  static_cast<double>(figures.unacknowledged));
    metrics.gauge("paraat_oldest_unacknowledged_seconds", "age of the oldest of them", {},
                  static_cast<double>(figures.oldest_unacknowledged.count()) / 1000.0);
    // Without the names of posts: those are people.
    metrics.gauge("paraat_posts_in_flood", "accounts and divisions with more than 10 alerts in the last 10 minutes", {},
                  static_cast<double>(figures.posts_in_flood));
    metrics.gauge("paraat_post_alerts_most", "alerts that came to the busiest of them in the last 10 minutes", {},
                  static_cast<double>(figures.post_alerts_most));
    return metrics.text();
}

}  // namespace paraat::app
