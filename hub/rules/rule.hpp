#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hub/core/rule_questions.hpp"
#include "hub/rules/areas.hpp"
#include "hub/rules/cel/program.hpp"
#include "hub/rules/rule_test.hpp"

namespace paraat::rules {

// When a condition holds, what is asked for.
struct Rule {
    core::RuleName name;
    std::string file;
    int line = 0;
    LineColumn place;                          // of its name
    std::map<std::size_t, LineColumn> places;  // of the parts of its condition, by where they begin in its text
    std::shared_ptr<const cel::Program> condition;
    // A rule that waits acts this long after its condition held, if it holds still and this one does not. Null = at
    // once.
    std::optional<Milliseconds> after;
    std::shared_ptr<const cel::Program> unless;
    bool includes_closed = false;  // what its windows count
    bool looks_back = false;       // it counts in a window
    std::vector<core::DivisionName> divisions;
    std::optional<std::int32_t> priority;
    core::PolicyName escalate;
    std::optional<core::Firing::Order> instruct;
    std::optional<core::Firing::Deploy> deploy;
    std::vector<std::string> tags;
    std::string title;
    std::vector<core::PolicyName> inhibits;
    std::optional<core::Silence> silence;
    std::string group;       // its places are filled when it is used
    bool is_shadow = false;  // judged beside the others, and where it fires that is counted and nothing else happens

    bool holds_back() const { return !inhibits.empty() || silence; }
};

// Where an escalation stands, so that it can be pointed at.
struct PolicyPlace {
    std::string file;
    LineColumn name;
    std::vector<LineColumn> steps;
};

struct RuleContent {
    std::vector<Rule> rules;  // in file then line order
    std::map<core::PolicyName, core::EscalationPolicy> policies;
    std::map<core::PolicyName, PolicyPlace> policy_places;
    std::vector<RuleTest> tests;
    Areas areas;
    std::string version;  // first 12 hex digits of the files' SHA-256
};

}  // namespace paraat::rules
