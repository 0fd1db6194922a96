#pragma once

#include "hub/base/toml_document.hpp"
#include "hub/rules/cel/environment.hpp"
#include "hub/rules/references.hpp"

namespace paraat::rules {

// What stands in a rule file, table by table; issues go to its document. A table whose name is at fault leaves the
// names of its kind incomplete.
void read_escalation(TomlDocument::Table& table, const std::string& file, References& references, RuleContent& content);
void read_rule(TomlDocument::Table& table, const std::string& file, const cel::Environment& environment,
               References& references, RuleContent& content);
void read_test(TomlDocument::Table& table, const std::string& file, const References& references, RuleContent& content);

}  // namespace paraat::rules
