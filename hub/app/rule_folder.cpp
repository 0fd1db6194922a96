#include "hub/app/rule_folder.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace paraat::app {
namespace {

void take_rule_file(const std::filesystem::path& path, RuleFolder& folder) {
    if (path.filename().string().starts_with('.')) return;
    if (path.extension() != ".toml" && !rules::is_area_file(path.string())) {
        folder.issues.push_back(path.string() +
                                ": this is neither a rule file (*.toml) nor an area file (*.geojson), and nothing else "
                                "belongs here");
        return;
    }
    if (const auto text = content_of(path)) {
        folder.files.texts.emplace_back(path.string(), *text);
    } else {
        folder.issues.push_back(path.string() + ": cannot read this file of rules");
        folder.files.is_whole = false;
    }
}

}  // namespace

std::optional<std::string> content_of(const std::filesystem::path& file) {
    std::error_code failed;
    std::ifstream in(file, std::ios::binary);
    if (!in || std::filesystem::is_directory(file, failed)) return std::nullopt;
    std::ostringstream text;
    if (in.peek() != std::ifstream::traits_type::eof()) text << in.rdbuf();
    return in.bad() || text.bad() ? std::nullopt : std::optional(text.str());
}

std::optional<RuleFolder> read_rule_folder(const std::filesystem::path& folder, const core::Organisation* organisation,
                                           bool checks_set) {
    RuleFolder found;
    std::error_code failed;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) paths.push_back(entry.path());
    if (failed) return std::nullopt;
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) take_rule_file(path, found);
    if (found.files.texts.empty()) {
        if (found.issues.empty()) {
            found.issues.push_back(folder.string() + ": no rule file (*.toml) is in this folder (rules.directory)");
        }
        return found;
    }
    rules::RuleReading reading = rules::read_rules(found.files, organisation, checks_set);
    for (const SourceIssue& issue : reading.issues) {
        found.issues.push_back(render(issue, reading.sources[issue.file]));
    }
    for (const SourceIssue& caution : reading.cautions) {
        found.cautions.push_back(render(caution, reading.sources[caution.file]));
    }
    if (found.issues.empty()) found.set = rules::RuleSet(std::move(reading.content));
    return found;
}

std::string unreadable_folder(const std::filesystem::path& folder) {
    return folder.string() + ": cannot read this folder of rules (rules.directory)";
}

}  // namespace paraat::app
