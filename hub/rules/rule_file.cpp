#include "hub/rules/rule_file.hpp"

#include <algorithm>
#include <tuple>

#include "hub/base/digest.hpp"
#include "hub/base/nearest_word.hpp"
#include "hub/base/toml_document.hpp"
#include "hub/rules/rule_environment.hpp"
#include "hub/rules/rule_reading.hpp"
#include "hub/rules/set_checks.hpp"

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

// Puts them in their places among the others. What would change with the faults that there are, is told when they are
// gone.
void take_findings(SetFindings found, bool is_whole, const RuleFiles& files, RuleReading& reading) {
    const auto by_place = [&](const SourceIssue& a, const SourceIssue& b) {
        const auto rank = [&](const SourceIssue& issue) {
            return std::find_if(files.texts.begin(), files.texts.end(),
                                [&](const auto& file) { return file.first == issue.file; }) -
                   files.texts.begin();
        };
        return std::tuple(rank(a), a.line, a.column) < std::tuple(rank(b), b.line, b.column);
    };
    std::move(found.faults.begin(), found.faults.end(), std::back_inserter(reading.issues));
    std::stable_sort(reading.issues.begin(), reading.issues.end(), by_place);
    if (!is_whole) return;
    reading.cautions = std::move(found.cautions);
    std::stable_sort(reading.cautions.begin(), reading.cautions.end(), by_place);
}

}  // namespace

std::string version_of(const RuleFiles& files) {
    std::string bytes;
    for (const auto& [name, text] : files.texts) bytes += std::to_string(text.size()) + ":" + text;
    return hex(sha256(bytes)).substr(0, 12);
}

bool is_area_file(std::string_view name) {
    return name.ends_with(".geojson");
}

RuleReading read_rules(const RuleFiles& files, const core::Organisation* organisation, bool checks_set) {
    RuleReading reading;
    References references(organisation, reading.content);
    references.has_all_policies = references.has_all_rules = files.is_whole;
    std::vector<std::unique_ptr<RuleFile>> all;
    for (const auto& [name, text] : files.texts) {
        reading.sources[name] = text;
        if (is_area_file(name)) {
            reading.content.areas.read(text, name, reading.issues);
        } else {
            all.push_back(std::make_unique<RuleFile>(text, name));
            all.back()->open(references);
        }
    }
    for (auto& file : all) {
        for (Table& table : file->escalations)
            read_escalation(table, file->document.file(), references, reading.content);
    }
    // A name that a faulty file would give is not held against the rules.
    const bool has_all_areas = files.is_whole && reading.issues.empty();
    const cel::Environment environment =
        rule_environment(organisation, has_all_areas ? &reading.content.areas : nullptr);
    for (auto& file : all) {
        for (Table& table : file->rules) {
            read_rule(table, file->document.file(), environment, references, reading.content);
        }
    }
    for (auto& file : all) {
        for (Table& table : file->tests) read_test(table, file->document.file(), references, reading.content);
        for (SourceIssue& issue : file->document.take_issues()) reading.issues.push_back(std::move(issue));
    }
    const bool is_whole = reading.issues.empty() && files.is_whole;
    if (checks_set) take_findings(check_set(reading.content, organisation), is_whole, files, reading);
    if (organisation != nullptr && references.has_all_policies) {
        check_categories(*organisation, reading, files.texts.empty() ? "" : files.texts.front().first);
    }
    reading.content.version = version_of(files);
    return reading;
}

}  // namespace paraat::rules
