#include "tests/bench/numbers/timers.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <stdexcept>
#include <thread>

#include "tests/bench/figures/run_table.hpp"
#include "tests/bench/site/command_costs.hpp"
#include "tests/bench/site/hub_run.hpp"
#include "tests/support/folder.hpp"

namespace paraat::bench {
namespace {

constexpr std::chrono::seconds core_span{6};
constexpr std::chrono::seconds hub_span{20};
constexpr std::size_t reports_per_second = 100;

// The core alone, its thread waiting until the next is due, as the hub's does.
std::vector<Fired> fire_in_core(Site site) {
    using Clock = std::chrono::steady_clock;
    std::vector<Fired> fired;
    Firings firings(site.state);
    const double at_begin = static_cast<double>(site.now.ms);
    const auto begin = Clock::now();
    const auto now_ms = [&] {
        return at_begin + std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
    };
    while (Clock::now() - begin < core_span) {
        std::this_thread::sleep_until(begin +
                                      (site.state.timers.next_due() - Instant{static_cast<std::int64_t>(at_begin)}));
        site.now = Instant{static_cast<std::int64_t>(now_ms())};
        firings.note(site.takes(core::TimePasses{}), now_ms(), fired);
    }
    return fired;
}

// What the disk takes to keep two pages, in milliseconds: no step can be committed sooner.
std::vector<double> disk_syncs() {
    const test::Folder folder;
    const int file = ::open((folder.path() / "pages").c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
    const std::string pages(8'192, 'x');
    std::vector<double> took;
    for (std::size_t i = 0; i < 500; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        const bool is_kept = ::write(file, pages.data(), pages.size()) > 0 && ::fdatasync(file) == 0;
        if (!is_kept) throw std::runtime_error("the disk alone: two pages cannot be written and synced");
        took.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    ::close(file);
    return took;
}

// What is late by how much, of those that fired.
std::vector<double> late_by(const std::vector<Fired>& fired, double Fired::*moment) {
    std::vector<double> late;
    for (const Fired& one : fired) late.push_back(one.*moment - one.due);
    return late;
}

class TimersBench {
public:
    void measure() {
        for (const std::size_t calls : {100u, 1'000u, 10'000u, 100'000u}) {
            std::cerr << "  beside " << calls << " calls\n";
            CommandCosts costs(calls);
            for (std::size_t i = 0; i < runs_each; ++i) costs.run();
            costs_.push_back(costs.mean());
            cost_table_.push_back(row(costs.cells()));
            cost_figures_.push_back(costs.figures());
            if (calls < 10'000) continue;
            for (std::size_t i = 0; i < runs_each; ++i) fire(calls, costs.site());
        }
        for (std::size_t i = 0; i < runs_each; ++i) add_late("disk alone", disk_syncs());
    }
    Report report() const {
        Report report{"P9", {}, {}, {}};
        report.table.push_back("CPU time of one command beside so many calls that run; the median of three runs");
        report.table.push_back(row(CommandCosts::head()));
        report.table.insert(report.table.end(), cost_table_.begin(), cost_table_.end());
        report.table.push_back("how late a step is, in milliseconds after it was due");
        late_.describe(report);
        report.table.push_back("the hub meanwhile");
        hub_.describe(report);
        report.figures["commands"] = cost_figures_;
        const auto late = [&](const std::string& what) { return late_.runs("100000 " + what, "p99_ms"); };
        report.goals.push_back({"ms after it was due that a step is decided, core alone, p99", late("core"), 10});
        report.goals.push_back({"ms after it was due that a step is decided, in the hub, p99", late("decided"), 10});
        report.goals.push_back({"ms after it was due that a step is told to the broker, p99", late("told"), 10});
        report.goals.push_back(none("steps that did not fire", unfired_));
        report.goals.push_back({"a command beside 100,000 calls takes so many times one beside 100",
                                ratios(costs_.back(), costs_.front()), 2});
        return report;
    }

private:
    void fire(std::size_t calls, const Site& site) {
        const std::string beside = std::to_string(calls) + " ";
        add_late(beside + "core", late_by(fire_in_core(site), &Fired::decided));
        const HubRun run = run_hub(site, hub_span, reports_per_second);
        add_late(beside + "decided", late_by(run.fired, &Fired::decided));
        add_late(beside + "committed", late_by(run.fired, &Fired::committed));
        add_late(beside + "told", late_by(run.fired, &Fired::told));
        hub_.add(beside + "calls", {{"commits", static_cast<double>(run.commits)}, {"processors", run.busy}});
        unfired_.values.push_back(static_cast<double>(run.unfired));
    }
    void add_late(const std::string& what, std::vector<double> late) {
        if (late.empty()) throw std::runtime_error(what + ": nothing fired");
        const auto steps = static_cast<double>(late.size());
        const double most = *std::max_element(late.begin(), late.end());
        late_.add(what, {{"steps", steps},
                         {"p50_ms", percentile(late, 0.5)},
                         {"p99_ms", percentile(late, 0.99)},
                         {"most_ms", most}});
    }

    std::vector<Runs> costs_;
    std::vector<std::string> cost_table_;
    nlohmann::json cost_figures_ = nlohmann::json::array();
    RunTable late_{"calls"}, hub_{""};
    Runs unfired_;
};

}  // namespace

Report measure_timers() {
    TimersBench bench;
    bench.measure();
    return bench.report();
}

}  // namespace paraat::bench
