#include "hub/rules/test_run.hpp"

#include "hub/rules/expectation_check.hpp"

namespace paraat::rules {
namespace {

// A deed that is refused has to be expected so by its own step.
void check(const TestStep& step, const TestStage& stage, bool has_steps, std::vector<TestFault>& faults) {
    const Expectation expect = step.expect.value_or(Expectation{});
    const std::string when = has_steps ? "at " + stage.time_of(stage.now()) + ": " : "";
    for (const std::string& said : unmet(expect, stage)) faults.push_back({step.line, when + said});
}

}  // namespace

std::vector<TestOutcome> run_tests(const RuleSet& rules, const core::Organisation& organisation, Coverage* coverage) {
    std::vector<TestOutcome> outcomes;
    for (const RuleTest& test : rules.content().tests) {
        TestStage stage(rules, organisation, coverage);
        stage.has_nearby(test.nearby);
        TestOutcome outcome{test.file, test.line, test.name, {}};
        for (const TestStep& step : test.steps) {
            stage.pass_to(step.at);
            stage.take(step.deed);
            check(step, stage, test.has_steps, outcome.faults);
        }
        outcomes.push_back(std::move(outcome));
    }
    return outcomes;
}

}  // namespace paraat::rules
