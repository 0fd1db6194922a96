#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "clients/cli/command.hpp"
#include "hub/app/hub_files.hpp"
#include "hub/journal/reader.hpp"

// What the words below `paraat rules` share.
namespace paraat::cli {

// Configuration and organisation, whatever the rules on the disk are; nullopt after their issues were said.
std::optional<app::HubFiles> load_organisation(const std::string& config);
// Nullopt after it was said that there is none, or that it cannot be read.
std::optional<journal::JournalReader> open_journal(const std::filesystem::path& directory);

void add_rules_replay(Word& rules, const Options& options, const std::shared_ptr<std::string>& config);
void add_rules_explain(Word& rules, const Options& options, const std::shared_ptr<std::string>& config);

}  // namespace paraat::cli
