#include "tests/bench/numbers/growth.hpp"

#include <deque>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "hub/rules/rule_file.hpp"
#include "hub/rules/rule_set.hpp"
#include "tests/bench/numbers/hub_growth.hpp"
#include "tests/bench/site/command_costs.hpp"
#include "tests/bench/site/deciding.hpp"
#include "tests/bench/site/deployment.hpp"
#include "tests/bench/site/units.hpp"

namespace paraat::bench {
namespace {

constexpr double grows_twice = 2;
constexpr std::size_t batches = 4;
constexpr std::size_t kinds_of_reports = 1'000;

rules::RuleSet rules_for(std::size_t count) {
    rules::RuleReading reading = rules::read_rules({{{"bench.toml", toml_of(rules_of(count))}}}, nullptr);
    for (const SourceIssue& issue : reading.issues) throw std::runtime_error(issue.message);
    return rules::RuleSet(std::move(reading.content));
}

// A core beside so much of something, and what outlives it.
struct Desk {
    std::unique_ptr<core::Organisation> organisation;
    std::unique_ptr<rules::RuleSet> rules;
    std::unique_ptr<Deciding> deciding;
};

Desk beside_rules(std::size_t count) {
    Desk desk;
    desk.rules = std::make_unique<rules::RuleSet>(rules_for(count));
    desk.deciding = std::make_unique<Deciding>(Site{}, *desk.rules, reports_for(count, kinds_of_reports));
    return desk;
}

Desk beside_open(std::size_t count) {
    Desk desk;
    desk.deciding = std::make_unique<Deciding>(Site{}, shipped().rules, std::vector{plain_report("robbery")});
    desk.deciding->open(count);
    return desk;
}

Desk beside_units(std::size_t count) {
    Desk desk;
    desk.organisation = std::make_unique<core::Organisation>(with_units(count));
    Site site;
    site.organisation = desk.organisation.get();
    site.takes(core::HubStart{"bench"});
    put_on_duty(site, count);
    desk.deciding = std::make_unique<Deciding>(site, shipped().rules, std::vector{plain_report("robbery")});
    return desk;
}

// All sizes in turn, run by run.
void measure_desks(const std::string& what, const std::vector<std::size_t>& sizes, auto make, Report& report) {
    std::cerr << "  " << what << '\n';
    std::deque<Desk> desks;
    for (const std::size_t size : sizes) desks.push_back(make(size));
    RunTable table("");
    for (std::size_t run = 0; run < runs_each; ++run) {
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            Deciding::Costs costs;
            desks[i].deciding->run(costs, batches);
            table.add(grown(sizes[i], what), {{"report_us", costs.us.median()},
                                              {"decide_us", costs.decide_us.median()},
                                              {"evolve_us", costs.evolve_us.median()},
                                              {"encode_us", costs.encode_us.median()}});
        }
    }
    add_growth(what, sizes, table, "report_us", report);
}

void measure_calls(Report& report) {
    const std::string what = "running calls";
    std::cerr << "  " << what << '\n';
    const std::vector<std::size_t> sizes = {100, 1'000, 10'000, 100'000};
    RunTable table("");
    for (const std::size_t size : sizes) {
        CommandCosts costs(size);
        for (std::size_t run = 0; run < runs_each; ++run) {
            costs.run();
            table.add(grown(size, what), {{"report_us", costs.of("report").values.back()},
                                          {"joined_us", costs.of("joined").values.back()}});
        }
    }
    add_growth(what, sizes, table, "report_us", report);
}

}  // namespace

std::string grown(std::size_t size, const std::string& what) {
    return std::to_string(size) + " " + what;
}

void add_growth(const std::string& what, const std::vector<std::size_t>& sizes, const RunTable& table,
                const std::string& column, Report& report) {
    table.describe(report);
    const std::string most = grown(sizes.back(), what);
    report.goals.push_back(
        {"a report beside " + most + " takes so many times one beside " + std::to_string(sizes.front()),
         ratios(table.runs(most, column), table.runs(grown(sizes.front(), what), column)), grows_twice});
}

Report measure_growth() {
    Report report{"growth", {}, {}, {}};
    report.table.push_back("CPU time of a report in the core: decided, folded and encoded; the median of three runs");
    measure_desks("rules", {10, 100, 1'000, 10'000}, beside_rules, report);
    measure_desks("open incidents", {100, 1'000, 10'000, 100'000}, beside_open, report);
    measure_desks("units on duty", {10, 100, 1'000, 10'000}, beside_units, report);
    measure_calls(report);
    report.table.push_back("CPU time of the hub for a report");
    measure_consoles(report);
    measure_past(report);
    return report;
}

}  // namespace paraat::bench
