#include <algorithm>

#include "hub/rules/expectation_reading.hpp"
#include "hub/rules/rule_reading.hpp"

namespace paraat::rules {
namespace {

using Table = TomlDocument::Table;

// One after the other: each takes place at its moment or, without one, at that of the step before.
class Steps {
public:
    explicit Steps(const References& references) : references_(references) {}

    TestStep read(Table& table) {
        TestStep step;
        step.line = table.line();
        step.at = read_moment(table);
        step.deed = read_deed(table);
        if (auto expect = table.table("expect")) step.expect = read_expectation(*expect, references_, known_);
        const bool is_idle = std::holds_alternative<std::monostate>(step.deed) && !step.expect;
        if (is_idle) {
            table.missing_all({"report", "status", "ack", "command", "expect"},
                              "a step does something or expects something: it says \"report\", \"status\", \"ack\", "
                              "\"command\" or \"expect\"");
        }
        return step;
    }

private:
    Milliseconds read_moment(Table& table) {
        const auto at = table.duration("at");
        if (!at) return newest_;
        if (*at < newest_) table.issue("at", "out_of_order", "time goes forward: the step before this one is later");
        if (*at > test_lasts_most) table.issue("at", "out_of_range", "a test lasts seven days at most");
        return newest_ = std::clamp(*at, newest_, std::max(newest_, test_lasts_most));
    }

    TestDeed read_deed(Table& table) {
        std::vector<TestDeed> deeds;
        if (auto report = table.table("report")) {
            deeds.emplace_back(read_report(*report, references_));
            note(std::get<ReportDeed>(deeds.back()).as);
            known_.has_all &= !report->may_hold_misspelt("as");
        }
        if (auto status = table.table("status")) {
            deeds.emplace_back(read_status(*status, references_, known_));
            const auto& deed = std::get<StatusDeed>(deeds.back());
            if (deed.update.panic) note(deed.as);
            known_.has_all &= !status->may_hold_misspelt("as");
        }
        if (auto ack = table.table("ack")) deeds.emplace_back(read_ack(*ack, references_, known_));
        if (auto command = table.table("command")) deeds.emplace_back(read_command(*command, references_, known_));
        if (table.may_hold_misspelt("report")) known_ = {known_.names, true, false};
        if (deeds.size() > 1) {
            table.issue("", "bad_value", "a step does one thing; what follows it at the same moment is the next step");
        }
        return deeds.empty() ? TestDeed{} : std::move(deeds.front());
    }

    void note(const std::string& name) {
        known_.is_any = true;
        if (!name.empty()) known_.names.insert(name);
    }

    const References& references_;
    KnownIncidents known_;
    Milliseconds newest_{0};
};

Neighbours read_neighbours(Table& near, const References& references) {
    Neighbours neighbours;
    neighbours.category = references.category(near, "category");
    near.missing("category", "a neighbour has a \"category\"");
    neighbours.count = static_cast<int>(near.integer("count", 1, 200).value_or(1));
    neighbours.metres = near.integer("metres", 0, 50'000).value_or(0);
    neighbours.ago = near.duration("ago").value_or(Milliseconds{0});
    return neighbours;
}

// `given` and `expect` are a report and what is made of it at once.
TestStep read_given(Table& table, const References& references) {
    TestStep step;
    step.line = table.line();
    if (auto given = table.table("given")) step.deed = read_report(*given, references);
    KnownIncidents known;
    known.is_any = true;
    if (auto expect = table.table("expect")) step.expect = read_expectation(*expect, references, known);
    return step;
}

}  // namespace

void read_test(Table& table, const std::string& file, const References& references, RuleContent& content) {
    RuleTest test;
    test.file = file;
    test.line = table.line();
    test.name = table.text("name").value_or("");
    if (table.has("name") && test.name.empty()) table.issue("name", "empty", "a name says what the test shows");
    for (Table& near : table.tables("nearby")) test.nearby.push_back(read_neighbours(near, references));
    test.has_steps = table.has("steps");
    if (test.has_steps) {
        Steps steps(references);
        for (Table& step : table.tables("steps")) test.steps.push_back(steps.read(step));
        if (table.has("given") || table.has("expect")) {
            table.issue(table.has("given") ? "given" : "expect", "bad_value",
                        "a test has \"steps\", or one \"given\" report and what to \"expect\" of it");
            read_given(table, references);
        }
        const bool expects = std::any_of(test.steps.begin(), test.steps.end(),
                                         [](const TestStep& step) { return step.expect.has_value(); });
        if (!expects) table.issue("steps", "empty", "a test that expects nothing cannot fail");
    } else {
        table.missing_all({"given", "steps"}, "a test has a \"given\" report, or \"steps\"");
        if (table.has("given")) table.missing("expect", "a test says what to \"expect\"");
        test.steps.push_back(read_given(table, references));
    }
    content.tests.push_back(std::move(test));
}

}  // namespace paraat::rules
