#include "tests/bench/numbers/most_beacons.hpp"

#include <iostream>
#include <stdexcept>

#include "tests/bench/figures/run_table.hpp"
#include "tests/bench/load/beacons.hpp"
#include "tests/bench/numbers/storm.hpp"

namespace paraat::bench {
namespace {

constexpr auto flood = std::chrono::seconds{10};

// A peer, and what one console hears of it.
struct Flooded {
    Peer peer;
    std::string heard;
};

std::vector<Flooded> all_flooded() {
    HubSettings hub;
    hub.units = BeaconPlan{}.units;
    return {{hub, "oov/+/board"},
            {Relay{Relay::By::mosquitto, std::nullopt}, "oov/relayed"},
            {Nobody{}, "oov/up/+/beacon"}};
}

void measure_flood(const Flooded& one, RunTable& into) {
    const Stand stand(one.peer);
    const CpuMeter cpu(stand);
    const BeaconResult result = send_beacons({stand.port(), BeaconPlan{}.units, 0}, flood, {one.heard});
    const bool is_hub = std::holds_alternative<HubSettings>(one.peer);
    stand.check_that_peer_lives();
    const double taken = is_hub ? Shedding(stand).beacons_arrived : static_cast<double>(result.heard);
    if (taken == 0 || result.heard == 0) {
        throw std::runtime_error(name_of(one.peer) + " passed no beacon on: there is nothing to compare");
    }
    const double bytes_each = static_cast<double>(result.sent_bytes) / static_cast<double>(result.sent);
    into.add(name_of(one.peer), {{"taken_per_s", taken / result.seconds},
                                 {"sent_per_s", static_cast<double>(result.sent) / result.seconds},
                                 {"broker_us", cpu.broker_us(taken)},
                                 {"own_us", cpu.peer_us(taken)},
                                 {"load_us", CpuMeter::us(result.cpu, taken)},
                                 {"out_messages", static_cast<double>(result.heard) / taken},
                                 {"out_bytes", static_cast<double>(result.heard_bytes) / (taken * bytes_each)}});
    std::cerr << "  " << name_of(one.peer) << ": " << fixed(taken / result.seconds, 0) << "/s\n";
}

}  // namespace

Report measure_most_beacons() {
    const std::vector<Flooded> all = all_flooded();
    RunTable table("");
    for (std::size_t run = 1; run <= runs_each; ++run) {
        std::cerr << "  run " << run << " of " << runs_each << '\n';
        for (const Flooded& one : all) measure_flood(one, table);
    }
    Report report{"P4", {}, {}, {}};
    table.describe(report);
    const std::string hub = name_of(all[0].peer);
    const Runs& relay = table.runs(name_of(all[1].peer), "taken_per_s");
    report.goals.push_back({"most beacons a second, the hub to the bare relay",
                            ratios(table.runs(hub, "taken_per_s"), relay), 1.0, Goal::Is::at_least});
    report.goals.push_back({"bytes of boards to a console per byte of beacons", table.runs(hub, "out_bytes"), 0.1});
    return report;
}

}  // namespace paraat::bench
