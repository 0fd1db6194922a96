#include "tests/bench/numbers/storm.hpp"

#include <algorithm>
#include <iostream>
#include <stdexcept>

#include "tests/bench/figures/run_table.hpp"
#include "tests/bench/load/beacons.hpp"
#include "tests/bench/load/load.hpp"

namespace paraat::bench {
namespace {

constexpr auto flood_alone = std::chrono::seconds{10};
constexpr double idle_s = 15;

struct Rate {
    double per_second = 0;
    std::size_t reports = 0;

    std::string name() const { return fixed(per_second, 0); }
};
constexpr Rate rates[] = {{200, 12'000}, {1'000, 20'000}};

HubSettings hub_that_sheds() {
    HubSettings hub;
    hub.units = BeaconPlan{}.units;
    hub.beacon_rate = beacons_let_in;
    return hub;
}

double idle_p99_ms(const Rate& rate) {
    const Stand stand(hub_that_sheds());
    LoadPlan plan;
    plan.per_second = rate.per_second;
    plan.messages = std::min(rate.reports, static_cast<std::size_t>(rate.per_second * idle_s));
    const LoadResult result = send_reports(stand, plan);
    if (result.missing > 0) {
        throw std::runtime_error("without beacons the hub lost " + std::to_string(result.missing) + " reports of " +
                                 std::to_string(plan.messages) + ": there is nothing to compare with");
    }
    return late_ms(result, 0.99);
}

void measure_storm(const Rate& rate, double beacons, RunTable& into) {
    const double idle_p99 = idle_p99_ms(rate);
    const Stand stand(hub_that_sheds());
    LoadPlan plan;
    plan.per_second = rate.per_second;
    plan.messages = rate.reports;
    plan.beacons_per_second = beacons;
    const CpuMeter cpu(stand);
    const LoadResult result = send_reports(stand, plan);
    const Shedding shedding(stand);
    const auto sent = static_cast<double>(std::max<std::size_t>(result.beacons, 1));
    const double p99 = late_ms(result, 0.99);
    into.add(rate.name(), {{"idle_p99_ms", idle_p99},
                           {"p50_ms", late_ms(result, 0.5)},
                           {"p99_ms", p99},
                           {"lost", static_cast<double>(result.missing)},
                           {"dropped", shedding.reports_dropped},
                           {"beacons_per_s", sent / std::chrono::duration<double>(result.took).count()},
                           {"shed", shedding.beacons_shed / sent},
                           {"broker_us", cpu.broker_us(sent)},
                           {"own_us", cpu.peer_us(sent)},
                           {"MiB", static_cast<double>(stand.peer_memory()) / mib}});
    std::cerr << "  " << rate.name() << " reports/s: p99 " << fixed(p99, 2) << " ms, " << fixed(idle_p99, 2)
              << " without beacons\n";
}

}  // namespace

Shedding::Shedding(const Stand& stand)
    : beacons_arrived(stand.metric("paraat_arrived_total{lane=\"beacons\"}")),
      beacons_shed(stand.metric("paraat_conflated_beacons_total")),
      reports_dropped(stand.metric("paraat_dropped_inputs_total{lane=\"alerts\"}")) {}

double passed_by_the_broker_alone() {
    const Stand stand(Nobody{});
    const BeaconResult result = send_beacons({stand.port(), BeaconPlan{}.units, 0}, flood_alone, {"oov/up/+/beacon"});
    if (result.heard == 0) throw std::runtime_error("the broker alone passed no beacon: there is no rate to go by");
    return static_cast<double>(result.heard) / result.seconds;
}

Report measure_reports_in_a_storm() {
    const double passed = passed_by_the_broker_alone();
    const double beacons = std::min(2.0 * static_cast<double>(beacons_let_in), 0.6 * passed);
    RunTable table("reports/s");
    for (std::size_t run = 1; run <= runs_each; ++run) {
        std::cerr << "  run " << run << " of " << runs_each << '\n';
        for (const Rate& rate : rates) measure_storm(rate, beacons, table);
    }
    Report report{"P3", {}, {}, {}};
    table.describe(report);
    for (const Rate& rate : rates) {
        const std::string at = " at " + rate.name() + " reports/s";
        report.goals.push_back({"p99 beside beacons to its own without" + at,
                                ratios(table.runs(rate.name(), "p99_ms"), table.runs(rate.name(), "idle_p99_ms")), 3});
        report.goals.push_back(none("reports lost" + at, table.runs(rate.name(), "lost")));
        report.goals.push_back({"part of the beacons that is shed, and counted" + at, table.runs(rate.name(), "shed"),
                                0.1, Goal::Is::at_least});
    }
    report.figures["broker_alone_per_second"] = passed;
    return report;
}

}  // namespace paraat::bench
