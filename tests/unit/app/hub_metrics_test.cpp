#include "hub/app/hub_metrics.hpp"

#include <gmock/gmock.h>

namespace paraat::app {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(HubMetrics, TellWhatBecameOfInputs) {
    HubFigures figures;
    figures.intake = {1, 2, 3, 8, 4, 5, 6};
    figures.intake.quarantined = 9;
    figures.quarantine = 1;
    figures.commits = 7;
    const std::string text = metrics_text(figures, MetricsFor::cleared);
    for (const char* line :
         {"paraat_receipts_total{outcome=\"accepted\"} 1\n", "paraat_receipts_total{outcome=\"refused\"} 2\n",
          "paraat_receipts_total{outcome=\"repeated\"} 3\n", "paraat_receipts_total{outcome=\"rate_limited\"} 8\n",
          "paraat_rejected_total{reason=\"unreadable_beacon\"} 4\n",
          "paraat_rejected_total{reason=\"foreign_topic\"} 5\n", "paraat_rejected_total{reason=\"retained\"} 6\n",
          "paraat_quarantined_total 9\n", "paraat_quarantine_messages 1\n", "paraat_journal_commits_total 7\n"}) {
        EXPECT_THAT(text, HasSubstr(line));
    }
}

TEST(HubMetrics, TellWhatTheTransportDid) {
    HubFigures figures;
    figures.transport = {7, 8, 1, 2, 3, 9, 4, 10, 5, {}};
    figures.oversized = 6;
    figures.failed_logins = 9;
    figures.is_connected = true;
    const std::string text = metrics_text(figures, MetricsFor::cleared);
    for (const char* line :
         {"paraat_arrived_total{lane=\"alerts\"} 7\n", "paraat_arrived_total{lane=\"beacons\"} 8\n",
          "paraat_dropped_inputs_total{lane=\"alerts\"} 1\n", "paraat_conflated_beacons_total 2\n",
          "paraat_dropped_outputs_total 3\n", "paraat_sent_total 4\n", "paraat_reconnects_total 5\n",
          "paraat_oversized_total 6\n", "paraat_failed_logins_total 9\n", "paraat_broker_connected 1\n",
          "paraat_refused_outputs_total 9\n", "paraat_reading_pauses_total 10\n"}) {
        EXPECT_THAT(text, HasSubstr(line));
    }
}

TEST(HubMetrics, TellWhetherTheSitesCaCanBeUsedWhereThereIsOne) {
    HubFigures figures;
    EXPECT_THAT(metrics_text(figures, MetricsFor::everybody), Not(HasSubstr("paraat_site_ca_usable")));
    figures.is_site_ca_usable = false;
    EXPECT_THAT(metrics_text(figures, MetricsFor::everybody), HasSubstr("paraat_site_ca_usable 0\n"));
    figures.is_site_ca_usable = true;
    EXPECT_THAT(metrics_text(figures, MetricsFor::everybody), HasSubstr("paraat_site_ca_usable 1\n"));
}

// Covert units may be among them.
TEST(HubMetrics, TellTheClearedAloneOfTakSessions) {
    HubFigures figures;
    EXPECT_THAT(metrics_text(figures, MetricsFor::cleared), Not(HasSubstr("paraat_tak")));
    figures.tak = HubFigures::Tak{3, 2};
    EXPECT_THAT(metrics_text(figures, MetricsFor::cleared), HasSubstr("paraat_tak_sessions 3\n"));
    EXPECT_THAT(metrics_text(figures, MetricsFor::cleared), HasSubstr("paraat_tak_cut_total 2\n"));
    EXPECT_THAT(metrics_text(figures, MetricsFor::everybody), Not(HasSubstr("paraat_tak")));
}

TEST(HubMetrics, TellHowFullEachQueueIs) {
    HubFigures figures;
    figures.transport.queues = {{"alerts_in", 3, 20'000}};
    figures.queues = {{"questions", 2, 4'000}};
    const std::string text = metrics_text(figures, MetricsFor::cleared);
    for (const char* line :
         {"paraat_queue_waiting{queue=\"alerts_in\"} 3\n", "paraat_queue_limit{queue=\"alerts_in\"} 20000\n",
          "paraat_queue_waiting{queue=\"questions\"} 2\n", "paraat_queue_limit{queue=\"questions\"} 4000\n"}) {
        EXPECT_THAT(text, HasSubstr(line));
    }
}

TEST(HubMetrics, TellHowOldTheNewestProbeOfEachPathIs) {
    HubFigures figures;
    figures.paths = {{"up/status", Milliseconds{2'500}}};
    EXPECT_THAT(metrics_text(figures, MetricsFor::cleared),
                HasSubstr("paraat_path_age_seconds{path=\"up/status\"} 2.5\n"));
}

TEST(HubMetrics, TellWhatWaitsForPeopleInSeconds) {
    HubFigures figures;
    figures.open_incidents = 3;
    figures.unacknowledged = 2;
    figures.oldest_unacknowledged = Milliseconds{1'500};
    figures.posts_in_flood = 4;
    figures.post_alerts_most = 17;
    const std::string text = metrics_text(figures, MetricsFor::cleared);
    EXPECT_THAT(text, HasSubstr("paraat_open_incidents 3\n"));
    EXPECT_THAT(text, HasSubstr("paraat_unacknowledged_incidents 2\n"));
    EXPECT_THAT(text, HasSubstr("paraat_oldest_unacknowledged_seconds 1.5\n"));
    EXPECT_THAT(text, HasSubstr("paraat_posts_in_flood 4\n"));
    EXPECT_THAT(text, HasSubstr("paraat_post_alerts_most 17\n"));
}

TEST(HubMetrics, NameEachRuleThatFailed) {
    HubFigures figures;
    EXPECT_THAT(metrics_text(figures, MetricsFor::cleared), Not(HasSubstr("paraat_rule_failures_total")));
    figures.rule_failures = {{core::RuleName{"far"}, 2, "why"}};
    EXPECT_THAT(metrics_text(figures, MetricsFor::cleared), HasSubstr("paraat_rule_failures_total{rule=\"far\"} 2\n"));
}

TEST(HubMetrics, TellEverybodyNothingThatCovertWorkMoves) {
    HubFigures figures;
    figures.open_intake = {1, 2, 3, 4, 5, 6, 7, 8};
    const std::string without = metrics_text(figures, MetricsFor::everybody);
    figures.intake = {10, 20, 30, 40, 50, 60, 70, 80};
    figures.commits = 9;
    figures.quarantine = 1;
    figures.transport = {7, 8, 1, 2, 3, 9, 4, 10, 0, {{"alerts_in", 3, 20'000}}};
    figures.queues = {{"questions", 2, 4'000}};
    figures.unverified_events = 11;
    figures.oversized = 6;
    figures.rule_failures = {{core::RuleName{"far"}, 2, "why"}};
    EXPECT_EQ(metrics_text(figures, MetricsFor::everybody), without);
    EXPECT_THAT(without, HasSubstr("paraat_receipts_total{outcome=\"accepted\"} 1\n"));
}

TEST(HubCounters, GiveBackWhatWasNotedLast) {
    HubCounters counters;
    counters.note({1, 2, 3, 4, 5, 6, 7, 8}, {});
    counters.note({2, 3, 4, 5, 6, 7, 8, 9}, {1});
    counters.note_commit();
    EXPECT_EQ(counters.intake().accepted, 2u);
    EXPECT_EQ(counters.intake().rate_limited, 5u);
    EXPECT_EQ(counters.intake().retained, 8u);
    EXPECT_EQ(counters.intake().quarantined, 9u);
    EXPECT_EQ(counters.open_intake().accepted, 1u);
    EXPECT_EQ(counters.commits(), 1u);
}

}  // namespace
}  // namespace paraat::app
