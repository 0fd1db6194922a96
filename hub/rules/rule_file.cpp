#include "hub/rules/rule_file.hpp"

#include "hub/base/digest.hpp"
#include "hub/base/nearest_word.hpp"
#include "hub/base/toml_document.hpp"
#include "hub/rules/case_view.hpp"
#include "hub/rules/rule_reading.hpp"

namespace paraat::rules {
namespace {

using Table = TomlDocument::Table;

// One file with its tables; escalations of all files are read first, then rules, then tests.
struct RuleFile {
    RuleFile(const std::string& text, const std::string& name) : document(text, name) {}

    // Notes which names cannot all be known because of what is wrong with the file.
    void open(References& references) {
        Table root = document.root();
        const auto take = [&](const char* key) {
            auto found = root.tables(key);
            is_whole &= !found.empty() || !root.has(key);
            return found;
        };
        escalations = take("escalation");
        const bool has_all_escalations = is_whole;
        rules = take("rule");
        tests = root.tables("test");
        const bool is_right = document.is_whole();
        references.has_all_policies &= is_right && has_all_escalations && !root.may_hold_misspelt("escalation");
        references.has_all_rules &= is_right && is_whole && !root.may_hold_misspelt("rule");
    }

    TomlDocument document;
    std::vector<Table> escalations;
    std::vector<Table> rules;
    std::vector<Table> tests;
    bool is_whole = true;
};

// A category's own escalation is a promise of the organisation that only the rule files can keep.
void check_categories(const core::Organisation& organisation, RuleReading& reading, const std::string& file) {
    for (const auto& [name, category] : organisation.categories) {
        if (category.escalate.empty() || reading.content.policies.contains(category.escalate)) continue;
        reading.issues.push_back({"unknown_escalation", file, 0, 0,
                                  "category \"" + name.text + "\" of the organisation escalates by \"" +
                                      category.escalate.text + "\", which no rule file has",
                                  suggestion_for(category.escalate.text, names_of(reading.content.policies))});
    }
}

}  // namespace

std::string version_of(const RuleFiles& files) {
    std::string bytes;
    for (const auto& [name, text] : files.texts) bytes += std::to_string(text.size()) + ":" + text;
    return hex(sha256(bytes)).substr(0, 12);
}

RuleReading read_rules(const RuleFiles& files, const core::Organisation* organisation) {
    RuleReading reading;
    References references(organisation, reading.content);
    references.has_all_policies = references.has_all_rules = files.is_whole;
    const cel::Environment environment = rule_environment(organisation);
    std::vector<std::unique_ptr<RuleFile>> all;
    for (const auto& [name, text] : files.texts) {
        all.push_back(std::make_unique<RuleFile>(text, name));
        all.back()->open(references);
        reading.sources[name] = text;
    }
    for (auto& file : all) {
        for (Table& table : file->escalations) read_escalation(table, references, reading.content);
    }
    for (auto& file : all) {
        for (Table& table : file->rules) {
            read_rule(table, file->document.file(), environment, references, reading.content);
        }
    }
    for (auto& file : all) {
        for (Table& table : file->tests) read_test(table, file->document.file(), references, reading.content);
        for (SourceIssue& issue : file->document.take_issues()) reading.issues.push_back(std::move(issue));
    }
    if (organisation != nullptr && references.has_all_policies) {
        check_categories(*organisation, reading, files.texts.empty() ? "" : files.texts.front().first);
    }
    reading.content.version = version_of(files);
    return reading;
}

}  // namespace paraat::rules
