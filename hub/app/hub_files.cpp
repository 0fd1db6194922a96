#include "hub/app/hub_files.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>

#include "hub/app/organisation_file.hpp"
#include "hub/rules/rule_file.hpp"

namespace paraat::app {
namespace {

std::optional<std::string> content_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in || std::filesystem::is_directory(file)) return std::nullopt;
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

// The text, or an issue and nothing.
std::optional<std::string> read(const std::filesystem::path& file, const std::string& what, HubFiles& files) {
    auto text = content_of(file);
    if (!text) files.issues.push_back(file.string() + ": cannot read this file, which is " + what);
    return text;
}

void read_rules(HubFiles& files) {
    const std::filesystem::path& directory = files.config.rules.directory;
    std::vector<std::filesystem::path> paths;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(directory, failed)) {
        if (entry.path().extension() == ".toml") paths.push_back(entry.path());
    }
    if (failed) {
        files.issues.push_back(directory.string() + ": cannot read this folder of rules (rules.directory)");
        return;  // that the escalations of the organisation are missing is no news then
    }
    std::sort(paths.begin(), paths.end());
    std::vector<std::pair<std::string, std::string>> texts;
    for (const auto& path : paths) texts.emplace_back(path.string(), content_of(path).value_or(""));
    rules::RuleReading reading = rules::read_rules(texts, files.organisation);
    for (const SourceIssue& issue : reading.issues) {
        files.issues.push_back(render(issue, reading.sources[issue.file]));
    }
    if (reading.issues.empty()) files.rules = rules::RuleSet(std::move(reading.content));
}

}  // namespace

HubFiles read_hub_files(const std::filesystem::path& config, const std::map<std::string, std::string>& environment,
                        const std::map<std::string, std::string>& flags) {
    HubFiles files;
    const auto text = read(config, "the configuration (--config)", files);
    if (!text) return files;
    ConfigReading reading = read_config(*text, config, environment, flags);
    files.config = std::move(reading.config);
    for (const SourceIssue& issue : reading.issues) {
        files.issues.push_back(render(issue, issue.file == config.string() ? *text : ""));
    }
    const auto organisation = read(files.config.hub.organisation, "the organisation (hub.organisation)", files);
    if (!organisation) return files;
    OrganisationReading read_organisation =
        app::read_organisation(*organisation, files.config.hub.organisation.string());
    files.organisation = std::move(read_organisation.organisation);
    for (const SourceIssue& issue : read_organisation.issues) files.issues.push_back(render(issue, *organisation));
    read_rules(files);
    return files;
}

std::map<std::string, std::string> paraat_environment() {
    std::map<std::string, std::string> found;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view pair(*entry);
        const auto equals = pair.find('=');
        if (!pair.starts_with("PARAAT_") || equals == std::string_view::npos) continue;
        found.emplace(pair.substr(0, equals), pair.substr(equals + 1));
    }
    return found;
}

}  // namespace paraat::app
