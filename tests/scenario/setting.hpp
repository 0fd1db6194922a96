#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "hub/core/organisation.hpp"
#include "hub/core/rule_questions.hpp"

namespace paraat::scenario {

// Where a scenario plays: the shipped organisation and rules, and what its head says otherwise.
struct Setting {
    std::string path;  // of the scenario
    bool has_shipped_rules = true;
    std::string more_organisation;                                  // TOML
    std::string authorised_until;                                   // in place of the shipped moment; empty = that
    bool has_authorised_work = true;                                // covertly
    std::vector<std::pair<std::string, std::string>> rule_files{};  // beside the shipped: name, text
};

// By the production's readers; a fault is the scenario's mistake.
core::Organisation organisation_of(const Setting& setting);
std::shared_ptr<const core::RuleQuestions> rules_of(const Setting& setting, const core::Organisation& organisation);

}  // namespace paraat::scenario
