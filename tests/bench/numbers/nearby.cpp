#include "tests/bench/numbers/nearby.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>
#include <tuple>

#include "hub/core/surroundings.hpp"
#include "hub/rules/case_view.hpp"
#include "hub/rules/cel/program.hpp"
#include "hub/rules/rule_set.hpp"
#include "tests/bench/site/site.hpp"

namespace paraat::bench {
namespace {

constexpr std::size_t incidents_kept = 1'000'000;
constexpr std::size_t queries = 20'000;
constexpr std::size_t within_most = 64;
constexpr std::int64_t metres = 500;
// The longest that a window can look back, so that all that is within the radius counts.
constexpr core::Surroundings::Window window{core::retired_after, false};
constexpr const char* condition = R"(nearby(500, duration("48h")).filter(i, i.category == "robbery").size() >= 3)";

// A country by chance from a seed: seven of ten incidents in towns, on a third of the land.
class Country {
public:
    core::Position place() {
        constexpr double south = 51.0, west = 3.6, height = 2.4, width = 3.4;
        constexpr int towns_across = 40;
        const bool is_in_town = part() < 0.7;
        const double row = std::floor(part() * towns_across), column = std::floor(part() * towns_across);
        // A town fills the middle of its square.
        const double side = is_in_town ? 0.58 : 1.0;
        const double lat = (row + 0.5 + (part() - 0.5) * side) / towns_across;
        const double lon = (column + 0.5 + (part() - 0.5) * side) / towns_across;
        return *core::position_from_degrees(south + lat * height, west + lon * width);
    }
    std::size_t below(std::size_t end) { return engine_() % end; }

private:
    double part() { return static_cast<double>(engine_()) / 4294967296.0; }

    std::mt19937 engine_{5};
};

class NearbyBench {
public:
    NearbyBench() {
        const std::vector<std::string> kinds = {"robbery", "theft", "noise_nuisance", "loitering", "vandalism"};
        for (std::size_t i = 0; i < incidents_kept; ++i) {
            const Instant at =
                now_ - core::retired_after * static_cast<int>(incidents_kept - i) / static_cast<int>(incidents_kept);
            core::Report report;
            report.category = core::CategoryName{kinds[country_.below(kinds.size())]};
            report.text = "seen from the street, two of them are still there";
            report.contract = "contract-" + std::to_string(country_.below(2'000));
            report.area = "area-" + std::to_string(country_.below(2'000));
            report.position = country_.place();
            places_.push_back(*report.position);
            const core::IncidentId id{numbered(i, at)};
            const core::ClientName client{"radio-" + std::to_string(country_.below(500))};
            core::evolve(state_, {at, client, core::ReportReceived{id, "m-" + std::to_string(i), report, {}}});
            core::evolve(state_, {at, core::the_hub, core::IncidentOpened{id, {}, core::Severity::minor, 4, "theft"}});
        }
        const auto compiled = rules::cel::Program::compile(condition, rules::rule_environment());
        program_ = compiled.program;
    }

    void run() {
        std::vector<double> wall, cpu, whole;
        for (std::size_t i = 0; i < queries; ++i) {
            ask_question(wall, cpu);
            ask_condition(whole);
        }
        for (auto& [times, p50, p99] : {std::tie(wall, wall_p50, wall_p99), std::tie(cpu, cpu_p50, cpu_p99),
                                        std::tie(whole, whole_p50, whole_p99)}) {
            p50.values.push_back(percentile(times, 0.5));
            p99.values.push_back(percentile(times, 0.99));
        }
    }

    Runs wall_p50, wall_p99, cpu_p50, cpu_p99, whole_p50, whole_p99;
    std::size_t most_found = 0, all_found = 0, asked = 0, beyond = 0;

private:
    // An incident that was just reported at the place of another one, before the rules.
    struct Judged {
        Judged(const NearbyBench& bench, core::Position place)
            : situation{bench.organisation_, bench.rules_, bench.state_, bench.observed_, bench.now_, outcome},
              draft(situation, fresh(bench.now_, place)) {}

        static core::Incident fresh(Instant now, core::Position place) {
            core::Incident incident;
            incident.id = core::IncidentId{numbered(incidents_kept, now)};
            incident.position = place;
            incident.newest_report_at = now;
            return incident;
        }

        core::Outcome outcome;
        core::Situation situation;
        core::Draft draft;
        core::DraftSurroundings surroundings{draft};
        core::Report report;
        core::Case at_hand{draft.incident(), report, {}, surroundings, situation.now};
    };

    core::Position a_place() { return places_[country_.below(places_.size())]; }

    void ask_question(std::vector<double>& wall, std::vector<double>& cpu) {
        const Judged judged(*this, a_place());
        const auto cpu_begin = cpu_time();
        const auto begin = std::chrono::steady_clock::now();
        const auto found = judged.surroundings.nearby(metres, window);
        const auto end = std::chrono::steady_clock::now();
        const auto cpu_end = cpu_time();
        if (found.incidents.size() > within_most) {
            ++beyond;
            return;
        }
        ++asked;
        all_found += found.incidents.size();
        most_found = std::max(most_found, found.incidents.size());
        wall.push_back(std::chrono::duration<double, std::micro>(end - begin).count());
        cpu.push_back(std::chrono::duration<double, std::micro>(cpu_end - cpu_begin).count());
    }

    void ask_condition(std::vector<double>& whole) {
        const Judged judged(*this, a_place());
        const auto begin = cpu_time();
        (void)program_->evaluate(rules::CaseView(judged.at_hand));
        const auto end = cpu_time();
        const bool counts = judged.surroundings.nearby(metres, window).incidents.size() <= within_most;
        if (counts) whole.push_back(std::chrono::duration<double, std::micro>(end - begin).count());
    }

    const Instant now_{1'763'940'000'000};
    Country country_;
    core::State state_;
    std::vector<core::Position> places_;
    core::Organisation organisation_;
    core::Observed observed_;
    rules::RuleSet rules_;
    std::shared_ptr<const rules::cel::Program> program_;
};

}  // namespace

Report measure_nearby() {
    const auto bench = std::make_unique<NearbyBench>();
    for (std::size_t i = 0; i < runs_each; ++i) bench->run();
    Report report{"P7", {}, {}, {}};
    const double mean = static_cast<double>(bench->all_found) / static_cast<double>(bench->asked);
    report.table.push_back("nearby(500 m, 48 h) beside 1,000,000 incidents: " + std::to_string(bench->asked) +
                           " questions, " + fixed(mean, 1) + " incidents found each, " +
                           std::to_string(bench->most_found) + " at most; " + std::to_string(bench->beyond) +
                           " with more than 64 are left out; the median of three runs");
    report.table.push_back(row({"", "p50 us", "p99 us"}));
    report.table.push_back(row({"the question", bench->wall_p50.text(), bench->wall_p99.text()}));
    report.table.push_back(row({"its CPU time", bench->cpu_p50.text(), bench->cpu_p99.text()}));
    report.table.push_back(row({"condition, CPU", bench->whole_p50.text(), bench->whole_p99.text()}));
    report.figures = {{"questions", bench->asked},
                      {"found_mean", mean},
                      {"found_most", bench->most_found},
                      {"p50_us", bench->wall_p50.values},
                      {"p99_us", bench->wall_p99.values},
                      {"cpu_p50_us", bench->cpu_p50.values},
                      {"cpu_p99_us", bench->cpu_p99.values},
                      {"condition_cpu_p50_us", bench->whole_p50.values},
                      {"condition_cpu_p99_us", bench->whole_p99.values}};
    report.goals.push_back({"p99 of nearby(...) in microseconds", bench->wall_p99, 50});
    return report;
}

}  // namespace paraat::bench
