#include "tests/bench/numbers/rules.hpp"

#include <cstdlib>
#include <iostream>
#include <memory>

#include "hub/rules/rule_file.hpp"
#include "hub/rules/rule_set.hpp"
#include "tests/bench/peers/clips_peer.hpp"

namespace paraat::bench {
namespace {

constexpr std::size_t reports_each = 1'000;  // different ones
constexpr std::chrono::milliseconds run_least{300};

class Nothing : public core::Surroundings {
public:
    Found nearby(std::int64_t, const Window&) const override { return {}; }
    Found marked(core::Mark, const std::string&, const Window&) const override { return {}; }
    std::vector<core::UnitSeen> units() const override { return {}; }
};

// What each report is put before the rules with.
struct Desk {
    explicit Desk(const core::Report& newest) : report(newest) {
        incident.category = report.category;
        incident.severity = *report.severity;
        incident.area = report.area;
        incident.contract = report.contract;
        incident.tags.insert(report.tags.begin(), report.tags.end());
    }
    core::Case at_hand() const { return {incident, report, client, nothing, Instant{1'763'940'000'000}}; }

    core::Report report;
    core::Incident incident;
    core::ClientName client{"radio-7"};
    Nothing nothing;
};

struct Contest {
    explicit Contest(std::size_t count) : sketches(rules_of(count)), peer(sketches) {
        const auto begin = cpu_time();
        rules::RuleReading reading = rules::read_rules({{{"bench.toml", toml_of(sketches)}}}, nullptr);
        for (const SourceIssue& issue : reading.issues) stop(issue.message);
        set = rules::RuleSet(std::move(reading.content));
        reading_ms = static_cast<double>((cpu_time() - begin).count()) / 1e6;
        for (const core::Report& report : reports_for(count, reports_each)) {
            desks.push_back(std::make_unique<Desk>(report));
        }
    }

    [[noreturn]] static void stop(const std::string& why) {
        std::cerr << "P6: " << why << '\n';
        std::exit(70);
    }

    void compare() {
        const rules::RuleIndex index(set.content().rules);
        std::size_t fired_all = 0, evaluated_all = 0;
        for (const auto& desk : desks) {
            std::set<std::string> ours, theirs;
            for (const core::Firing& firing : set.judge(desk->at_hand())) ours.insert(firing.rule.text);
            for (const std::size_t number : peer.judge(desk->report)) theirs.insert(sketches[number].name);
            if (ours != theirs) stop("the two do not fire the same rules for a " + desk->report.category.text);
            fired_all += ours.size();
            for (const auto& candidate : index.candidates(desk->at_hand(), set.content().areas)) {
                evaluated_all += candidate.surely_holds ? 0 : 1;
            }
        }
        fired = static_cast<double>(fired_all) / static_cast<double>(desks.size());
        evaluated = static_cast<double>(evaluated_all) / static_cast<double>(desks.size());
    }

    // Microseconds a report.
    double run(const auto& judge) const {
        std::size_t judged = 0;
        const auto begin = cpu_time();
        std::chrono::nanoseconds took{};
        do {
            for (const auto& desk : desks) judge(*desk);
            judged += desks.size();
            took = cpu_time() - begin;
        } while (took < run_least);
        return static_cast<double>(took.count()) / 1e3 / static_cast<double>(judged);
    }

    void measure() {
        for (std::size_t i = 0; i < runs_each; ++i) {
            ours_us.values.push_back(run([this](const Desk& desk) { sink += set.judge(desk.at_hand()).size(); }));
            peer_us.values.push_back(run([this](const Desk& desk) { sink += peer.judge(desk.report).size(); }));
            matching_us.values.push_back(
                run([this](const Desk& desk) { sink += set.matching(desk.at_hand()).size(); }));
        }
    }

    std::vector<Sketch> sketches;
    ClipsPeer peer;
    rules::RuleSet set;
    std::vector<std::unique_ptr<Desk>> desks;
    double fired = 0, evaluated = 0, reading_ms = 0;
    Runs ours_us, peer_us, matching_us;
    std::size_t sink = 0;
};

}  // namespace

Report measure_rules() {
    Report report{"P6", {}, {}, nlohmann::json::array()};
    report.table.push_back("CPU time per report, rules of sites beside those for everybody; CLIPS " +
                           ClipsPeer::version() + "; the median of three runs, and half of what they differ by");
    report.table.push_back(row({"rules", "fired", "evaluated", "which fire us", "CLIPS us", "CLIPS/which",
                                "with reasons us", "CLIPS/reasons", "reading ms"}));
    std::vector<Runs> ours;
    Runs ratio_least;
    for (const std::size_t count : {10u, 100u, 1'000u, 10'000u}) {
        Contest contest(count);
        contest.compare();
        contest.measure();
        const Runs ratio = ratios(contest.peer_us, contest.matching_us);
        const double with_reasons = contest.peer_us.median() / contest.ours_us.median();
        if (ours.empty() || ratio.median() < ratio_least.median()) ratio_least = ratio;
        ours.push_back(contest.ours_us);
        report.table.push_back(row({std::to_string(count), fixed(contest.fired, 1), fixed(contest.evaluated, 1),
                                    contest.matching_us.text(), contest.peer_us.text(), ratio.text(),
                                    contest.ours_us.text(), fixed(with_reasons, 1), fixed(contest.reading_ms, 0)}));
        report.figures.push_back({{"rules", count},
                                  {"evaluated", contest.evaluated},
                                  {"fired", contest.fired},
                                  {"which_fire_us", contest.matching_us.values},
                                  {"with_reasons_us", contest.ours_us.values},
                                  {"clips_us", contest.peer_us.values},
                                  {"reading_ms", contest.reading_ms}});
    }
    report.goals.push_back(
        {"10,000 rules take so many times what 10 take, with reasons", ratios(ours.back(), ours.front()), 2});
    report.goals.push_back({"CLIPS takes so many times as long to say which rules fire, where that is least",
                            ratio_least, 10, Goal::Is::at_least});
    return report;
}

}  // namespace paraat::bench
