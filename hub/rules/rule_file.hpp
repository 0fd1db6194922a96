#pragma once

#include <string>
#include <utility>
#include <vector>

#include "hub/base/source_issue.hpp"
#include "hub/core/organisation.hpp"
#include "hub/rules/rule.hpp"

namespace paraat::rules {

struct RuleReading {
    RuleContent content;
    std::vector<SourceIssue> issues;             // of all files; the content is whole only when there are none
    std::map<std::string, std::string> sources;  // file -> text, to show an issue's line
};

// Reads rule files as one set: (file name, text), in the order of their names. Every name is checked against the
// organisation and the set, every condition is compiled.
RuleReading read_rules(const std::vector<std::pair<std::string, std::string>>& files,
                       const core::Organisation& organisation);

}  // namespace paraat::rules
