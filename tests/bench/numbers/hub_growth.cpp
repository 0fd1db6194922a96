#include "tests/bench/numbers/hub_growth.hpp"

#include <iostream>
#include <stdexcept>

#include "hub/app/hub_clock.hpp"
#include "tests/bench/load/load.hpp"
#include "tests/bench/numbers/growth.hpp"
#include "tests/bench/peers/stand.hpp"
#include "tests/bench/site/history.hpp"

namespace paraat::bench {
namespace {

constexpr std::size_t open_in_each_past = 1'000;
constexpr const char* past = "events in the journal";

void measure_hub(const std::string& row, const HubSettings& hub, const LoadPlan& plan, RunTable& into) {
    const Stand stand(hub);
    stand.wait_until_verified();
    const CpuMeter cpu(stand);
    LoadResult result = send_reports(stand, plan);
    if (result.missing > 0) throw std::runtime_error("not every console heard every alert");
    const auto reports = static_cast<double>(plan.messages);
    into.add(row, {{"hub_us", cpu.peer_us(reports)},
                   {"broker_us", cpu.broker_us(reports)},
                   {"p50_ms", percentile(result.alert_ms, 0.5)},
                   {"p99_ms", percentile(result.alert_ms, 0.99)}});
    std::cerr << "  " << row << '\n';
}

}  // namespace

void measure_consoles(Report& report) {
    const std::vector<std::size_t> sizes = {1, 10, 50, 200};
    RunTable table("");
    for (std::size_t run = 0; run < runs_each; ++run) {
        for (const std::size_t size : sizes) {
            LoadPlan plan;
            plan.consoles = size;
            plan.per_second = 100;
            plan.messages = 1'000;
            measure_hub(grown(size, "consoles"), HubSettings{}, plan, table);
        }
    }
    add_growth("consoles", sizes, table, "hub_us", report);
}

void measure_past(Report& report) {
    const std::vector<std::size_t> sizes = {10'000, 100'000, 300'000, 1'000'000};
    const test::Folder folder;
    const auto past_of = [&](std::size_t size) { return folder.path() / std::to_string(size); };
    for (const std::size_t size : sizes) {
        const auto wanted = static_cast<std::int64_t>(size);
        const History history = write_history(past_of(size), wanted, app::HubClock({}).now(), open_in_each_past);
        if (history.events > wanted + wanted / 10) throw std::runtime_error("the past became too long");
    }
    RunTable table("");
    for (std::size_t run = 0; run < runs_each; ++run) {
        for (const std::size_t size : sizes) {
            HubSettings hub;
            hub.past = past_of(size);
            LoadPlan plan;
            plan.per_second = 500;
            plan.messages = 5'000;
            measure_hub(grown(size, past), hub, plan, table);
        }
    }
    add_growth(past, sizes, table, "hub_us", report);
}

}  // namespace paraat::bench
