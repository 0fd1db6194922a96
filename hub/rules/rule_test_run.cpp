#include <algorithm>

#include "hub/core/decider.hpp"
#include "hub/rules/rule_set.hpp"

namespace paraat::rules {
namespace {

constexpr double lat = 51.92;
constexpr double lon = 4.48;
constexpr double metres_per_degree = 111'195.08;  // of latitude, on the core's sphere
constexpr Instant moment{1'763'940'000'000};

Ulid numbered(Instant at, int number) {
    std::array<std::uint8_t, 10> chance{};
    chance[8] = static_cast<std::uint8_t>(number >> 8);
    chance[9] = static_cast<std::uint8_t>(number);
    return Ulid{at, chance};
}

// The rules, and which of them fired since the last forgetting.
class Listening : public core::RuleQuestions {
public:
    explicit Listening(const RuleSet& rules) : rules_(rules) {}

    std::vector<core::Firing> judge(const core::Case& at_hand) const override {
        auto firings = rules_.judge(at_hand);
        for (const core::Firing& firing : firings) fired.push_back(firing.rule.text);
        return firings;
    }
    const core::EscalationPolicy* policy(const core::PolicyName& name) const override { return rules_.policy(name); }
    std::vector<std::string> policy_names() const override { return rules_.policy_names(); }
    const std::string& version() const override { return rules_.version(); }

    mutable std::vector<std::string> fired;

private:
    const RuleSet& rules_;
};

// Runs one test: its neighbours are reported first, then the report that is given.
class Run {
public:
    Run(const RuleSet& rules, const core::Organisation& organisation)
        : listening_(rules), decider_(organisation, listening_) {}

    const core::Incident& report(const core::Report& report, Instant at) {
        ++count_;
        listening_.fired.clear();
        const core::ClientInput input{core::ClientName{"rule-test"},
                                      std::to_string(count_),
                                      report,
                                      core::IncidentId{numbered(at, count_)},
                                      core::InstructionId{numbered(at, count_)},
                                      false};
        const core::Outcome outcome = decider_.decide(state, core::Observed{}, input, at);
        for (const core::Event& event : outcome.events) core::evolve(state, event);
        events = outcome.events;
        return state.incidents.at(outcome.incident.value_or(input.fresh_incident));
    }

    const std::vector<std::string>& fired() const { return listening_.fired; }  // by the last report

    core::State state;
    std::vector<core::Event> events;  // of the last report

private:
    Listening listening_;
    core::Decider decider_;
    int count_ = 0;
};

// The n-th of some neighbours: north or south, a little apart so that none joins another.
core::Report neighbour(const RuleTest::Neighbours& near, int n) {
    core::Report report;
    report.category = near.category;
    report.position = core::position_from_degrees(lat + static_cast<double>(near.metres) / metres_per_degree, lon);
    // An own contract each keeps reports at one place apart.
    report.contract = "neighbour-" + std::to_string(n);
    return report;
}

void check(const RuleTest& test, const core::Incident& incident, const Run& run, std::vector<std::string>& faults) {
    const std::vector<std::string>& fired = run.fired();
    std::string instructed;
    for (const core::Event& event : run.events) {
        if (const auto* issued = std::get_if<core::InstructionIssued>(&event.body)) instructed = issued->to;
    }
    if (!test.rule.empty() && std::find(fired.begin(), fired.end(), test.rule) == fired.end()) {
        faults.push_back("rule \"" + test.rule + "\" did not fire");
    }
    if (test.no_rule && !fired.empty()) faults.push_back("rule \"" + fired.front() + "\" fired");
    if (!test.division.empty() && !incident.is_with(test.division)) {
        faults.push_back("it is not with " + test.division.text);
    }
    if (!test.not_division.empty() && incident.is_with(test.not_division)) {
        faults.push_back("it is with " + test.not_division.text);
    }
    if (test.priority && incident.priority != *test.priority) {
        faults.push_back("its priority is " + std::to_string(incident.priority) + ", not " +
                         std::to_string(*test.priority));
    }
    if (!test.escalate.empty() && incident.escalation(test.escalate) == nullptr) {
        faults.push_back("it is not escalated by " + test.escalate.text);
    }
    if (!test.instruct.empty() && instructed != test.instruct) {
        faults.push_back("nothing was asked of " + test.instruct);
    }
}

}  // namespace

std::vector<TestOutcome> run_tests(const RuleSet& rules, const core::Organisation& organisation) {
    std::vector<TestOutcome> outcomes;
    for (const RuleTest& test : rules.content().tests) {
        Run run(rules, organisation);
        int n = 0;
        for (const RuleTest::Neighbours& near : test.nearby) {
            for (int i = 0; i < near.count; ++i) run.report(neighbour(near, ++n), moment - near.ago);
        }
        core::Report report = test.report;
        report.position = core::position_from_degrees(lat, lon);
        const core::Incident& incident = run.report(report, moment);
        TestOutcome outcome{test.file, test.line, {}};
        check(test, incident, run, outcome.faults);
        outcomes.push_back(std::move(outcome));
    }
    return outcomes;
}

}  // namespace paraat::rules
