#include "tests/bench/numbers/decide.hpp"

#include "hub/rules/rule_set.hpp"
#include "tests/bench/site/deciding.hpp"

namespace paraat::bench {
namespace {

constexpr std::size_t open_many = 10'000;

Runs measure_desk(Report& report, const rules::RuleSet& rules, std::size_t open, const std::string& category) {
    Site site;
    site.takes(core::HubStart{"bench"});
    Deciding desk(site, rules, {plain_report(category)});
    desk.open(open);
    Deciding::Costs costs;
    for (std::size_t i = 0; i < runs_each; ++i) desk.run(costs);
    const std::size_t count = rules.content().rules.size();
    report.table.push_back(row({category, std::to_string(count), std::to_string(open), fixed(costs.events, 1),
                                fixed(costs.per_second.median(), 0), costs.decide_us.text(), costs.evolve_us.text(),
                                costs.encode_us.text()}));
    report.figures.push_back({{"category", category},
                              {"rules", count},
                              {"open", open},
                              {"events", costs.events},
                              {"per_second", costs.per_second.values},
                              {"decide_us", costs.decide_us.values},
                              {"evolve_us", costs.evolve_us.values},
                              {"encode_us", costs.encode_us.values}});
    return costs.per_second;
}

}  // namespace

Report measure_deciding() {
    const rules::RuleSet none;
    const rules::RuleSet& all = shipped().rules;
    Report report{"P5", {}, {}, nlohmann::json::array()};
    report.table.push_back("reports by one core, in CPU time: decided, folded and encoded; the median of three runs");
    report.table.push_back(
        row({"report", "rules", "open", "events", "per second", "decide us", "evolve us", "encode us"}));
    const Runs without = measure_desk(report, none, 0, "theft");
    measure_desk(report, none, open_many, "theft");
    measure_desk(report, all, 0, "theft");
    const Runs unruled = measure_desk(report, all, open_many, "theft");
    const Runs ruled = measure_desk(report, all, open_many, "robbery");
    measure_desk(report, all, open_many, "drug_dealing");
    report.goals.push_back({"reports a second without rules", without, 500'000, Goal::Is::at_least});
    const std::string beside = "reports a second with the shipped rules beside 10,000 open incidents, ";
    report.goals.push_back({beside + "for which nobody is called", unruled, 100'000, Goal::Is::at_least});
    report.goals.push_back({beside + "for which a rule calls one person", ruled, 100'000, Goal::Is::at_least});
    return report;
}

}  // namespace paraat::bench
