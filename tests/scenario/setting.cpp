#include "tests/scenario/setting.hpp"

#include "hub/app/organisation_file.hpp"
#include "hub/app/rule_folder.hpp"
#include "hub/rules/rule_file.hpp"
#include "hub/rules/rule_set.hpp"
#include "tests/scenario/words.hpp"

namespace paraat::scenario {
namespace {

const std::filesystem::path config = std::filesystem::path(PARAAT_SOURCE_DIR) / "config";

[[noreturn]] void cannot_read(const std::string& what) {
    throw Mistake("cannot read " + what);
}

}  // namespace

core::Organisation organisation_of(const Setting& setting) {
    const std::filesystem::path file = config / "organisation.toml";
    const auto shipped = app::content_of(file);
    if (!shipped) cannot_read(file.string());
    std::string whole = *shipped + setting.more_organisation;
    const std::string until = "2099-12-31T23:00:00Z";
    if (!setting.authorised_until.empty()) whole.replace(whole.find(until), until.size(), setting.authorised_until);
    app::OrganisationReading reading = app::read_organisation(whole, file.string());
    if (!reading.issues.empty()) throw Mistake(render(reading.issues, whole));
    if (!setting.has_authorised_work) reading.organisation.compartments.clear();
    return std::move(reading.organisation);
}

std::shared_ptr<const core::RuleQuestions> rules_of(const Setting& setting, const core::Organisation& organisation) {
    rules::RuleFiles files;
    if (setting.has_shipped_rules) {
        const auto folder = app::read_rule_folder(config / "rules", &organisation);
        if (!folder) cannot_read(app::unreadable_folder(config / "rules"));
        files = folder->files;
    }
    files.texts.insert(files.texts.end(), setting.rule_files.begin(), setting.rule_files.end());
    rules::RuleReading reading = rules::read_rules(files, &organisation);
    std::vector<std::string> faults;
    for (const SourceIssue& issue : reading.issues) faults.push_back(render(issue, reading.sources[issue.file]));
    if (!faults.empty()) throw Mistake(joined(faults, "\n"));
    return std::make_shared<rules::RuleSet>(std::move(reading.content));
}

}  // namespace paraat::scenario
