#pragma once

#include <string>
#include <vector>

#include "hub/core/organisation.hpp"
#include "hub/rules/coverage.hpp"
#include "hub/rules/rule_set.hpp"

namespace paraat::rules {

// Something that did not come as a test expects: at which line, and what, when, and what came instead.
struct TestFault {
    int line = 0;
    std::string said;
};

// What became of one test of a rule file; without faults it passed.
struct TestOutcome {
    std::string file;
    int line = 0;
    std::string name;
    std::vector<TestFault> faults;
};

// Runs the tests that stand in the rule files, through the whole core: time goes forward in it, and whatever falls due
// happens at its moment. Notes in `coverage`, when there is one, what the conditions came to.
std::vector<TestOutcome> run_tests(const RuleSet& rules, const core::Organisation& organisation,
                                   Coverage* coverage = nullptr);

}  // namespace paraat::rules
