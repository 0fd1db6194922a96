#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "hub/core/organisation.hpp"
#include "hub/rules/rule_file.hpp"
#include "hub/rules/rule_set.hpp"

namespace paraat::app {

// A set of rules as it lies in a folder.
struct RuleFolder {
    rules::RuleFiles files;             // as far as they could be read
    rules::RuleSet set;                 // of a folder without issues
    std::vector<std::string> issues;    // each rendered for a person: place, line, caret, suggestion
    std::vector<std::string> cautions;  // likewise: what works, and is not what somebody will expect of it
};

// The bytes of a file; nullopt when they cannot be read.
std::optional<std::string> content_of(const std::filesystem::path& file);

// Reads and checks each *.toml of the folder, in the order of their names. Without an organisation, because that is at
// fault, its names are not checked. Nullopt when the folder cannot be read.
std::optional<RuleFolder> read_rule_folder(const std::filesystem::path& folder, const core::Organisation* organisation,
                                           bool checks_set = true);

// What is said of a folder that cannot be read.
std::string unreadable_folder(const std::filesystem::path& folder);

}  // namespace paraat::app
