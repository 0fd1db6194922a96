#pragma once

#include <map>
#include <optional>
#include <string>

#include "hub/base/result.hpp"
#include "hub/rules/cel/program.hpp"

namespace paraat::conformance {

// One case of the suite: an expression, what it may speak of, and what becomes of it.
struct Case {
    std::string name;  // file/section/name
    std::string source;
    rules::cel::Environment environment;
    std::map<std::string, rules::cel::Value, std::less<>> bindings;
    rules::cel::Checks checks = rules::cel::Checks::types;
    std::optional<rules::cel::Value> expected;  // nullopt = an error
    std::string error;                          // what the suite says of it; no test of ours
};

// Of a line of a file in JSON.
Result<Case> read_case(const std::string& line);

}  // namespace paraat::conformance
