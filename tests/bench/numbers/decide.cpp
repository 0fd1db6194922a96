#include "tests/bench/numbers/decide.hpp"

#include <stdexcept>

#include "hub/core/event_codec.hpp"
#include "hub/rules/rule_set.hpp"
#include "tests/bench/site/site.hpp"

namespace paraat::bench {
namespace {

constexpr std::size_t open_many = 10'000;
constexpr std::size_t reports_at_once = 500;  // reports that are measured at once; so many more are open behind them
constexpr std::size_t batches_a_run = 20;
// So few at a time that an event is as near when it is encoded as it is where each is encoded at once.
constexpr std::size_t apart = 20;

// The core thread's work for reports, as hub/app/intake.cpp does it between reading one and answering.
class Deciding {
public:
    struct Costs {
        Runs per_second;
        Runs decide_us, evolve_us, encode_us;
        double events = 0;  // of a report
    };

    Deciding(const core::RuleQuestions& rules, std::size_t open, const std::string& category)
        : decider_(shipped().organisation, rules), category_(category) {
        take(core::HubStart{"bench"}, begun_);
        for (const core::ClientInput& report : reports(open)) take(report, now_);
    }

    void run(Costs& costs) {
        std::chrono::nanoseconds took{};
        Apart took_apart;
        for (std::size_t i = 0; i < batches_a_run; ++i) {
            took += time_together(reports(reports_at_once));
            close_oldest(reports_at_once);
            time_apart(reports(reports_at_once), took_apart);
            close_oldest(reports_at_once);
        }
        constexpr auto all = static_cast<double>(reports_at_once * batches_a_run);
        const auto each_us = [](std::chrono::nanoseconds span) {
            return static_cast<double>(span.count()) / 1e3 / all;
        };
        costs.per_second.values.push_back(all / std::chrono::duration<double>(took).count());
        costs.decide_us.values.push_back(each_us(took_apart.decide));
        costs.evolve_us.values.push_back(each_us(took_apart.evolve));
        costs.encode_us.values.push_back(each_us(took_apart.encode));
        costs.events = static_cast<double>(took_apart.events) / all;
    }

private:
    struct Apart {
        std::chrono::nanoseconds decide{}, evolve{}, encode{};
        std::size_t events = 0;
    };

    // Each at a place of its own, so that each opens an incident.
    std::vector<core::ClientInput> reports(std::size_t count) {
        std::vector<core::ClientInput> made;
        for (std::size_t i = 0; i < count; ++i) {
            core::Report report;
            report.category = category_;
            report.severity = core::Severity::moderate;
            report.text = "a bicycle is taken away in a van without number plates";
            report.position = square(++number_);
            now_ = begun_ + Milliseconds{static_cast<std::int64_t>(number_)};
            made.push_back({core::ClientName{caller(number_)}, "t-" + std::to_string(number_), std::move(report),
                            core::IncidentId{numbered(number_, now_)}, core::InstructionId{numbered(number_, now_)}});
        }
        return made;
    }
    void take(const core::CoreCommand& command, Instant now) {
        for (const core::Event& event : decider_.decide(state_, observed_, command, now).events) {
            core::evolve(state_, event);
        }
    }
    // So that as many are open as before; the memory of those that go is that of those that come, as in the hub.
    void close_oldest(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            const core::IncidentId id = state_.incidents.begin()->first;
            core::evolve(state_, {now_, core::the_hub, core::Closed{id, {}}});
            core::evolve(state_, {now_, core::the_hub, core::IncidentRetired{id}});
        }
    }
    core::Outcome decide(const core::CoreCommand& report) const {
        core::Outcome outcome = decider_.decide(state_, observed_, report, now_);
        if (outcome.refusal) throw std::runtime_error(outcome.refusal->sentence);
        return outcome;
    }

    std::chrono::nanoseconds time_together(const std::vector<core::ClientInput>& inputs) {
        const std::vector<core::CoreCommand> commands(inputs.begin(), inputs.end());
        std::vector<core::EncodedEvent> kept;
        const auto begin = cpu_time();
        for (const core::CoreCommand& command : commands) {
            kept.clear();
            const core::Outcome outcome = decide(command);
            for (const core::Event& event : outcome.events) {
                core::evolve(state_, event);
                kept.push_back(core::encode(event));
            }
        }
        return cpu_time() - begin;
    }
    // The same one step after the other: none of these reports changes what another comes to.
    void time_apart(const std::vector<core::ClientInput>& inputs, Apart& into) {
        const std::vector<core::CoreCommand> commands(inputs.begin(), inputs.end());
        for (std::size_t first = 0; first < commands.size(); first += apart) {
            std::vector<core::Event> events;
            const auto begin = cpu_time();
            for (std::size_t i = first; i < std::min(first + apart, commands.size()); ++i) {
                core::Outcome outcome = decide(commands[i]);
                std::move(outcome.events.begin(), outcome.events.end(), std::back_inserter(events));
            }
            const auto decided = cpu_time();
            for (const core::Event& event : events) core::evolve(state_, event);
            const auto evolved = cpu_time();
            std::vector<core::EncodedEvent> kept;
            for (const core::Event& event : events) kept.push_back(core::encode(event));
            const auto encoded = cpu_time();
            into.decide += decided - begin;
            into.evolve += evolved - decided;
            into.encode += encoded - evolved;
            into.events += events.size();
        }
    }

    const core::Decider decider_;
    const core::CategoryName category_;
    const Instant begun_{1'763'940'000'000};
    Instant now_ = begun_;
    core::State state_;
    core::Observed observed_;
    std::size_t number_ = 0;
};

}  // namespace

Report measure_deciding() {
    const rules::RuleSet none;
    const rules::RuleSet& all = shipped().rules;
    Report report{"P5", {}, {}, nlohmann::json::array()};
    report.table.push_back("reports by one core, in CPU time: decided, folded and encoded; the median of three runs");
    report.table.push_back(
        row({"report", "rules", "open", "events", "per second", "decide us", "evolve us", "encode us"}));
    const auto measure = [&](const rules::RuleSet& rules, std::size_t open, const std::string& category) {
        Deciding desk(rules, open, category);
        Deciding::Costs costs;
        for (std::size_t i = 0; i < runs_each; ++i) desk.run(costs);
        const std::string count = std::to_string(rules.content().rules.size());
        report.table.push_back(
            row({category, count, std::to_string(open), fixed(costs.events, 1), fixed(costs.per_second.median(), 0),
                 costs.decide_us.text(), costs.evolve_us.text(), costs.encode_us.text()}));
        report.figures.push_back({{"category", category},
                                  {"rules", rules.content().rules.size()},
                                  {"open", open},
                                  {"events", costs.events},
                                  {"per_second", costs.per_second.values},
                                  {"decide_us", costs.decide_us.values},
                                  {"evolve_us", costs.evolve_us.values},
                                  {"encode_us", costs.encode_us.values}});
        return costs.per_second.median();
    };
    const double without = measure(none, 0, "theft");
    measure(none, open_many, "theft");
    measure(all, 0, "theft");
    const double unruled = measure(all, open_many, "theft");
    const double ruled = measure(all, open_many, "robbery");
    measure(all, open_many, "drug_dealing");
    report.goals.push_back({"reports a second without rules", without, 500'000, Goal::Is::at_least});
    const std::string beside = "reports a second with the shipped rules beside 10,000 open incidents, ";
    report.goals.push_back({beside + "for which nobody is called", unruled, 100'000, Goal::Is::at_least});
    report.goals.push_back({beside + "for which a rule calls one person", ruled, 100'000, Goal::Is::at_least});
    return report;
}

}  // namespace paraat::bench
