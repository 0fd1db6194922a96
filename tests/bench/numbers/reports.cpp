#include "tests/bench/numbers/reports.hpp"

#include <iostream>
#include <map>
#include <stdexcept>

#include "tests/bench/load/load.hpp"
#include "tests/bench/peers/stand.hpp"

namespace paraat::bench {
namespace {

constexpr std::size_t reports_most = 100'000;
constexpr std::size_t reports_at_a_thousand = 20'000;

const Peer bare{"mosquitto", ""};
const Peer naive{"paho", ""};
// The hub, by each of its clients.
const std::vector<Peer> hubs = {{"hub", "mqtt311"}, {"hub", "mqtt5"}, {"hub", "paho"}};

std::string name_of(const Peer& peer) {
    return peer.client.empty() ? "relay " + peer.name : peer.name + " " + peer.client;
}

struct Measured {
    Runs per_second, broker_us, peer_us, p50_ms, p99_ms, missing;
};

// As long as the hub's own are, so that the relay publishes as much.
struct Sizes {
    std::size_t alert = 700;
    std::size_t receipt = 250;
};

void measure(const Peer& peer, LoadPlan plan, Sizes& sizes, Measured& into) {
    Stand stand(peer, sizes.alert, sizes.receipt);
    plan.port = stand.port();
    const auto broker_before = stand.broker_cpu();
    const auto peer_before = stand.peer_cpu();
    LoadResult result = send_reports(plan);
    const auto each_us = [&](std::chrono::nanoseconds used) {
        return static_cast<double>(used.count()) / 1e3 / static_cast<double>(plan.messages);
    };
    if (result.alert_ms.empty()) throw std::runtime_error(name_of(peer) + " told nothing");
    const double seconds = std::chrono::duration<double>(result.took).count();
    const auto came = static_cast<double>(plan.messages - result.missing);
    into.per_second.values.push_back(came / seconds);
    into.broker_us.values.push_back(each_us(stand.broker_cpu() - broker_before));
    into.peer_us.values.push_back(each_us(stand.peer_cpu() - peer_before));
    into.p50_ms.values.push_back(percentile(result.alert_ms, 0.5));
    into.p99_ms.values.push_back(percentile(result.alert_ms, 0.99));
    into.missing.values.push_back(static_cast<double>(result.missing));
    if (!peer.client.empty() && result.alert_bytes > 0) sizes = {result.alert_bytes, result.receipt_bytes};
    std::cerr << name_of(peer) << ": " << fixed(came / seconds, 0) << "/s, load " << fixed(each_us(result.cpu), 0)
              << " us each\n";
}

std::map<std::string, Measured> measure_all(const LoadPlan& plan) {
    std::vector<Peer> peers = hubs;
    peers.push_back(bare);
    peers.push_back(naive);
    Sizes sizes;
    std::map<std::string, Measured> all;
    for (std::size_t run = 0; run < runs_each; ++run) {
        for (const Peer& peer : peers) measure(peer, plan, sizes, all[name_of(peer)]);
    }
    return all;
}

void describe(const std::map<std::string, Measured>& all, Report& report) {
    report.table.push_back(row({"", "per s", "p50 ms", "p99 ms", "broker us", "own us", "missing"}));
    for (const auto& [name, measured] : all) {
        report.table.push_back(row({name, measured.per_second.text(), measured.p50_ms.text(), measured.p99_ms.text(),
                                    measured.broker_us.text(), measured.peer_us.text(), measured.missing.text()}));
        report.figures[name] = {{"per_second", measured.per_second.values}, {"p50_ms", measured.p50_ms.values},
                                {"p99_ms", measured.p99_ms.values},         {"broker_us", measured.broker_us.values},
                                {"own_us", measured.peer_us.values},        {"missing", measured.missing.values}};
    }
}

}  // namespace

Report measure_most_reports() {
    LoadPlan plan;
    plan.messages = reports_most;
    const auto all = measure_all(plan);
    Report report;
    report.name = "P1";
    describe(all, report);
    const double relay = all.at(name_of(bare)).per_second.median();
    for (const Peer& hub : hubs) {
        report.goals.push_back({"reports per second, " + name_of(hub) + " to the bare relay",
                                all.at(name_of(hub)).per_second.median() / relay, 1.0, Goal::Is::at_least});
    }
    return report;
}

Report measure_report_latency() {
    LoadPlan plan;
    plan.messages = reports_at_a_thousand;
    plan.per_second = 1'000;
    const auto all = measure_all(plan);
    Report report;
    report.name = "P2";
    describe(all, report);
    const Measured& relay = all.at(name_of(bare));
    for (const Peer& hub : hubs) {
        const Measured& own = all.at(name_of(hub));
        report.goals.push_back({"p50 of " + name_of(hub) + " to the bare relay's",
                                own.p50_ms.median() / relay.p50_ms.median(), 1.5, Goal::Is::at_most});
        report.goals.push_back({"p99 of " + name_of(hub) + " to the bare relay's",
                                own.p99_ms.median() / relay.p99_ms.median(), 2, Goal::Is::at_most});
    }
    return report;
}

}  // namespace paraat::bench
