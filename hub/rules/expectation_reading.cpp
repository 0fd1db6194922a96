#include "hub/rules/expectation_reading.hpp"

#include "hub/base/nearest_word.hpp"
#include "hub/base/utf8.hpp"
#include "hub/core/refusal.hpp"

namespace paraat::rules {
namespace {

using Table = TomlDocument::Table;

// What stands at a key, one or several, each read by `read`. None at all says nothing, so it is a fault.
template <class Read>
auto all_of(Table& table, const std::string& key, const Read& read) {
    std::vector<decltype(read(PlacedText{}))> found;
    const auto texts = table.text_or_texts(key);
    if (texts && texts->empty()) table.issue(key, "empty", "this list expects nothing");
    for (const PlacedText& text : texts.value_or(std::vector<PlacedText>{})) found.push_back(read(text));
    return found;
}

std::string read_reason(Table& table) {
    const auto text = table.text("refused");
    if (!text) return {};
    std::vector<std::string> known;
    for (int i = 0; i <= static_cast<int>(core::Reason::not_supported); ++i) {
        known.emplace_back(core::code_of(static_cast<core::Reason>(i)));
    }
    if (std::find(known.begin(), known.end(), *text) == known.end()) {
        table.issue("refused", "unknown_word", "unknown reason \"" + shortened(*text) + "\"",
                    suggestion_for(*text, known));
    }
    return *text;
}

std::optional<std::int32_t> read_number(Table& table, const std::string& key, std::int64_t least, std::int64_t most) {
    const auto number = table.integer(key, least, most);
    return number ? std::optional(static_cast<std::int32_t>(*number)) : std::nullopt;
}

void read_names(Table& table, const References& references, Expectation& expect) {
    const auto rule = [&](const PlacedText& text) { return references.rule(table, text); };
    const auto division = [&](const PlacedText& text) { return references.division(table, text); };
    const auto policy = [&](const PlacedText& text) { return references.policy(table, text); };
    const auto itself = [](const PlacedText& text) { return text.text; };
    expect.rules = all_of(table, "rule", rule);
    expect.not_rules = all_of(table, "not_rule", rule);
    expect.divisions = all_of(table, "division", division);
    expect.not_divisions = all_of(table, "not_division", division);
    expect.escalations = all_of(table, "escalate", policy);
    expect.not_escalations = all_of(table, "not_escalate", policy);
    expect.held = all_of(table, "held", policy);
    expect.not_held = all_of(table, "not_held", policy);
    expect.tags = all_of(table, "tag", itself);
    expect.not_tags = all_of(table, "not_tag", itself);
    expect.no_rule = table.boolean("no_rule").value_or(false);
    if (table.has("no_rule") && !expect.no_rule) {
        table.issue("no_rule", "bad_value", "\"no_rule\" is true or is left out");
    }
}

void read_targets(Table& table, const References& references, Expectation& expect) {
    for (const auto& [key, targets] : {std::pair{"target", &expect.asked},
                                       {"told", &expect.told},
                                       {"not_told", &expect.not_told},
                                       {"instruct", &expect.instructed},
                                       {"not_instruct", &expect.not_instructed}}) {
        const auto found = all_of(table, key, [&](const PlacedText& text) {
            return references.mentioned(table, text, References::Relative::refused).value_or(core::Target{});
        });
        targets->assign(found.begin(), found.end());
    }
}

}  // namespace

Expectation read_expectation(Table& table, const References& references, KnownIncidents& known) {
    Expectation expect;
    const bool is_empty = table.is_empty();
    if (is_empty) table.issue("", "empty", "a test that expects nothing cannot fail");
    if (!is_empty) expect.incident = known.read(table);
    read_names(table, references, expect);
    read_targets(table, references, expect);
    expect.priority = read_number(table, "priority", 1, 5);
    expect.severity = read_word<core::Severity>(table, "severity", "severity");
    expect.status = read_word<core::IncidentStatus>(table, "status", "status");
    expect.reports = read_number(table, "reports", 1, 10'000);
    expect.step = read_number(table, "step", 1, 100);
    expect.instructions = read_number(table, "instructions", 0, 1'000);
    expect.acked = table.boolean("acked");
    expect.joined = table.boolean("joined");
    expect.refused = read_reason(table);
    return expect;
}

}  // namespace paraat::rules
