#include "tests/bench/numbers/soak.hpp"

#include <algorithm>
#include <iostream>

#include "tests/bench/load/beacons.hpp"
#include "tests/bench/load/load.hpp"
#include "tests/bench/numbers/storm.hpp"

namespace paraat::bench {
namespace {

constexpr std::chrono::seconds soaked{600};
constexpr double reports_a_second = 200;
// So few that each incident has had the 256 reports that it remembers after two minutes: what is open is as much from
// then on, and nothing else should grow.
constexpr std::size_t places = 100;
constexpr double stays = 1.02;  // times what the hub had in the third before

double median_of(const std::vector<double>& samples, std::size_t first, std::size_t end) {
    using Place = std::ptrdiff_t;
    std::vector<double> part(samples.begin() + static_cast<Place>(first), samples.begin() + static_cast<Place>(end));
    return percentile(part, 0.5);
}

}  // namespace

Report measure_soak() {
    const double passed = passed_by_the_broker_alone();
    HubSettings hub;
    hub.units = BeaconPlan{}.units;
    hub.beacon_rate = beacons_let_in;
    const Stand stand(hub);
    std::vector<double> memory_mib;
    LoadPlan plan;
    plan.per_second = reports_a_second;
    plan.messages = static_cast<std::size_t>(reports_a_second) * static_cast<std::size_t>(soaked.count());
    plan.places = places;
    plan.beacons_per_second = std::min(2.0 * static_cast<double>(beacons_let_in), 0.6 * passed);
    plan.longest = soaked + std::chrono::minutes{1};
    plan.look = [&] {
        memory_mib.push_back(static_cast<double>(stand.peer_memory()) / mib);
        if (memory_mib.size() % 6 == 0) {
            std::cerr << "  " << memory_mib.size() / 6 << " min: " << fixed(memory_mib.back(), 1) << " MiB\n";
        }
    };
    const LoadResult result = send_reports(stand, plan);
    const Shedding shedding(stand);
    const double accepted = stand.metric("paraat_receipts_total{outcome=\"accepted\"}");
    const std::size_t third = memory_mib.size() / 3;
    const double middle = median_of(memory_mib, third, 2 * third);
    const double last = median_of(memory_mib, 2 * third, memory_mib.size());
    const double shed = shedding.beacons_shed / static_cast<double>(std::max<std::size_t>(result.beacons, 1));

    Report report{"soak", {}, {}, {}};
    report.table.push_back(
        row({"reports", "beacons", "p50 ms", "p99 ms", "missing", "middle MiB", "last MiB", "shed"}));
    const double p50 = late_ms(result, 0.5);
    const double p99 = late_ms(result, 0.99);
    report.table.push_back(
        row({std::to_string(result.sent), std::to_string(result.beacons), fixed(p50, 2), fixed(p99, 2),
             std::to_string(result.missing), fixed(middle, 1), fixed(last, 1), fixed(shed, 2)}));
    report.figures = {{"memory_mib", memory_mib}, {"p50_ms", p50},        {"p99_ms", p99},
                      {"reports", result.sent},   {"accepted", accepted}, {"beacons", result.beacons}};
    report.goals.push_back(
        {"resident memory of the hub, the last third of ten minutes to the middle one", {{last / middle}}, stays});
    report.goals.push_back(none("reports without a receipt", {{static_cast<double>(result.missing)}}));
    report.goals.push_back(none("reports that were not accepted", {{static_cast<double>(plan.messages) - accepted}}));
    report.goals.push_back(none("reports dropped", {{shedding.reports_dropped}}));
    report.goals.push_back({"part of the beacons that is shed, and counted", {{shed}}, 0.1, Goal::Is::at_least});
    return report;
}

}  // namespace paraat::bench
