#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hub/admin/console_files.hpp"
#include "hub/app/hub_config.hpp"
#include "hub/codec/p2000/tables.hpp"
#include "hub/core/agreement.hpp"
#include "hub/core/organisation.hpp"
#include "hub/core/retention.hpp"
#include "hub/foreign/devices.hpp"
#include "hub/rules/rule_file.hpp"
#include "hub/rules/rule_set.hpp"

namespace paraat::app {

// Everything that the hub reads before it begins; whole only without issues.
struct HubFiles {
    HubConfig config;
    core::Organisation organisation;
    rules::RuleSet rules;
    rules::RuleFiles rule_files;              // that the set was read from
    std::vector<core::Agreement> agreements;  // with partners
    bool has_agreements = false;              // they were read; otherwise those in the journal stay
    core::Retention retention = core::shipped_retention();
    foreign::Devices devices;                   // that speak formats of their own; their topics are in the organisation
    std::optional<codec::p2000::Tables> pages;  // absent = the site has no pager receiver
    admin::ConsoleFiles console;                // empty = it was not built
    bool has_only_wrong_rules = false;          // all but the rules is whole
    std::vector<std::string> issues;            // each rendered for a person: place, line, caret, suggestion
    // What works, and is not what somebody will expect of it: a sentence each, or rendered as an issue is.
    std::vector<std::string> cautions;
};

// Reads the configuration, then the organisation and the rules that it names. A file that is missing is an issue.
HubFiles read_hub_files(const std::filesystem::path& config, const std::map<std::string, std::string>& environment,
                        const std::map<std::string, std::string>& flags);

// The process's own environment, as far as it begins with PARAAT_ or says where a service's credentials are.
std::map<std::string, std::string> paraat_environment();

}  // namespace paraat::app
