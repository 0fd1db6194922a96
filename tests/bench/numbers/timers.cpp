#include "tests/bench/numbers/timers.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <random>
#include <thread>

#include "tests/bench/site/hub_run.hpp"
#include "tests/support/folder.hpp"

namespace paraat::bench {
namespace {

constexpr std::size_t commands_a_run = 1'500;  // of each kind
constexpr std::chrono::seconds core_span{6};
constexpr std::chrono::seconds hub_span{20};
constexpr std::size_t reports_per_second = 100;

// Three of ten calls ask the team and are a minute apart, the others a coordinator, five minutes apart: of 100,000
// 733 fire in a second, for ever, since nobody answers.
bool is_serious(std::size_t number) {
    return number % 10 < 3;
}

// As many calls as that run, begun at moments by chance so that none was due yet.
Site with_calls(std::size_t count) {
    std::mt19937 chance{9};
    Site site;
    const Instant end = site.now + std::chrono::minutes{5};
    std::vector<std::pair<Instant, std::size_t>> begun;
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t step_ms = is_serious(i) ? 60'000 : 300'000;
        begun.emplace_back(end - Milliseconds{1 + static_cast<std::int64_t>(chance()) % (step_ms - 1)}, i);
    }
    std::sort(begun.begin(), begun.end());
    for (const auto& [at, number] : begun) {
        site.now = at;
        site.reported(is_serious(number) ? "drug_dealing" : "robbery", number);
    }
    site.now = end;
    return site;
}

// Microseconds of CPU time of one command of each kind.
class Costs {
public:
    explicit Costs(std::size_t calls) : calls_(calls), site_(with_calls(calls)) {
        for (const auto& [id, incident] : site_.state.incidents) {
            if (incident.is_escalated()) incidents_.push_back(id);
        }
    }

    void run() {
        // A few at a time, and each time beside the calls as they were, so that there are always as many.
        const std::size_t each = std::clamp<std::size_t>(calls_ / 20, 5, 500);
        for (std::size_t done = 0; done < commands_a_run; done += each) round(each);
        for (Kind& kind : kinds_) {
            kind.us.values.push_back(kind.took_us / static_cast<double>(kind.count));
            kind.took_us = 0;
            kind.count = 0;
        }
    }
    std::vector<std::string> cells() const {
        std::vector<std::string> cells = {std::to_string(incidents_.size())};
        for (const Kind& kind : kinds_) cells.push_back(kind.us.text());
        return cells;
    }
    nlohmann::json figures() const {
        nlohmann::json figures = {{"calls", incidents_.size()}};
        for (const Kind& kind : kinds_) figures[kind.name + "_us"] = kind.us.values;
        return figures;
    }
    double mean() const {
        double sum = 0;
        for (const Kind& kind : kinds_) sum += kind.us.median();
        return sum / static_cast<double>(std::size(kinds_));
    }
    static std::vector<std::string> head() {
        return {"calls", "step us", "report us", "joined us", "note us", "ack us"};
    }
    const Site& site() const { return site_; }

private:
    struct Kind {
        std::string name;
        double took_us = 0;
        std::size_t count = 0;
        Runs us = {};
    };

    void round(std::size_t each) {
        Site site = site_;
        const auto any = [&] { return incidents_[chance_() % incidents_.size()]; };
        std::size_t square = calls_;
        // Several may be due in one millisecond, and are one command then.
        time(kinds_[0], each, [&] {
            site.now = site.state.timers.next_due();
            const auto events = site.takes(core::TimePasses{});
            return static_cast<std::size_t>(std::count_if(events.begin(), events.end(), [](const core::Event& event) {
                return std::holds_alternative<core::EscalationStepped>(event.body);
            }));
        });
        const auto one = [](auto&&) { return std::size_t{1}; };
        time(kinds_[1], each, [&] { return one(site.reported("drug_dealing", square++)); });
        time(kinds_[2], each, [&] { return one(site.reported("drug_dealing", --square)); });
        time(kinds_[3], each,
             [&] { return one(site.receives("coord-ondermijning-1", command(core::Deed::note, any()))); });
        time(kinds_[4], each, [&] { return one(site.receives("opco-1", acknowledgement(any()))); });
    }
    static void time(Kind& kind, std::size_t each, const std::function<std::size_t()>& deed) {
        const auto begin = cpu_time();
        for (std::size_t i = 0; i < each; ++i) kind.count += deed();
        kind.took_us += static_cast<double>((cpu_time() - begin).count()) / 1e3;
    }

    const std::size_t calls_;
    Site site_;
    std::vector<core::IncidentId> incidents_;
    std::mt19937 chance_{7};
    Kind kinds_[5] = {{"step"}, {"report"}, {"joined"}, {"note"}, {"ack"}};
};

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
        if (!is_kept) break;
        took.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    ::close(file);
    return took;
}

// What is late by how much, of those that fired.
struct Lateness {
    Lateness(const std::vector<Fired>& fired, double Fired::*moment) : Lateness(late_by(fired, moment)) {}
    explicit Lateness(std::vector<double> late) : steps(late.size()) {
        if (late.empty()) return;
        most = *std::max_element(late.begin(), late.end());
        p99 = percentile(late, 0.99);
        p50 = percentile(late, 0.5);
    }
    static std::vector<double> late_by(const std::vector<Fired>& fired, double Fired::*moment) {
        std::vector<double> late;
        for (const Fired& one : fired) late.push_back(one.*moment - one.due);
        return late;
    }
    std::vector<std::string> cells(const std::string& what, std::size_t calls) const {
        return {std::to_string(calls), what, std::to_string(steps), fixed(p50, 2), fixed(p99, 2), fixed(most, 2)};
    }
    nlohmann::json figures() const { return {{"steps", steps}, {"p50_ms", p50}, {"p99_ms", p99}, {"most_ms", most}}; }

    std::size_t steps = 0;
    double p50 = 0, p99 = 0, most = 0;
};

class TimersBench {
public:
    void measure() {
        for (const std::size_t calls : {100u, 1'000u, 10'000u, 100'000u}) {
            auto costs = std::make_unique<Costs>(calls);
            for (std::size_t i = 0; i < runs_each; ++i) costs->run();
            costs_.push_back(costs->mean());
            cost_table_.push_back(row(costs->cells()));
            cost_figures_.push_back(costs->figures());
            if (calls >= 10'000) fire(calls, costs->site());
        }
        const Lateness disk(disk_syncs());
        late_table_.push_back(row(disk.cells("disk alone", 0)));
        late_figures_.push_back({{"disk", disk.figures()}});
    }
    Report report() const {
        Report report{"P9", {}, {}, {}};
        report.table.push_back("CPU time of one command beside so many calls that run; the median of three runs");
        report.table.push_back(row(Costs::head()));
        report.table.insert(report.table.end(), cost_table_.begin(), cost_table_.end());
        report.table.push_back("how late a step is, in milliseconds after it was due");
        report.table.push_back(row({"calls", "", "steps", "p50 ms", "p99 ms", "most ms"}));
        report.table.insert(report.table.end(), late_table_.begin(), late_table_.end());
        report.figures = {{"commands", cost_figures_}, {"late", late_figures_}};
        report.goals.push_back({"ms after it was due that a step is decided, core alone, p99", core_p99_, 10});
        report.goals.push_back({"ms after it was due that a step is decided, in the hub, p99", decided_p99_, 10});
        report.goals.push_back({"ms after it was due that a step is told to the broker, p99", told_p99_, 10});
        report.goals.push_back({"steps that did not fire", static_cast<double>(unfired_), 0});
        report.goals.push_back(
            {"a command beside 100,000 calls takes so many times one beside 100", costs_.back() / costs_.front(), 2});
        return report;
    }

private:
    void fire(std::size_t calls, const Site& site) {
        const Lateness core(fire_in_core(site), &Fired::decided);
        const HubRun run = run_hub(site, hub_span, reports_per_second);
        const Lateness decided(run.fired, &Fired::decided), committed(run.fired, &Fired::committed),
            told(run.fired, &Fired::told);
        late_table_.push_back(row(core.cells("core alone", calls)));
        late_table_.push_back(row(decided.cells("hub: decided", calls)));
        late_table_.push_back(row(committed.cells("hub: committed", calls)));
        late_table_.push_back(row(told.cells("hub: told", calls)));
        late_figures_.push_back({{"calls", calls},
                                 {"core", core.figures()},
                                 {"decided", decided.figures()},
                                 {"committed", committed.figures()},
                                 {"told", told.figures()},
                                 {"unfired", run.unfired},
                                 {"commits", run.commits},
                                 {"processors", run.busy}});
        core_p99_ = core.p99;
        decided_p99_ = decided.p99;
        told_p99_ = told.p99;
        unfired_ += run.unfired;
    }

    std::vector<double> costs_;
    std::vector<std::string> cost_table_, late_table_;
    nlohmann::json cost_figures_ = nlohmann::json::array(), late_figures_ = nlohmann::json::array();
    double core_p99_ = 0, decided_p99_ = 0, told_p99_ = 0;
    std::size_t unfired_ = 0;
};

}  // namespace

Report measure_timers() {
    TimersBench bench;
    bench.measure();
    return bench.report();
}

}  // namespace paraat::bench
