#include "hub/rules/rule_reading.hpp"

#include <algorithm>

#include "hub/base/plain_name.hpp"

namespace paraat::rules {
namespace {

using Table = TomlDocument::Table;

// The name of an escalation or a rule; nullopt when it is missing or is none.
std::optional<std::string> read_name(Table& table) {
    const auto name = table.text("name");
    if (!name) {
        table.missing("name", "\"name\" is missing");
    } else if (!is_plain_name(*name)) {
        table.issue("name", "bad_name", no_plain_name(*name));
    } else {
        return name;
    }
    return std::nullopt;
}

LineColumn place_of(const PlacedText& text) {
    return {text.line, text.column};
}

void note_places(const cel::Expression& part, const PlacedText& when, Rule& rule) {
    rule.places.emplace(part.span.begin, when.place_of(part.span.begin));
    for (const auto& argument : part.arguments) note_places(*argument, when, rule);
}

void read_times(Table& step, core::EscalationStep& made, bool is_last) {
    for (const auto& [key, span] : {std::pair{"ack_within", &made.ack_within}, {"repeat_every", &made.repeat_every}}) {
        *span = step.duration(key);
        if (*span && **span < std::chrono::seconds{1}) step.issue(key, "out_of_range", "a step takes a second or more");
    }
    if (!is_last) {
        step.missing("ack_within", "a step that another follows says \"ack_within\"");
    } else {
        step.missing_all({"repeat_every", "ack_within"},
                         "a last step says \"repeat_every\" or \"ack_within\": it never just ends");
    }
}

void read_condition(Table& table, const std::string& file, const cel::Environment& environment, Rule& rule) {
    const auto when = table.placed_text("when");
    if (!when) return table.missing("when", "\"when\" is missing");
    auto compilation = cel::Program::compile(when->text, environment);
    if (when->text.empty()) {
        return table.issue_at(when->line, when->column, "empty", "a condition says when the rule holds");
    }
    for (const cel::Fault& fault : compilation.faults) {
        const SourceIssue issue = issue_of(fault, *when, file);
        table.issue_at(issue.line, issue.column, issue.code, issue.message, issue.suggestion);
    }
    rule.condition = compilation.program;
    if (rule.condition) note_places(rule.condition->root(), *when, rule);
    if (rule.condition && !fits(rule.condition->root().type, cel::simple(cel::Type::Kind::boolean))) {
        table.issue_at(when->line, when->column, "wrong_type",
                       "a condition comes to true or false, not to " + rule.condition->root().type.text());
    }
}

void read_actions(Table& then, const References& references, Rule& rule) {
    if (then.is_empty()) then.issue("", "empty", "a rule asks for something: \"then\" is empty");
    for (const char* key : {"division", "divisions"}) {
        const auto texts = then.text_or_texts(key);
        if (texts && texts->empty()) then.issue(key, "empty", "this list names no division");
        for (const PlacedText& text : texts.value_or(std::vector<PlacedText>{})) {
            rule.divisions.push_back(references.division(then, text));
        }
    }
    if (const auto priority = then.integer("priority", 1, 5)) rule.priority = static_cast<std::int32_t>(*priority);
    rule.escalate = references.policy(then, "escalate");
    auto instruct = then.table("instruct");
    if (!instruct) return;
    const auto to = instruct->placed_text("to");
    if (!to) instruct->missing("to", "an instruction says whom it goes \"to\"");
    const auto target = to ? references.target(*instruct, *to, References::Relative::refused) : std::nullopt;
    const auto text = instruct->text("text");
    if (!text) instruct->missing("text", "an instruction has a \"text\"");
    if (text && text->empty()) instruct->issue("text", "empty", "an instruction says what is to be done");
    if (target) rule.instruct = core::Firing::Order{*target, text.value_or("")};
}

}  // namespace

void read_escalation(Table& table, const std::string& file, References& references, RuleContent& content) {
    const auto name = read_name(table);
    core::EscalationPolicy policy{core::PolicyName{name.value_or("")}, {}};
    if (content.policies.contains(policy.name)) table.issue("name", "twice", "this escalation is there twice");
    PolicyPlace place{file, name ? place_of(*table.placed_text("name")) : LineColumn{}, {}};
    std::vector<Table> steps = table.tables("steps");
    if (steps.empty() && table.has("steps")) table.issue("steps", "empty", "an escalation has at least one step");
    table.missing("steps", "an escalation has at least one step");
    for (std::size_t i = 0; i < steps.size(); ++i) {
        core::EscalationStep made;
        const auto targets = steps[i].text_or_texts("notify");
        if (!targets) steps[i].missing("notify", "a step has somebody to \"notify\"");
        place.steps.push_back({steps[i].line(), steps[i].column()});
        if (targets && targets->empty()) {
            steps[i].issue("notify", "reaches_nobody", "a step has somebody to \"notify\", this list is empty");
        }
        for (const PlacedText& text : targets.value_or(std::vector<PlacedText>{})) {
            const auto target = references.target(steps[i], text, References::Relative::allowed);
            if (target) made.targets.push_back(*target);
        }
        read_times(steps[i], made, i + 1 == steps.size());
        policy.steps.push_back(std::move(made));
    }
    if (!references.reaches_who_is_cleared(policy)) {
        table.issue("steps", "reaches_nobody",
                    "a call about covert work would ask nobody: add the opco or a coordinator to a step");
    }
    if (name) {
        content.policies[policy.name] = policy;
        content.policy_places[policy.name] = std::move(place);
    } else {
        references.has_all_policies = false;
    }
}

void read_rule(Table& table, const std::string& file, const cel::Environment& environment, References& references,
               RuleContent& content) {
    Rule rule;
    rule.file = file;
    rule.line = table.line();
    const auto name = read_name(table);
    if (!name) references.has_all_rules = false;
    rule.name = core::RuleName{name.value_or("")};
    if (name) rule.place = place_of(*table.placed_text("name"));
    const bool is_twice = name && std::any_of(content.rules.begin(), content.rules.end(),
                                              [&](const Rule& other) { return other.name == rule.name; });
    if (is_twice) table.issue("name", "twice", "the rule \"" + rule.name.text + "\" is there twice");
    read_condition(table, file, environment, rule);
    rule.is_shadow = table.boolean("shadow").value_or(false);
    if (auto then = table.table("then")) read_actions(*then, references, rule);
    table.missing("then", "\"then\" is missing");
    content.rules.push_back(std::move(rule));
}

}  // namespace paraat::rules
