#include "hub/rules/rule_file.hpp"

#include <algorithm>
#include <set>

#include "hub/base/digest.hpp"
#include "hub/base/nearest_word.hpp"
#include "hub/base/toml_document.hpp"
#include "hub/rules/case_view.hpp"

namespace paraat::rules {
namespace {

using Table = TomlDocument::Table;

template <class Map>
std::vector<std::string> names_of(const Map& map) {
    std::vector<std::string> names;
    for (const auto& [name, unused] : map) names.push_back(name.text);
    return names;
}

std::string hint(const std::string& word, const std::vector<std::string>& known) {
    const auto nearest = nearest_word(word, known);
    return nearest ? "did you mean \"" + *nearest + "\"?" : "";
}

// One file; names of escalations are checked when all files are read.
class FileReading {
public:
    FileReading(TomlDocument& document, const core::Organisation& organisation, RuleContent& content)
        : document_(document), organisation_(organisation), content_(content) {}

    void read_escalations() {
        for (Table& table : document_.root().tables("escalation")) read_escalation(table);
    }
    void read_rules() {
        auto root = document_.root();
        for (Table& table : root.tables("rule")) read_rule(table);
        for (Table& table : root.tables("test")) read_test(table);
    }

private:
    void read_escalation(Table& table) {
        core::EscalationPolicy policy;
        policy.name = core::PolicyName{table.required_text("name")};
        if (content_.policies.contains(policy.name)) table.issue("name", "twice", "this escalation is there twice");
        std::vector<Table> steps = table.tables("steps");
        if (steps.empty()) table.missing("steps", "an escalation has at least one step");
        for (std::size_t i = 0; i < steps.size(); ++i) {
            Table& step = steps[i];
            core::EscalationStep made;
            for (const PlacedText& text : step.text_or_texts("notify").value_or(std::vector<PlacedText>{})) {
                if (const auto target = read_target(step, text, true)) made.targets.push_back(*target);
            }
            step.missing("notify", "a step has somebody to \"notify\"");
            made.ack_within = step.duration("ack_within");
            made.repeat_every = step.duration("repeat_every");
            for (const auto& span : {made.ack_within, made.repeat_every}) {
                if (span && *span < std::chrono::seconds{1})
                    step.issue("", "out_of_range", "a step takes a second or more");
            }
            if (!made.ack_within && i + 1 < steps.size()) {
                step.missing("ack_within", "a step that another follows says \"ack_within\"");
            }
            if (!made.ack_within && !step.has("ack_within") && i + 1 == steps.size()) {
                step.missing("repeat_every", "a last step says \"repeat_every\" or \"ack_within\": it never just ends");
            }
            policy.steps.push_back(made);
        }
        content_.policies[policy.name] = policy;
    }

    std::optional<core::Target> read_target(Table& table, const PlacedText& text, bool may_be_relative) {
        const auto target = core::Target::parse(text.text);
        std::vector<std::string> known = {"own/team", "own/coordinator", "nearby/teams"};
        for (const auto& [name, unused] : organisation_.teams) known.push_back("team/" + name.text);
        for (const auto& [name, unused] : organisation_.roles) known.push_back("role/" + name.text);
        for (const auto& [name, unused] : organisation_.divisions) known.push_back("division/" + name.text);
        for (const auto& [name, unused] : organisation_.accounts) known.push_back("unit/" + name.text);
        const bool is_known = target && std::find(known.begin(), known.end(), text.text) != known.end();
        if (!is_known || (target->is_relative() && !may_be_relative)) {
            table.issue_at(text.line, text.column, "unknown_target", "unknown target \"" + text.text + "\"",
                           hint(text.text, known));
            return std::nullopt;
        }
        return target;
    }

    core::DivisionName read_division(Table& table, const PlacedText& text) {
        const core::DivisionName division{text.text};
        if (!organisation_.divisions.contains(division)) {
            table.issue_at(text.line, text.column, "unknown_division", "unknown division \"" + text.text + "\"",
                           hint(text.text, names_of(organisation_.divisions)));
        }
        return division;
    }

    core::PolicyName read_policy(Table& table, const std::string& key) {
        const core::PolicyName policy{table.text(key).value_or("")};
        if (!policy.empty() && !content_.policies.contains(policy)) {
            table.issue(key, "unknown_escalation", "unknown escalation \"" + policy.text + "\"",
                        hint(policy.text, names_of(content_.policies)));
        }
        return policy;
    }

    core::CategoryName read_category(Table& table, const std::string& key) {
        const core::CategoryName category{table.text(key).value_or("")};
        if (organisation_.category(category) == nullptr) {
            table.issue(key, "unknown_category", "unknown category \"" + category.text + "\"",
                        hint(category.text, names_of(organisation_.categories)));
        }
        return category;
    }

    void read_rule(Table& table) {
        Rule rule;
        rule.file = document_.file();
        rule.line = table.line();
        rule.name = core::RuleName{table.required_text("name")};
        const bool is_twice = std::any_of(content_.rules.begin(), content_.rules.end(),
                                          [&](const Rule& other) { return other.name == rule.name; });
        if (is_twice) table.issue("name", "twice", "the rule \"" + rule.name.text + "\" is there twice");
        read_condition(table, rule);
        if (auto then = table.table("then")) {
            read_actions(*then, rule);
        } else {
            table.missing("then", "\"then\" is missing");
        }
        content_.rules.push_back(std::move(rule));
    }

    void read_condition(Table& table, Rule& rule) {
        const PlacedText when = table.required_placed_text("when");
        if (when.text.empty()) return;
        auto compilation = cel::Program::compile(when.text, rule_environment());
        for (const cel::Fault& fault : compilation.faults) {
            const SourceIssue issue = issue_of(fault, when.text, document_.file(), when.line, when.column);
            table.issue_at(issue.line, issue.column, issue.code, issue.message, issue.suggestion);
        }
        rule.condition = compilation.program;
        if (rule.condition && !fits(rule.condition->root().type, cel::simple(cel::Type::Kind::boolean))) {
            table.issue("when", "wrong_type",
                        "a condition is true or false, this is a " + rule.condition->root().type.text());
        }
    }

    void read_actions(Table& then, Rule& rule) {
        for (const char* key : {"division", "divisions"}) {
            for (const PlacedText& text : then.text_or_texts(key).value_or(std::vector<PlacedText>{})) {
                rule.divisions.push_back(read_division(then, text));
            }
        }
        if (const auto priority = then.integer("priority", 1, 5)) rule.priority = static_cast<std::int32_t>(*priority);
        rule.escalate = read_policy(then, "escalate");
        if (auto instruct = then.table("instruct")) {
            const PlacedText to = instruct->required_placed_text("to");
            const auto target = read_target(*instruct, to, false);
            const std::string text = instruct->required_text("text");
            if (target) rule.instruct = core::Firing::Order{*target, text};
        }
    }

    void read_test(Table& table) {
        RuleTest test;
        test.file = document_.file();
        test.line = table.line();
        if (auto given = table.table("given")) {
            test.report.category = read_category(*given, "category");
            if (const auto severity = given->text("severity")) {
                test.report.severity = core::from_word<core::Severity>(*severity);
                if (!test.report.severity) {
                    given->issue("severity", "unknown_word", "unknown severity \"" + *severity + "\"",
                                 hint(*severity, core::word_list<core::Severity>()));
                }
            }
            for (const PlacedText& tag : given->texts("tags").value_or(std::vector<PlacedText>{})) {
                test.report.tags.push_back(tag.text);
            }
            test.report.text = given->text("text").value_or("");
            test.report.area = given->text("area").value_or("");
            test.report.contract = given->text("contract").value_or("");
            if (const auto persons = given->integer("persons", 0, 10'000)) {
                test.report.persons = static_cast<std::int32_t>(*persons);
            }
        } else {
            table.missing("given", "a test has a \"given\" report");
        }
        for (Table& near : table.tables("nearby")) {
            test.nearby.push_back(
                {read_category(near, "category"), static_cast<int>(near.integer("count", 1, 200).value_or(1)),
                 near.integer("metres", 0, 50'000).value_or(0), near.duration("ago").value_or(Milliseconds{0})});
        }
        if (auto expect = table.table("expect")) {
            read_expectation(*expect, test);
        } else {
            table.missing("expect", "a test says what to \"expect\"");
        }
        content_.tests.push_back(std::move(test));
    }

    void read_expectation(Table& expect, RuleTest& test) {
        test.rule = expect.text("rule").value_or("");
        const bool is_known = std::any_of(content_.rules.begin(), content_.rules.end(),
                                          [&](const Rule& rule) { return rule.name.text == test.rule; });
        if (!test.rule.empty() && !is_known) {
            std::vector<std::string> known;
            for (const Rule& rule : content_.rules) known.push_back(rule.name.text);
            expect.issue("rule", "unknown_rule", "unknown rule \"" + test.rule + "\"", hint(test.rule, known));
        }
        test.no_rule = expect.boolean("no_rule").value_or(false);
        if (const auto division = expect.placed_text("division")) test.division = read_division(expect, *division);
        if (const auto division = expect.placed_text("not_division"))
            test.not_division = read_division(expect, *division);
        if (const auto priority = expect.integer("priority", 1, 5))
            test.priority = static_cast<std::int32_t>(*priority);
        test.escalate = read_policy(expect, "escalate");
        test.instruct = expect.text("instruct").value_or("");
    }

    TomlDocument& document_;
    const core::Organisation& organisation_;
    RuleContent& content_;
};

}  // namespace

RuleReading read_rules(const std::vector<std::pair<std::string, std::string>>& files,
                       const core::Organisation& organisation) {
    RuleReading reading;
    std::vector<std::unique_ptr<TomlDocument>> documents;
    std::string all;
    for (const auto& [name, text] : files) {
        documents.push_back(std::make_unique<TomlDocument>(text, name));
        reading.sources[name] = text;
        all += std::to_string(text.size()) + ":" + text;
        FileReading(*documents.back(), organisation, reading.content).read_escalations();
    }
    for (auto& document : documents) FileReading(*document, organisation, reading.content).read_rules();
    for (auto& document : documents) {
        for (SourceIssue& issue : document->take_issues()) reading.issues.push_back(std::move(issue));
    }
    // A category's own escalation is a promise of the organisation that only the rule files can keep.
    for (const auto& [name, category] : organisation.categories) {
        if (category.escalate.empty() || reading.content.policies.contains(category.escalate)) continue;
        reading.issues.push_back({"unknown_escalation", files.empty() ? "" : files.front().first, 0, 0,
                                  "category \"" + name.text + "\" of the organisation escalates by \"" +
                                      category.escalate.text + "\", which no rule file has",
                                  hint(category.escalate.text, names_of(reading.content.policies))});
    }
    reading.content.version = hex(sha256(all)).substr(0, 12);
    return reading;
}

}  // namespace paraat::rules
