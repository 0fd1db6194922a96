#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hub/core/rule_questions.hpp"
#include "hub/rules/cel/program.hpp"

namespace paraat::rules {

// When a condition holds, what is asked for.
struct Rule {
    core::RuleName name;
    std::string file;
    int line = 0;
    std::shared_ptr<const cel::Program> condition;
    std::vector<core::DivisionName> divisions;
    std::optional<std::int32_t> priority;
    core::PolicyName escalate;
    std::optional<core::Firing::Order> instruct;
    bool is_shadow = false;  // judged beside the others, and where it fires that is counted and nothing else happens
};

// A test that stands in a rule file: a report is given, and what the rules make of it is expected.
struct RuleTest {
    std::string file;
    int line = 0;
    core::Report report;
    struct Neighbours {
        core::CategoryName category;
        int count = 1;
        std::int64_t metres = 0;
        Milliseconds ago{0};
    };
    std::vector<Neighbours> nearby;
    // Empty or absent = not asked.
    std::string rule;
    bool no_rule = false;
    core::DivisionName division;
    core::DivisionName not_division;
    std::optional<std::int32_t> priority;
    core::PolicyName escalate;
    std::string instruct;
};

struct RuleContent {
    std::vector<Rule> rules;  // in file then line order
    std::map<core::PolicyName, core::EscalationPolicy> policies;
    std::vector<RuleTest> tests;
    std::string version;  // first 12 hex digits of the files' SHA-256
};

}  // namespace paraat::rules
