#include "hub/base/nearest_word.hpp"
#include "hub/base/utf8.hpp"
#include "hub/rules/rule_reading.hpp"

namespace paraat::rules {
namespace {

using Table = TomlDocument::Table;

core::Report read_given(Table& given, const References& references) {
    core::Report report;
    report.category = references.category(given, "category");
    given.missing("category", "a report has a \"category\"");
    if (const auto severity = given.text("severity")) {
        report.severity = core::from_word<core::Severity>(*severity);
        if (!report.severity) {
            given.issue("severity", "unknown_word", "unknown severity \"" + shortened(*severity) + "\"",
                        suggestion_for(*severity, core::word_list<core::Severity>()));
        }
    }
    for (const PlacedText& tag : given.texts("tags").value_or(std::vector<PlacedText>{})) {
        report.tags.push_back(tag.text);
    }
    report.text = given.text("text").value_or("");
    report.area = given.text("area").value_or("");
    report.contract = given.text("contract").value_or("");
    if (const auto persons = given.integer("persons", 0, 10'000)) report.persons = static_cast<std::int32_t>(*persons);
    return report;
}

RuleTest::Neighbours read_neighbours(Table& near, const References& references) {
    RuleTest::Neighbours neighbours;
    neighbours.category = references.category(near, "category");
    near.missing("category", "a neighbour has a \"category\"");
    neighbours.count = static_cast<int>(near.integer("count", 1, 200).value_or(1));
    neighbours.metres = near.integer("metres", 0, 50'000).value_or(0);
    neighbours.ago = near.duration("ago").value_or(Milliseconds{0});
    return neighbours;
}

void read_expectation(Table& expect, const References& references, RuleTest& test) {
    if (expect.is_empty()) expect.issue("", "empty", "a test that expects nothing cannot fail");
    test.rule = references.rule(expect, "rule");
    test.no_rule = expect.boolean("no_rule").value_or(false);
    if (expect.has("no_rule") && !test.no_rule) {
        expect.issue("no_rule", "bad_value", "\"no_rule\" is true or is left out");
    }
    if (const auto division = expect.placed_text("division")) test.division = references.division(expect, *division);
    if (const auto division = expect.placed_text("not_division")) {
        test.not_division = references.division(expect, *division);
    }
    if (const auto priority = expect.integer("priority", 1, 5)) test.priority = static_cast<std::int32_t>(*priority);
    test.escalate = references.policy(expect, "escalate");
    if (const auto instruct = expect.placed_text("instruct")) {
        const auto target = references.target(expect, *instruct, References::Relative::refused);
        if (target) test.instruct = target->text();
    }
}

}  // namespace

void read_test(Table& table, const std::string& file, const References& references, RuleContent& content) {
    RuleTest test;
    test.file = file;
    test.line = table.line();
    if (auto given = table.table("given")) test.report = read_given(*given, references);
    table.missing("given", "a test has a \"given\" report");
    for (Table& near : table.tables("nearby")) test.nearby.push_back(read_neighbours(near, references));
    if (auto expect = table.table("expect")) read_expectation(*expect, references, test);
    table.missing("expect", "a test says what to \"expect\"");
    content.tests.push_back(std::move(test));
}

}  // namespace paraat::rules
