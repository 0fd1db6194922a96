#pragma once

#include "hub/app/rule_folder.hpp"
#include "hub/base/result.hpp"

namespace paraat::app {

// The files of each set of rules that ever decided, beside the journal whose events name its version: to go back to
// it, and to explain what it decided. Any thread, but one at a time for the same version.
class KeptRules {
public:
    explicit KeptRules(std::filesystem::path directory) : directory_(std::move(directory)) {}

    // Written and synced when it returns. A set that is kept already stays as it is.
    Result<void> keep(const std::string& rules_version, const rules::RuleFiles& files) const;
    // Nullopt unless all of it is there as it was kept. Issues are those with an organisation of today.
    std::optional<RuleFolder> read(const std::string& rules_version, const core::Organisation* organisation) const;
    std::filesystem::path folder_of(const std::string& rules_version) const { return directory_ / rules_version; }

private:
    std::filesystem::path directory_;
};

}  // namespace paraat::app
