#include "tests/bench/numbers/reports.hpp"

#include <iostream>
#include <stdexcept>
#include <tuple>

#include "tests/bench/figures/run_table.hpp"
#include "tests/bench/load/load.hpp"
#include "tests/bench/peers/stand.hpp"

namespace paraat::bench {
namespace {

constexpr std::size_t reports_most = 100'000;
constexpr std::size_t reports_at_a_thousand = 20'000;

// The hub, by each of its clients: first the one that is shipped, which the goals are about.
const std::vector<HubSettings> hubs = {{"mqtt311"}, {"mqtt5"}, {"paho"}};
const std::string shipped_hub = name_of(hubs.front());
const std::string bare = name_of(Relay{});

// The broker alone passes each report to the subscriber itself: no peer can be faster.
LoadPlan plan_for(const Peer& peer, LoadPlan plan) {
    if (!std::holds_alternative<Nobody>(peer)) return plan;
    plan.heard = "oov/up/+/report";
    plan.has_receipts = false;
    return plan;
}

// The bare relay must lose nothing: what the hub comes to is a ratio to it.
void check_reference(const std::string& name, const LoadPlan& plan, const LoadResult& result) {
    if (name != bare || result.missing == 0) return;
    throw std::runtime_error(name + " lost " + std::to_string(result.missing) + " reports of " +
                             std::to_string(plan.messages) + ": there is nothing to compare with");
}

// The sizes of the hub's own alert and receipt.
ReportSizes measure(const Peer& peer, const LoadPlan& wanted, RunTable& into) {
    const std::string name = name_of(peer);
    const Stand stand(peer);
    const LoadPlan plan = plan_for(peer, wanted);
    const CpuMeter cpu(stand);
    const LoadResult result = send_reports(stand, plan);
    check_reference(name, plan, result);
    const auto came = static_cast<double>(result.alert_ms.size());
    if (came == 0 && name == shipped_hub) throw std::runtime_error(name + " told nothing");
    const double per_second = came / std::max(1e-3, std::chrono::duration<double>(result.took).count());
    const auto sent = static_cast<double>(std::max<std::size_t>(result.sent, 1));
    into.add(name, {{"per_s", per_second},
                    {"p50_ms", late_ms(result, 0.5)},
                    {"p99_ms", late_ms(result, 0.99)},
                    {"broker_us", cpu.broker_us(sent)},
                    {"own_us", cpu.peer_us(sent)},
                    {"load_us", CpuMeter::us(result.cpu, sent)},
                    {"lost", static_cast<double>(result.sent + result.missing) - static_cast<double>(plan.messages)},
                    {"not_sent", static_cast<double>(plan.messages - result.sent)}});
    std::cerr << "  " << name << ": " << fixed(per_second, 0) << "/s\n";
    return {result.alert_bytes, result.receipt_bytes};
}

// Whether to go on with it.
bool measure_node_red(NodeRed wanted, const ReportSizes& sizes, const LoadPlan& plan, RunTable& into) {
    try {
        measure(Relay{Relay::By::node_red, sizes}, plan, into);
        return true;
    } catch (const std::runtime_error& error) {
        if (wanted == NodeRed::asked_for) throw;
        std::cerr << "  Node-RED is left out: " << error.what() << '\n';
        return false;
    }
}

// All of them in turn, so that what the machine does meanwhile is in each.
RunTable measure_all(const std::string& of, const LoadPlan& plan, NodeRed node_red) {
    RunTable table(of);
    bool has_node_red = node_red == NodeRed::asked_for || is_node_red_installed();
    for (std::size_t run = 1; run <= runs_each; ++run) {
        std::cerr << "  run " << run << " of " << runs_each << '\n';
        const ReportSizes sizes = measure(hubs.front(), plan, table);
        for (std::size_t other = 1; other < hubs.size(); ++other) measure(hubs[other], plan, table);
        measure(Relay{Relay::By::mosquitto, sizes}, plan, table);
        if (plan.per_second > 0) measure(Relay{Relay::By::syncing, sizes}, plan, table);
        measure(Relay{Relay::By::paho, sizes}, plan, table);
        has_node_red = has_node_red && measure_node_red(node_red, sizes, plan, table);
        measure(Nobody{}, plan, table);
    }
    return table;
}

Goal nothing_lost(const RunTable& table) {
    Runs lost = table.runs(shipped_hub, "lost");
    for (std::size_t run = 0; run < lost.values.size(); ++run) {
        lost.values[run] += table.runs(shipped_hub, "not_sent").values[run];
    }
    return none("reports that " + shipped_hub + " lost", lost);
}

// Run by run, of the shipped hub to the bare relay.
Runs to_the_bare_relay(const RunTable& table, const std::string& column) {
    return ratios(table.runs(shipped_hub, column), table.runs(bare, column));
}

}  // namespace

Report measure_most_reports(NodeRed node_red) {
    LoadPlan plan;
    plan.messages = reports_most;
    const RunTable table = measure_all("100,000 reports", plan, node_red);
    Report report{"P1", {}, {}, {}};
    table.describe(report);
    report.goals.push_back({"most reports a second, " + shipped_hub + " to the bare relay",
                            to_the_bare_relay(table, "per_s"), 1.0, Goal::Is::at_least});
    report.goals.push_back(nothing_lost(table));
    return report;
}

Report measure_report_latency(NodeRed node_red) {
    LoadPlan plan;
    plan.messages = reports_at_a_thousand;
    plan.per_second = 1'000;
    const RunTable table = measure_all("1,000 a second", plan, node_red);
    Report report{"P2", {}, {}, {}};
    table.describe(report);
    for (const auto& [name, column, bound] : {std::tuple{"p50", "p50_ms", 1.5}, std::tuple{"p99", "p99_ms", 2.0}}) {
        report.goals.push_back(
            {std::string(name) + " of a report at 1,000 a second, " + shipped_hub + " to the bare relay",
             to_the_bare_relay(table, column), bound});
    }
    report.goals.push_back(nothing_lost(table));
    return report;
}

}  // namespace paraat::bench
