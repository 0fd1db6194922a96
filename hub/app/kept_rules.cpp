#include "hub/app/kept_rules.hpp"

#include "hub/journal/files.hpp"

namespace paraat::app {

namespace fs = std::filesystem;

Result<void> KeptRules::keep(const std::string& rules_version, const rules::RuleFiles& files) const {
    if (read(rules_version, nullptr)) return {};
    const fs::path folder = folder_of(rules_version);
    for (const fs::path& made : {directory_, folder}) {
        if (auto private_one = journal::make_private_directory(made); !private_one) return private_one;
    }
    // What an earlier keeping left, that did not end, would be of another set.
    std::error_code failed;
    for (const auto& left : fs::directory_iterator(folder, failed)) fs::remove(left.path(), failed);
    for (const auto& [name, text] : files.texts) {
        if (auto done = journal::replace_file(folder / fs::path(name).filename(), text); !done) return done;
    }
    if (auto synced = sync_directory(directory_); !synced) return synced;
    return sync_directory(directory_.parent_path());
}

std::optional<RuleFolder> KeptRules::read(const std::string& rules_version,
                                          const core::Organisation* organisation) const {
    if (rules_version.empty()) return std::nullopt;
    auto found = read_rule_folder(folder_of(rules_version), organisation, false);
    if (!found || rules::version_of(found->files) != rules_version) return std::nullopt;
    return found;
}

}  // namespace paraat::app
