#pragma once

#include <map>
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
    std::vector<SourceIssue> cautions;           // what works, and is not what somebody will have meant
    std::map<std::string, std::string> sources;  // file -> text, to show an issue's line
};

// Whether a file of a set gives named polygons (GeoJSON), and no rules.
bool is_area_file(std::string_view name);

// The files of one set of rules.
struct RuleFiles {
    std::vector<std::pair<std::string, std::string>> texts;  // (file name, text), in the order of the names
    bool is_whole = true;  // false: some could not be read, so that names which are missing may be there
};

// First 12 hex digits of the SHA-256 over the texts: what every decision of the set names.
std::string version_of(const RuleFiles& files);

// Reads rule files as one set. Every name is checked against the organisation and the set, every condition is compiled.
// Without an organisation, because that is at fault, its names are not checked.
// Without `checks_set` it is not looked at as a whole: a set that was accepted once is read back though a later version
// of the hub would have more to say of it.
RuleReading read_rules(const RuleFiles& files, const core::Organisation* organisation, bool checks_set = true);

}  // namespace paraat::rules
