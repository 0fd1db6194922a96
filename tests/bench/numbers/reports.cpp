#include "tests/bench/numbers/reports.hpp"

#include <iostream>
#include <stdexcept>

#include "tests/bench/figures/run_table.hpp"
#include "tests/bench/load/load.hpp"
#include "tests/bench/peers/stand.hpp"

namespace paraat::bench {
namespace {

constexpr std::size_t reports_most = 100'000;
constexpr std::size_t reports_at_a_thousand = 20'000;

// The hub, by each of its clients.
const std::vector<HubSettings> hubs = {{"mqtt311"}, {"mqtt5"}, {"paho"}};
const std::string bare = name_of(Relay{});

// The broker alone passes each report to the subscriber itself: no peer can be faster.
LoadPlan plan_for(const Peer& peer, LoadPlan plan) {
    if (!std::holds_alternative<Nobody>(peer)) return plan;
    plan.heard = "oov/up/+/report";
    plan.has_receipts = false;
    return plan;
}

// The sizes of the hub's own alert and receipt.
ReportSizes measure(const Peer& peer, const LoadPlan& wanted, RunTable& into) {
    const Stand stand(peer);
    LoadPlan plan = plan_for(peer, wanted);
    plan.port = stand.port();
    const CpuMeter cpu(stand);
    LoadResult result = send_reports(plan);
    const auto came = static_cast<double>(result.alert_ms.size());
    const bool is_hub = std::holds_alternative<HubSettings>(peer);
    if (came == 0) {
        if (is_hub) throw std::runtime_error(name_of(peer) + " told nothing");
        result.alert_ms.push_back(std::chrono::duration<double, std::milli>(plan.longest).count());
    }
    const double per_second = came / std::max(1e-3, std::chrono::duration<double>(result.took).count());
    const auto sent = static_cast<double>(result.sent);
    into.add(name_of(peer), {{"per_s", per_second},
                             {"p50_ms", percentile(result.alert_ms, 0.5)},
                             {"p99_ms", percentile(result.alert_ms, 0.99)},
                             {"broker_us", cpu.broker_us(sent)},
                             {"own_us", cpu.peer_us(sent)},
                             {"load_us", CpuMeter::us(result.cpu, sent)},
                             {"lost", sent - static_cast<double>(plan.messages - result.missing)},
                             {"not_sent", static_cast<double>(plan.messages - result.sent)}});
    std::cerr << "  " << name_of(peer) << ": " << fixed(per_second, 0) << "/s\n";
    return is_hub ? ReportSizes{result.alert_bytes, result.receipt_bytes} : ReportSizes{};
}

// All of them in turn, so that what the machine does meanwhile is in each.
RunTable measure_all(const std::string& of, const LoadPlan& plan) {
    RunTable table(of);
    for (std::size_t run = 1; run <= runs_each; ++run) {
        std::cerr << "  run " << run << " of " << runs_each << '\n';
        ReportSizes sizes;
        for (const HubSettings& hub : hubs) sizes = measure(hub, plan, table);
        measure(Relay{Relay::By::mosquitto, sizes}, plan, table);
        measure(Relay{Relay::By::paho, sizes}, plan, table);
        if (is_node_red_installed()) measure(Relay{Relay::By::node_red, sizes}, plan, table);
        measure(Nobody{}, plan, table);
    }
    return table;
}

Goal nothing_lost(const RunTable& table, const std::string& hub) {
    Runs lost = table.runs(hub, "lost");
    for (std::size_t run = 0; run < lost.values.size(); ++run) {
        lost.values[run] += table.runs(hub, "not_sent").values[run];
    }
    return none("reports that " + hub + " lost", lost);
}

}  // namespace

Report measure_most_reports() {
    LoadPlan plan;
    plan.messages = reports_most;
    const RunTable table = measure_all("100,000 reports", plan);
    Report report{"P1", {}, {}, {}};
    table.describe(report);
    for (const HubSettings& settings : hubs) {
        const std::string hub = name_of(settings);
        report.goals.push_back({"most reports a second, " + hub + " to the bare relay",
                                ratios(table.runs(hub, "per_s"), table.runs(bare, "per_s")), 1.0, Goal::Is::at_least});
        report.goals.push_back(nothing_lost(table, hub));
    }
    return report;
}

Report measure_report_latency() {
    LoadPlan plan;
    plan.messages = reports_at_a_thousand;
    plan.per_second = 1'000;
    const RunTable table = measure_all("1,000 a second", plan);
    Report report{"P2", {}, {}, {}};
    table.describe(report);
    for (const HubSettings& settings : hubs) {
        const std::string hub = name_of(settings);
        report.goals.push_back({"p50 of a report at 1,000 a second, " + hub + " to the bare relay",
                                ratios(table.runs(hub, "p50_ms"), table.runs(bare, "p50_ms")), 1.5});
        report.goals.push_back({"p99 of a report at 1,000 a second, " + hub + " to the bare relay",
                                ratios(table.runs(hub, "p99_ms"), table.runs(bare, "p99_ms")), 2});
        report.goals.push_back(nothing_lost(table, hub));
    }
    return report;
}

}  // namespace paraat::bench
