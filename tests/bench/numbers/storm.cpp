#include "tests/bench/numbers/storm.hpp"

#include <algorithm>
#include <iostream>
#include <map>

#include "tests/bench/load/beacons.hpp"
#include "tests/bench/load/load.hpp"
#include "tests/bench/peers/stand.hpp"

namespace paraat::bench {
namespace {

constexpr std::size_t units = BeaconPlan{}.units;
constexpr std::int64_t beacons_let_in = 5'000;  // per second: limits.beacon_rate
constexpr auto flood = std::chrono::seconds{10};

Peer own_hub() {
    Peer hub{"hub", "mqtt311"};
    hub.units = units;
    return hub;
}

double per_second(std::size_t count, double seconds) {
    return static_cast<double>(count) / seconds;
}

// Beacons that the broker passes when nobody is behind it, to one subscriber.
double passed_by_the_broker_alone() {
    Stand stand({"nobody", ""}, 0, 0);
    const BeaconResult result = send_beacons({stand.port(), units, 0}, flood, {"oov/up/+/beacon"});
    return per_second(result.heard, result.seconds);
}

// What the hub did with the beacons of one run.
struct Shedding {
    double arrived = 0;
    double shed = 0;
    double dropped_alerts = 0;
};

Shedding shedding_of(const Stand& stand) {
    return {stand.metric("paraat_arrived_total{lane=\"beacons\"}"), stand.metric("paraat_conflated_beacons_total"),
            stand.metric("paraat_dropped_inputs_total{lane=\"alerts\"}")};
}

struct StormRow {
    Runs idle_p99_ms, p50_ms, p99_ms, missing, offered, shed_part, dropped, memory_mib;
};

void measure_storm(double reports_per_second, std::size_t reports, double beacons, StormRow& into) {
    Peer hub = own_hub();
    hub.beacon_rate = beacons_let_in;
    LoadPlan plan;
    plan.per_second = reports_per_second;
    {
        Stand stand(hub, 0, 0);
        plan.port = stand.port();
        plan.messages = std::min<std::size_t>(reports, static_cast<std::size_t>(reports_per_second * 15));
        LoadResult idle = send_reports(plan);
        into.idle_p99_ms.values.push_back(percentile(idle.alert_ms, 0.99));
    }
    Stand stand(hub, 0, 0);
    plan.port = stand.port();
    plan.messages = reports;
    plan.beacons_per_second = beacons;
    LoadResult result = send_reports(plan);
    const Shedding shedding = shedding_of(stand);
    into.p50_ms.values.push_back(percentile(result.alert_ms, 0.5));
    into.p99_ms.values.push_back(percentile(result.alert_ms, 0.99));
    into.missing.values.push_back(static_cast<double>(result.missing));
    into.offered.values.push_back(per_second(result.beacons, std::chrono::duration<double>(result.took).count()));
    into.shed_part.values.push_back(shedding.shed / static_cast<double>(std::max<std::size_t>(result.beacons, 1)));
    into.dropped.values.push_back(shedding.dropped_alerts);
    into.memory_mib.values.push_back(static_cast<double>(stand.peer_memory()) / (1 << 20));
    std::cerr << fixed(reports_per_second, 0) << " reports/s: p99 " << fixed(into.p99_ms.values.back(), 2) << " ms\n";
}

}  // namespace

Report measure_reports_in_a_storm() {
    const double passed = passed_by_the_broker_alone();
    const double beacons = std::min(2.0 * static_cast<double>(beacons_let_in), 0.6 * passed);
    std::map<double, StormRow> rows;
    constexpr double few = 200;
    constexpr double many = 1'000;
    for (std::size_t run = 0; run < runs_each; ++run) {
        measure_storm(many, 20'000, beacons, rows[many]);
        measure_storm(few, 12'000, beacons, rows[few]);
    }
    Report report;
    report.name = "P3";
    report.table.push_back(
        row({"reports/s", "idle p99 ms", "p50 ms", "p99 ms", "missing", "dropped", "beacons/s", "shed", "MiB"}));
    for (const auto& [rate, measured] : rows) {
        report.table.push_back(row({fixed(rate, 0), measured.idle_p99_ms.text(), measured.p50_ms.text(),
                                    measured.p99_ms.text(), measured.missing.text(), measured.dropped.text(),
                                    measured.offered.text(), measured.shed_part.text(), measured.memory_mib.text()}));
        report.figures[fixed(rate, 0)] = {{"idle_p99_ms", measured.idle_p99_ms.values},
                                          {"p50_ms", measured.p50_ms.values},
                                          {"p99_ms", measured.p99_ms.values},
                                          {"missing", measured.missing.values},
                                          {"beacons_per_second", measured.offered.values},
                                          {"shed", measured.shed_part.values},
                                          {"memory_mib", measured.memory_mib.values}};
        const std::string at = " at " + fixed(rate, 0) + " reports/s";
        report.goals.push_back({"p99 beside beacons to its own without" + at,
                                measured.p99_ms.median() / measured.idle_p99_ms.median(), 3, Goal::Is::at_most});
        report.goals.push_back({"reports lost" + at,
                                *std::max_element(measured.missing.values.begin(), measured.missing.values.end()), 0,
                                Goal::Is::at_most});
        report.goals.push_back({"part of the beacons that is shed, and counted" + at, measured.shed_part.median(), 0.1,
                                Goal::Is::at_least});
    }
    report.figures["broker_alone_per_second"] = passed;
    return report;
}

Report measure_most_beacons() {
    struct Row {
        Runs per_second, broker_us, own_us, out_part, out_bytes_part;
    };
    std::map<std::string, Row> rows;
    const std::map<std::string, Peer> peers = {
        {"hub", own_hub()}, {"relay mosquitto", {"mosquitto", ""}}, {"broker alone", {"nobody", ""}}};
    for (std::size_t run = 0; run < runs_each; ++run) {
        for (const auto& [name, peer] : peers) {
            Stand stand(peer, 0, 0);
            const auto broker_before = stand.broker_cpu();
            const auto own_before = stand.peer_cpu();
            const std::string heard = name == "hub"               ? "oov/+/board"
                                      : name == "relay mosquitto" ? "oov/relayed"
                                                                  : "oov/up/+/beacon";
            const BeaconResult result = send_beacons({stand.port(), units, 0}, flood, {heard});
            const double taken = name == "hub" ? shedding_of(stand).arrived : static_cast<double>(result.heard);
            const auto each_us = [&](std::chrono::nanoseconds used) {
                return static_cast<double>(used.count()) / 1e3 / std::max(taken, 1.0);
            };
            Row& into = rows[name];
            into.per_second.values.push_back(taken / result.seconds);
            into.broker_us.values.push_back(each_us(stand.broker_cpu() - broker_before));
            into.own_us.values.push_back(each_us(stand.peer_cpu() - own_before));
            into.out_part.values.push_back(static_cast<double>(result.heard) / std::max(taken, 1.0));
            into.out_bytes_part.values.push_back(
                static_cast<double>(result.heard_bytes) /
                std::max(1.0, taken * static_cast<double>(result.sent_bytes) / static_cast<double>(result.sent)));
            std::cerr << name << ": " << fixed(into.per_second.values.back(), 0) << "/s of "
                      << fixed(per_second(result.sent, result.seconds), 0) << " sent\n";
        }
    }
    Report report;
    report.name = "P4";
    report.table.push_back(row({"", "taken per s", "broker us", "own us", "out, messages", "out, bytes"}));
    for (const auto& [name, measured] : rows) {
        report.table.push_back(row({name, measured.per_second.text(), measured.broker_us.text(), measured.own_us.text(),
                                    measured.out_part.text(), measured.out_bytes_part.text()}));
        report.figures[name] = {{"per_second", measured.per_second.values},
                                {"broker_us", measured.broker_us.values},
                                {"own_us", measured.own_us.values},
                                {"out_messages", measured.out_part.values},
                                {"out_bytes", measured.out_bytes_part.values}};
    }
    const Row& hub = rows.at("hub");
    report.goals.push_back({"beacons taken per second, to the bare relay",
                            hub.per_second.median() / rows.at("relay mosquitto").per_second.median(), 1.0,
                            Goal::Is::at_least});
    report.goals.push_back(
        {"bytes of boards to a console per byte of beacons", hub.out_bytes_part.median(), 0.1, Goal::Is::at_most});
    return report;
}

Report measure_fan_out() {
    Runs first;
    Runs last;
    Runs ratio;
    for (std::size_t run = 0; run < runs_each; ++run) {
        Stand stand(own_hub(), 0, 0);
        LoadPlan plan;
        plan.port = stand.port();
        plan.consoles = 50;
        plan.per_second = 50;
        plan.messages = 1'000;
        LoadResult result = send_reports(plan);
        if (result.missing > 0) throw std::runtime_error("not every console heard every alert");
        first.values.push_back(percentile(result.alert_ms, 0.5));
        last.values.push_back(percentile(result.last_alert_ms, 0.5));
        ratio.values.push_back(last.values.back() / first.values.back());
    }
    Report report;
    report.name = "P11";
    report.table = {row({"consoles", "first ms", "last ms", "last/first"}),
                    row({"50", first.text(), last.text(), ratio.text()})};
    report.figures = {{"first_ms", first.values}, {"last_ms", last.values}};
    report.goals.push_back({"the last of 50 consoles to the first", ratio.median(), 2, Goal::Is::at_most});
    return report;
}

Report measure_return_of_many() {
    Runs back;
    Runs p50;
    Runs p99;
    Runs missing;
    constexpr std::size_t crowd = 10'000;
    for (std::size_t run = 0; run < runs_each; ++run) {
        Peer hub = own_hub();
        hub.crowd = crowd;
        Stand stand(hub, 0, 0);
        LoadPlan plan;
        plan.port = stand.port();
        plan.crowd = crowd;
        plan.per_second = 100;
        plan.messages = 1'500;
        LoadResult result = send_reports(plan);
        back.values.push_back(result.crowd_s);
        p50.values.push_back(percentile(result.alert_ms, 0.5));
        p99.values.push_back(percentile(result.alert_ms, 0.99));
        missing.values.push_back(static_cast<double>(result.missing));
        std::cerr << "back after " << fixed(result.crowd_s, 1) << " s, p99 " << fixed(p99.values.back(), 1) << " ms\n";
    }
    Report report;
    report.name = "P12";
    report.table = {row({"clients", "back after s", "p50 ms", "p99 ms", "missing"}),
                    row({"10,000", back.text(), p50.text(), p99.text(), missing.text()})};
    report.figures = {{"back_s", back.values}, {"p50_ms", p50.values}, {"p99_ms", p99.values}};
    report.goals.push_back({"ms until an alert arrives, p99", p99.median(), 1'000, Goal::Is::at_most});
    report.goals.push_back(
        {"reports lost", *std::max_element(missing.values.begin(), missing.values.end()), 0, Goal::Is::at_most});
    return report;
}

}  // namespace paraat::bench
