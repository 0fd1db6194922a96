#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "hub/core/escalation_policy.hpp"
#include "hub/core/input.hpp"

// A test that stands in a rule file: what is done, in the order of time, and what is expected of it.
namespace paraat::rules {

// Reports that were there before the test began, `ago` and so far away; none joins another.
struct Neighbours {
    core::CategoryName category;
    int count = 1;
    std::int64_t metres = 0;
    Milliseconds ago{0};
};

struct ReportDeed {
    core::ClientName client;  // empty = nobody of the organisation
    core::Report report;
    std::string as;  // how later steps name its incident; may be empty
};

struct StatusDeed {
    core::ClientName by;
    core::StatusUpdate update;
    bool is_beacon = false;
    std::string as;        // how later steps name the incident of its panic button; may be empty
    std::string incident;  // as a report named it; empty = it names none
};

struct AckDeed {
    core::ClientName by;
    core::Answer answer = core::Answer::acknowledged;
    std::string incident;         // empty = that of the newest report
    bool is_instruction = false;  // the newest instruction to `by`, not the incident
};

struct CommandDeed {
    core::ClientName by;  // empty = the first account that commands everywhere
    core::Command command;
    std::string incident;  // as above
};

using TestDeed = std::variant<std::monostate, ReportDeed, StatusDeed, AckDeed, CommandDeed>;

// Empty or absent = not asked.
struct Expectation {
    std::string incident;            // as a report named it; empty = that of the newest report
    std::vector<std::string> rules;  // that fired by what was done last, or by time that passed since
    std::vector<std::string> not_rules;
    bool no_rule = false;
    std::vector<core::DivisionName> divisions;
    std::vector<core::DivisionName> not_divisions;
    std::vector<std::string> tags;
    std::vector<std::string> not_tags;
    std::optional<std::int32_t> priority;
    std::optional<core::Severity> severity;
    std::optional<core::IncidentStatus> status;
    std::optional<std::int32_t> reports;
    std::vector<core::PolicyName> escalations;  // that began
    std::vector<core::PolicyName> not_escalations;
    std::vector<core::PolicyName> held;  // back, now
    std::vector<core::PolicyName> not_held;
    std::optional<std::int32_t> step;  // from 1; of the named escalation, or of the one that stepped last
    std::vector<core::Target> asked;   // by that step
    std::vector<core::Target> told;    // by any step or instruction so far
    std::vector<core::Target> not_told;
    std::vector<core::Target> instructed;
    std::vector<core::Target> not_instructed;
    std::optional<std::int32_t> instructions;  // about the incident, so far
    std::optional<bool> acked;
    std::optional<bool> joined;  // the newest report
    std::string refused;         // the reason for which the last deed was refused

    bool operator==(const Expectation&) const = default;
};

struct TestStep {
    int line = 0;
    Milliseconds at{0};  // since the test began
    TestDeed deed;
    std::optional<Expectation> expect;
};

struct RuleTest {
    std::string file;
    int line = 0;
    std::string name;        // may be empty
    bool has_steps = false;  // false: a report that is given, and what is expected at once
    std::vector<Neighbours> nearby;
    std::vector<TestStep> steps;
};

// The time that a test may last: a reminder each second makes half a million events of it.
inline constexpr Milliseconds test_lasts_most = std::chrono::hours{24 * 7};

}  // namespace paraat::rules
