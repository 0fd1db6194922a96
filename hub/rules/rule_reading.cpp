#include "hub/rules/rule_reading.hpp"

#include <algorithm>

#include "hub/base/nearest_word.hpp"
#include "hub/base/plain_name.hpp"
#include "hub/base/utf8.hpp"
#include "hub/rules/cel/moment.hpp"
#include "hub/rules/rule_environment.hpp"

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

// How long what is asked may stay on one rung of the ladder.
void read_ladder(Table& step, core::EscalationStep& made) {
    using Rung = std::pair<const char*, std::optional<Milliseconds>*>;
    for (const auto& [key, span] :
         {Rung{"deliver_within", &made.deliver_within}, Rung{"answer_within", &made.answer_within}}) {
        *span = step.duration(key);
        if (!*span) continue;
        if (**span < std::chrono::seconds{1}) step.issue(key, "out_of_range", "a rung takes a second or more");
        if (made.ack_within && **span >= *made.ack_within) {
            step.issue(key, "no_effect", "\"" + std::string(key) + "\" is to be shorter than \"ack_within\"");
        }
    }
}

void read_hours(Table& step, core::EscalationStep& made, bool is_last) {
    const auto text = step.text("during");
    if (!text) return;
    made.during = core::Hours::parse(*text);
    if (!made.during) {
        step.issue("during", "bad_value", "hours are written like \"22:00-06:00\" or \"mon-fri 07:00-19:00\"");
    }
    if (is_last) {
        step.issue("during", "reaches_nobody",
                   "a last step asks at any hour: outside of its hours the chain would end at nobody");
    }
}

void read_times(Table& step, core::EscalationStep& made, bool is_last) {
    for (const auto& [key, span] : {std::pair{"ack_within", &made.ack_within}, {"repeat_every", &made.repeat_every}}) {
        *span = step.duration(key);
        if (*span && **span < std::chrono::seconds{1}) step.issue(key, "out_of_range", "a step takes a second or more");
    }
    read_ladder(step, made);
    read_hours(step, made, is_last);
    if (!is_last) {
        step.missing("ack_within", "a step that another follows says \"ack_within\"");
    } else {
        step.missing_all({"repeat_every", "ack_within"},
                         "a last step says \"repeat_every\" or \"ack_within\": it never just ends");
    }
}

// Null when it is missing or at fault.
std::shared_ptr<const cel::Program> read_condition(Table& table, const std::string& key, const std::string& file,
                                                   const cel::Environment& environment) {
    const auto text = table.placed_text(key);
    if (!text) return nullptr;
    if (text->text.empty()) {
        table.issue_at(text->line, text->column, "empty", "a condition says when the rule holds");
        return nullptr;
    }
    auto compilation = cel::Program::compile(text->text, environment);
    for (const cel::Fault& fault : compilation.faults) {
        const SourceIssue issue = issue_of(fault, *text, file);
        table.issue_at(issue.line, issue.column, issue.code, issue.message, issue.suggestion);
    }
    const auto& program = compilation.program;
    if (program && !fits(program->root().type, cel::simple(cel::Type::Kind::boolean))) {
        table.issue_at(text->line, text->column, "wrong_type",
                       "a condition comes to true or false, not to " + program->root().type.text());
    }
    return program;
}

// What a rule waits for: "after" and "unless" stand together or not at all.
void read_wait(Table& table, const std::string& file, const cel::Environment& environment, Rule& rule) {
    rule.after = table.duration("after");
    if (rule.after && *rule.after < std::chrono::seconds{1}) {
        table.issue("after", "out_of_range", "a rule waits a second or more");
    }
    rule.unless = read_condition(table, "unless", file, environment);
    if (rule.after && !table.has("unless")) {
        table.missing("unless", "a rule that waits says for what: \"unless\"");
    }
    if (table.has("unless") && !table.has("after")) {
        table.missing("after", "a rule that waits says how long: \"after\"");
    }
}

bool calls_a_window(const cel::Expression& node) {
    const bool is_window = node.kind == cel::Expression::Kind::call && node.host != nullptr && looks_back(node.name);
    return is_window || std::any_of(node.arguments.begin(), node.arguments.end(),
                                    [](const auto& argument) { return calls_a_window(*argument); });
}

void read_tags(Table& then, Rule& rule) {
    constexpr std::size_t tag_length_most = 32;
    const auto tags = then.text_or_texts("tags");
    for (const PlacedText& tag : tags.value_or(std::vector<PlacedText>{})) {
        if (!is_plain_name(tag.text, '_') && !is_plain_name(tag.text)) {
            then.issue_at(tag.line, tag.column, "bad_name", no_plain_name(tag.text));
        }
        if (tag.text.size() <= tag_length_most) rule.tags.push_back(tag.text);
    }
    if (tags && tags->empty()) then.issue("tags", "empty", "this list names no tag");
}

// "{area}" and its like in a text; what stands in braces and is no field would be said as it is written.
void check_places(Table& table, const std::string& key, const std::string& text) {
    static const std::vector<std::string> known = {"title",    "area",    "category", "severity",
                                                   "contract", "reports", "persons"};
    for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
        const std::size_t close = text.find('}', open);
        const std::string name = text.substr(open + 1, close == std::string::npos ? close : close - open - 1);
        if (close != std::string::npos && std::find(known.begin(), known.end(), name) != known.end()) continue;
        table.issue(key, "unknown_field",
                    "\"{" + shortened(name) + "}\" is no field of an incident that a text may show",
                    suggestion_for(name, known));
    }
}

// Who answers for a silence, why it is there and when it ends: one without any of them is forgotten by everybody.
void read_silence(Table& silence, const References& references, Rule& rule) {
    core::Silence made;
    made.rule = rule.name;
    silence.missing("owner", "a silence has an \"owner\", who is told before it ends");
    silence.missing("until", "a silence says \"until\" when: none is without end");
    if (const auto owner = silence.placed_text("owner")) {
        const auto target = references.target(silence, *owner, References::Relative::refused);
        if (target) made.owner = target->text();
    }
    made.reason = silence.required_text("reason");
    const auto reason = silence.text("reason");
    if (reason && reason->empty()) {
        silence.issue("reason", "empty", "a silence says why, for those who wonder at night");
    }
    if (made.reason.size() > 200) silence.issue("reason", "too_long", "a reason has 200 bytes at most");
    const auto until = silence.text("until");
    if (until) {
        const auto moment = cel::read_timestamp(*until);
        if (!moment) silence.issue("until", "bad_value", "this is no moment: \"2026-12-01T06:00:00+01:00\" is one");
        if (moment) made.until = Instant{moment->seconds * 1'000 + moment->nanoseconds / 1'000'000};
    }
    made.tell_before = silence.duration("tell_before").value_or(std::chrono::minutes{15});
    rule.silence = std::move(made);
}

void read_holding(Table& then, const References& references, Rule& rule) {
    const auto inhibits = then.text_or_texts("inhibit");
    if (inhibits && inhibits->empty()) then.issue("inhibit", "empty", "this list names no escalation");
    for (const PlacedText& text : inhibits.value_or(std::vector<PlacedText>{})) {
        rule.inhibits.push_back(references.policy(then, text));
    }
    if (auto silence = then.table("silence")) read_silence(*silence, references, rule);
    constexpr std::size_t group_most = 64;  // bytes, as on the wire
    const auto group = then.text("group");
    rule.group = group.value_or("");
    if (group && group->empty()) then.issue("group", "empty", "a group has a name");
    if (rule.group.size() > group_most) then.issue("group", "too_long", "a group's name has 64 bytes at most");
    check_places(then, "group", rule.group);
    if (rule.after && rule.holds_back()) {
        then.issue(rule.silence ? "silence" : "inhibit", "no_effect", "a rule that holds calls back does not wait");
    }
}

std::optional<core::Firing::Order> read_order(Table& table, const std::string& what, const References& references) {
    const auto to = table.placed_text("to");
    if (!to) table.missing("to", what + " says whom it goes \"to\"");
    const auto target = to ? references.target(table, *to, References::Relative::refused) : std::nullopt;
    const auto text = table.text("text");
    if (!text) table.missing("text", what + " has a \"text\"");
    if (text && text->empty()) table.issue("text", "empty", what + " says what is to be done");
    check_places(table, "text", text.value_or(""));
    if (!target) return std::nullopt;
    return core::Firing::Order{*target, text.value_or("")};
}

void read_deploy(Table& deploy, const References& references, Rule& rule) {
    constexpr Milliseconds span_most = std::chrono::hours{48};  // as long as an ended instruction is known
    const auto order = read_order(deploy, "a request for people", references);
    deploy.missing("for", "a request for people says \"for\" how long");
    const auto span = deploy.duration("for");
    if (span && (*span < std::chrono::minutes{1} || *span > span_most)) {
        deploy.issue("for", "out_of_range", "people are asked for a minute at least and 48 hours at most");
    }
    const auto metres = deploy.integer("within", 1, 50'000).value_or(1'000);
    if (order)
        rule.deploy = core::Firing::Deploy{*order, span.value_or(Milliseconds{0}), static_cast<std::int32_t>(metres)};
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
    read_tags(then, rule);
    constexpr std::size_t title_most = 120;  // bytes, as on the wire
    const auto title = then.text("title");
    rule.title = title.value_or("");
    if (title && title->empty()) then.issue("title", "empty", "a title says what it is about");
    if (rule.title.size() > title_most) then.issue("title", "too_long", "a title has 120 bytes at most");
    check_places(then, "title", rule.title);
    read_holding(then, references, rule);
    if (auto instruct = then.table("instruct")) {
        rule.instruct = read_order(*instruct, "an instruction", references);
    }
    if (auto deploy = then.table("deploy")) read_deploy(*deploy, references, rule);
    if (rule.instruct && rule.deploy) {
        then.issue("deploy", "no_effect", "a rule gives one order: \"instruct\" or \"deploy\"");
    }
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
    std::vector<core::EscalationStep> all;
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
        all.push_back(std::move(made));
    }
    policy.steps = std::move(all);
    policy.ack_lasts = table.duration("ack_lasts");
    if (policy.ack_lasts && *policy.ack_lasts < std::chrono::minutes{1}) {
        table.issue("ack_lasts", "out_of_range", "an acknowledgement lasts a minute or more");
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
    table.missing("when", "\"when\" is missing");
    rule.is_shadow = table.boolean("shadow").value_or(false);
    rule.condition = read_condition(table, "when", file, environment);
    if (rule.condition) note_places(rule.condition->root(), *table.placed_text("when"), rule);
    read_wait(table, file, environment, rule);
    rule.includes_closed = table.boolean("include_closed").value_or(false);
    for (const auto& condition : {rule.condition, rule.unless}) {
        rule.looks_back |= condition != nullptr && calls_a_window(condition->root());
    }
    if (table.has("include_closed") && rule.condition && !rule.looks_back) {
        table.issue("include_closed", "no_effect", "this rule counts in no window, so there is nothing to include");
    }
    if (auto then = table.table("then")) read_actions(*then, references, rule);
    table.missing("then", "\"then\" is missing");
    content.rules.push_back(std::move(rule));
}

}  // namespace paraat::rules
