#include "tests/bench/numbers/many_clients.hpp"

#include <iostream>
#include <stdexcept>

#include "tests/bench/figures/run_table.hpp"
#include "tests/bench/load/load.hpp"
#include "tests/bench/peers/stand.hpp"

namespace paraat::bench {
namespace {

constexpr std::size_t crowd = 10'000;
constexpr double back_most_s = 15;  // after they were thrown out; they try within ten
constexpr std::size_t consoles = 50;

}  // namespace

Report measure_fan_out() {
    RunTable table("consoles");
    const std::string all = std::to_string(consoles);
    for (std::size_t run = 0; run < runs_each; ++run) {
        const Stand stand(HubSettings{});
        LoadPlan plan;
        plan.consoles = consoles;
        plan.per_second = 50;
        plan.messages = 1'000;
        const CpuMeter cpu(stand);
        LoadResult result = send_reports(stand, plan);
        if (result.missing > 0) throw std::runtime_error("not every console heard every alert");
        table.add(all, {{"first_ms", percentile(result.alert_ms, 0.5)},
                        {"last_ms", percentile(result.last_alert_ms, 0.5)},
                        {"broker_us", cpu.broker_us(1'000)},
                        {"own_us", cpu.peer_us(1'000)}});
    }
    Report report{"P11", {}, {}, {}};
    table.describe(report);
    report.goals.push_back(
        {"the last of 50 consoles to the first", ratios(table.runs(all, "last_ms"), table.runs(all, "first_ms")), 2});
    return report;
}

Report measure_return_of_many() {
    RunTable table("clients");
    const std::string all = std::to_string(crowd);
    for (std::size_t run = 0; run < runs_each; ++run) {
        HubSettings hub;
        hub.crowd = crowd;
        const Stand stand(hub);
        LoadPlan plan;
        plan.crowd = crowd;
        plan.per_second = 100;
        plan.messages = 1'500;
        const LoadResult result = send_reports(stand, plan);
        if (result.crowd_s == 0) throw std::runtime_error("not all clients came back");
        table.add(all, {{"back_after_s", result.crowd_s},
                        {"p50_ms", late_ms(result, 0.5)},
                        {"p99_ms", late_ms(result, 0.99)},
                        {"lost", static_cast<double>(result.missing)}});
        std::cerr << "  back after " << fixed(result.crowd_s, 1) << " s\n";
    }
    Report report{"P12", {}, {}, {}};
    table.describe(report);
    report.goals.push_back(
        {"ms until an alert arrives while 10,000 clients come back, p99", table.runs(all, "p99_ms"), 1'000});
    report.goals.push_back(
        {"s until all 10,000 are back after they were thrown out", table.runs(all, "back_after_s"), back_most_s});
    report.goals.push_back(none("reports lost", table.runs(all, "lost")));
    return report;
}

}  // namespace paraat::bench
