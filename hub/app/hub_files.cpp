#include "hub/app/hub_files.hpp"

#include <unistd.h>

#include <algorithm>
#include <optional>
#include <set>

#include "hub/admin/street_map.hpp"
#include "hub/app/agreements_file.hpp"
#include "hub/app/organisation_file.hpp"
#include "hub/app/privacy_file.hpp"
#include "hub/app/rule_folder.hpp"
#include "hub/foreign/devices_file.hpp"

namespace paraat::app {
namespace {

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
        const core::Organisation* organisation = is_organisation_whole_ ? &files_.organisation : nullptr;
        std::optional<RuleFolder> found = read_rule_folder(folder, organisation);
        if (!found && !is_surely("rules.directory")) return;
        files_.has_only_wrong_rules = files_.issues.empty() && (!found || !found->issues.empty());
        if (!found) return files_.issues.push_back(unreadable_folder(folder));
        files_.rule_files = std::move(found->files);
        for (std::string& issue : found->issues) files_.issues.push_back(std::move(issue));
        for (std::string& caution : found->cautions) files_.cautions.push_back(std::move(caution));
        if (found->issues.empty()) files_.rules = std::move(found->set);
    }

    // After all else, whose names it uses. With wrong rules its areas are not known, and a hub that was rolled back to
    // other rules keeps the agreements that its journal has.
    void read_agreements() {
        const bool is_whole = is_organisation_whole_ && files_.issues.empty();
        if (!is_whole) return;
        AgreementsFile found = read_agreements_file(files_.config.hub.partners, files_.organisation, files_.rules);
        for (std::string& issue : found.issues) files_.issues.push_back(std::move(issue));
        files_.agreements = std::move(found.agreements);
        files_.has_agreements = found.issues.empty();
    }

    void read_privacy() {
        if (!is_organisation_whole_) return;
        const auto named = files_.config.origins.find("hub.privacy");
        const std::string named_at = named == files_.config.origins.end() ? std::string() : named->second;
        PrivacyFile found = read_privacy_file(files_.config.hub.privacy, files_.organisation, named_at);
        for (std::string& issue : found.issues) files_.issues.push_back(std::move(issue));
        for (std::string& caution : found.cautions) files_.cautions.push_back(std::move(caution));
        files_.organisation.privacy_officers = found.retention.officers;
        files_.retention = std::move(found.retention);
    }

    // A site whose devices all speak the contract has no such file.
    void read_devices() {
        if (!is_organisation_whole_) return;
        const std::filesystem::path& file = files_.config.hub.devices;
        const auto text = content_of(file);
        if (!text && files_.config.origins.contains("hub.devices")) {
            return unreadable(file, "this file, which has the devices (hub.devices)");
        }
        // Without the file too: its usual roots may be the hub's.
        const std::string written = text.value_or("");
        foreign::DevicesReading reading =
            foreign::read_devices(written, file, files_.config.hub.root, files_.organisation);
        for (const SourceIssue& issue : reading.issues) files_.issues.push_back(render(issue, written));
        files_.devices = std::move(reading.devices);
        files_.devices.hub_node = files_.config.hub.node;
        files_.devices.give_topics_to(files_.organisation);
    }

    // A site without a pager receiver needs no such file.
    void read_pages() {
        if (!is_organisation_whole_) return;
        const std::filesystem::path& file = files_.config.hub.p2000;
        const auto text = content_of(file);
        if (!text && files_.config.origins.contains("hub.p2000")) {
            return unreadable(file, "this file, which has the words of pagers (hub.p2000)");
        }
        if (!text) return;
        std::vector<SourceIssue> issues;
        codec::p2000::Tables tables = codec::p2000::read_tables(*text, file.string(), issues);
        for (const SourceIssue& issue : issues) files_.issues.push_back(render(issue, *text));
        std::set<std::string> categories;
        for (const auto& [code, category] : tables.categories) categories.insert(category);
        for (const codec::p2000::Classification& one : tables.classes) categories.insert(one.category);
        categories.erase("");
        for (const std::string& category : categories) {
            if (files_.organisation.category(core::CategoryName{category}) != nullptr) continue;
            files_.cautions.push_back(file.string() + ": the organisation has no category \"" + category +
                                      "\", so pages of it are refused");
        }
        files_.pages = std::move(tables);
    }

    // Without a console, or without its streets, everything else works.
    void read_console() {
        const HubConfig::Console& console = files_.config.console;
        auto found = admin::ConsoleFiles::read(console.directory);
        if (found) {
            files_.console = std::move(*found);
        } else {
            files_.issues.push_back(found.error().message);
            files_.has_only_wrong_rules = false;
        }
        if (!console.street_map.empty() && admin::StreetMap::open(console.street_map) == nullptr) {
            files_.cautions.push_back(console.street_map.string() +
                                      ": this is no file of PMTiles (version 3), so the console's map has no streets "
                                      "(console.street_map)");
        }
    }

private:
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
    reading.read_privacy();
    reading.read_devices();
    reading.read_pages();
    reading.read_rules();
    reading.read_agreements();
    reading.read_console();
    const auto is_covert = [](const auto& account) { return !account.second.compartment.empty(); };
    const auto& accounts = files.organisation.accounts;
    if (files.config.broker.access == "open" && std::any_of(accounts.begin(), accounts.end(), is_covert)) {
        files.cautions.emplace_back(
            "there are covert units, and whoever connects to the broker may read oov/covert/... and speak as anybody; "
            "set broker.access = \"accounts\", or keep it where only those cleared connect");
    }
    return files;
}

std::map<std::string, std::string> paraat_environment() {
    std::map<std::string, std::string> found;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view pair(*entry);
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos) continue;
        if (!pair.starts_with("PARAAT_") && pair.substr(0, equals) != credentials_directory) continue;
        found.emplace(pair.substr(0, equals), pair.substr(equals + 1));
    }
    return found;
}

}  // namespace paraat::app
