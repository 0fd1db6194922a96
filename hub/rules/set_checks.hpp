#pragma once

#include <vector>

#include "hub/base/source_issue.hpp"
#include "hub/core/organisation.hpp"
#include "hub/rules/rule.hpp"

namespace paraat::rules {

// What is wrong with rules that are each right by themselves.
struct SetFindings {
    std::vector<SourceIssue> faults;    // nobody can have meant it: the set does not run
    std::vector<SourceIssue> cautions;  // it works, and somebody may expect something else of it
};

// Of the rules whose conditions could be read. Without an organisation nothing is said of what only that starts.
SetFindings check_set(const RuleContent& content, const core::Organisation* organisation);

// Pairs of rules that are compared for whether one makes the other idle. A set of more is checked in part, so that
// reading it takes no minute; cheap refusals do not count.
inline constexpr std::int64_t pairs_most = 500'000;

}  // namespace paraat::rules
