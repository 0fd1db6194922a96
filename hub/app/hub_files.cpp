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
    std::error_code failed;
    std::ifstream in(file, std::ios::binary);
    if (!in || std::filesystem::is_directory(file, failed)) return std::nullopt;
    std::ostringstream text;
    if (in.peek() != std::ifstream::traits_type::eof()) text << in.rdbuf();
    return in.bad() || text.bad() ? std::nullopt : std::optional(text.str());
}

// Reads one after the other, and says each mistake once: what a wrong file leaves in doubt is not held against the
// next.
class FilesReading {
public:
    explicit FilesReading(HubFiles& files) : files_(files) {}

    bool read_configuration(const std::filesystem::path& file, const std::map<std::string, std::string>& environment,
                            const std::map<std::string, std::string>& flags) {
        const auto text = content_of(file);
        if (!text) {
            unreadable(file, "this file, which is the configuration (--config)");
            return false;
        }
        ConfigReading reading = read_config(*text, file, environment, flags);
        files_.config = std::move(reading.config);
        is_config_whole_ = reading.issues.empty();
        for (const SourceIssue& issue : reading.issues) {
            files_.issues.push_back(render(issue, issue.file == file.string() ? *text : ""));
        }
        return true;
    }

    void read_organisation() {
        const std::filesystem::path& file = files_.config.hub.organisation;
        const auto text = content_of(file);
        if (!text && !is_surely("hub.organisation")) return;
        if (!text) return unreadable(file, "this file, which is the organisation (hub.organisation)");
        OrganisationReading reading = app::read_organisation(*text, file.string());
        files_.organisation = std::move(reading.organisation);
        is_organisation_whole_ = reading.issues.empty();
        for (const SourceIssue& issue : reading.issues) files_.issues.push_back(render(issue, *text));
    }

    void read_rules() {
        const std::filesystem::path& folder = files_.config.rules.directory;
        std::error_code failed;
        std::vector<std::filesystem::path> paths;
        for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) paths.push_back(entry.path());
        if (failed && !is_surely("rules.directory")) return;
        if (failed) return unreadable(folder, "this folder of rules (rules.directory)");
        std::sort(paths.begin(), paths.end());
        const std::size_t before = files_.issues.size();
        rules::RuleFiles found;
        for (const auto& path : paths) take_rules(path, found);
        if (found.texts.empty()) {
            if (files_.issues.size() == before) {
                files_.issues.push_back(folder.string() +
                                        ": no rule file (*.toml) is in this folder (rules.directory)");
            }
            return;
        }
        rules::RuleReading reading = rules::read_rules(found, is_organisation_whole_ ? &files_.organisation : nullptr);
        for (const SourceIssue& issue : reading.issues) {
            files_.issues.push_back(render(issue, reading.sources[issue.file]));
        }
        if (files_.issues.size() == before) files_.rules = rules::RuleSet(std::move(reading.content));
    }

private:
    void take_rules(const std::filesystem::path& path, rules::RuleFiles& found) {
        if (path.filename().string().starts_with('.')) return;
        if (path.extension() != ".toml") {
            files_.issues.push_back(path.string() + ": this is no rule file (*.toml), and nothing else belongs here");
            return;
        }
        const auto text = content_of(path);
        if (text) {
            found.texts.emplace_back(path.string(), *text);
        } else {
            unreadable(path, "this file of rules");
            found.is_whole = false;
        }
    }

    void unreadable(const std::filesystem::path& path, const std::string& what) {
        files_.issues.push_back(path.string() + ": cannot read " + what);
    }

    // Whether a path is what was meant: in a configuration that is at fault a default may stand in for it.
    bool is_surely(const std::string& key) const { return is_config_whole_ || files_.config.origins.contains(key); }

    HubFiles& files_;
    bool is_config_whole_ = false;
    bool is_organisation_whole_ = false;
};

}  // namespace

HubFiles read_hub_files(const std::filesystem::path& config, const std::map<std::string, std::string>& environment,
                        const std::map<std::string, std::string>& flags) {
    HubFiles files;
    FilesReading reading(files);
    if (!reading.read_configuration(config, environment, flags)) return files;
    reading.read_organisation();
    reading.read_rules();
    const auto is_covert = [](const auto& account) { return !account.second.compartment.empty(); };
    const auto& accounts = files.organisation.accounts;
    if (files.config.broker.access == "open" && std::any_of(accounts.begin(), accounts.end(), is_covert)) {
        files.cautions.emplace_back(
            "there are covert units, and whoever connects to the broker may read oov/covert/... and speak as anybody; "
            "until it knows accounts (broker.access), keep it where only those cleared connect");
    }
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
