#include "clients/cli/site.hpp"

#include <cstdio>

#include "hub/app/organisation_in_force.hpp"

namespace paraat::cli {

std::optional<app::HubFiles> Site::read() const {
    app::HubFiles files = app::read_hub_files(config, app::paraat_environment(), {});
    if (files.issues.empty() || files.has_only_wrong_rules) return files;
    for (const std::string& issue : files.issues) {
        std::fprintf(stderr, "%s%s", issue.c_str(), issue.ends_with('\n') ? "" : "\n");
    }
    return std::nullopt;
}

std::optional<app::HubFiles> Site::read_in_force() const {
    auto files = read();
    if (!files) return std::nullopt;
    auto in_force = app::organisation_in_force(files->organisation, files->config.journal.directory);
    if (!in_force) {
        std::fprintf(stderr, "paraat: who was appointed or dismissed cannot be read: %s\n",
                     in_force.error().message.c_str());
        return std::nullopt;
    }
    files->organisation = std::move(in_force->organisation);
    return files;
}

std::shared_ptr<Site> add_site(Word& word) {
    auto site = std::make_shared<Site>();
    word.on_text("--config", "the hub's configuration file", [site](const std::string& file) { site->config = file; })
        .otherwise(site->config);
    return site;
}

}  // namespace paraat::cli
