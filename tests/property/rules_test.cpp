#include "hub/rules/rule_set.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tests/unit/rules/world.hpp"

// A set of rules answers as if each of them were tried, whatever they ask for: its index leaves none out that holds or
// fails. RC_PARAMS="seed=..." repeats a run.
namespace paraat::rules {
namespace {

// Numbers by chance, one after the other; from the end of them on each is 0, which is the plainest choice.
class Choices {
public:
    explicit Choices(std::vector<std::uint8_t> numbers) : numbers_(std::move(numbers)) {}

    std::size_t below(std::size_t end) { return next_ < numbers_.size() ? numbers_[next_++] % end : 0; }
    template <class List>
    auto one_of(const List& list) {
        return list[below(std::size(list))];
    }

private:
    std::vector<std::uint8_t> numbers_;
    std::size_t next_ = 0;
};

constexpr const char* words[] = {"a", "b", "c"};
constexpr const char* severities[] = {"minor", "serious", "extreme"};
constexpr const char* statuses[] = {"fresh", "open", "closed"};

struct TextField {
    const char* name;
    const char* const (&words)[3];
};
constexpr TextField text_fields[] = {
    {"report.category", words},        {"report.severity", severities}, {"report.area", words},
    {"report.contract", words},        {"report.client", words},        {"report.lmc", words},
    {"incident.category", words},      {"incident.status", statuses},   {"incident.area", words},
    {"incident.severity", severities}, {"incident.contract", words},    {"incident.reporter", words},
};
constexpr const char* list_fields[] = {"report.tags",    "incident.tags",     "incident.areas",    "incident.teams",
                                       "incident.units", "report.attributes", "incident.divisions"};
constexpr const char* count_fields[] = {"report.persons", "incident.reports", "incident.persons", "incident.priority"};
constexpr const char* truth_fields[] = {"report.exercise",  "report.covert",      "report.has_position",
                                        "incident.acked",   "incident.escalated", "incident.claimed",
                                        "incident.exercise"};
constexpr const char* orders[] = {" < ", " <= ", " > ", " >= ", " == ", " != "};
constexpr const char* limits[] = {"0", "1", "2", "-1", "1.0", "9223372036854775807"};
// What no index knows, and what fails for some reports.
constexpr const char* odd_parts[] = {
    "has(report.area)",
    "true",
    "false",
    "int(report.text) > 1",
    R"(report.attributes["a"] == "b")",
    R"(report.attributes[?"a"].orValue("c") == "c")",
    R"(report.tags[0] == "a")",
    R"(unit("a").on_duty)",
    R"(nearby(500, duration("1h")).exists(i, i.category == "a"))",
    R"(nearby(500, duration("1h")).exists(report, report.category == "a"))",
    R"(report.category.startsWith("b"))",
    R"(report.tags.exists(i, t, t == "a"))",
    R"(report.tags.filter(t, t == "a").size() > 0)",
    R"(report.category in report.tags)",
    R"(report.text.matches("^b+$"))",
};
// Runs out of its steps.
const std::string longest_part = [] {
    std::string numbers = "[0";
    for (int i = 1; i < 40; ++i) numbers += ", " + std::to_string(i);
    numbers += "]";
    return numbers + ".all(x, " + numbers + ".all(y, " + numbers + ".all(z, x + y + z >= 0)))";
}();

class ConditionWriting {
public:
    explicit ConditionWriting(Choices& choices) : choices_(choices) {}

    std::string condition(int depth) {
        const std::size_t form = depth == 0 ? choices_.below(9) : choices_.below(17);
        switch (form) {
            case 0:
            case 1:
            case 2:
            case 3: return about_text();
            case 4:
            case 5:
            case 6: return about_list();
            case 7: return choices_.below(12) == 11 ? longest_part : choices_.one_of(odd_parts);
            case 8: return about_count();
            case 9:
            case 10:
            case 11: return "(" + condition(depth - 1) + " && " + condition(depth - 1) + ")";
            case 12:
            case 13: return "(" + condition(depth - 1) + " || " + condition(depth - 1) + ")";
            case 14: return "!(" + condition(depth - 1) + ")";
            case 15:
                return "(" + condition(depth - 1) + " ? " + condition(depth - 1) + " : " + condition(depth - 1) + ")";
        }
        const TextField field = choices_.one_of(text_fields);
        return "cel.bind(v, " + std::string(field.name) + ", " + about(field, "v") + joint() + condition(depth - 1) +
               ")";
    }

private:
    std::string joint() { return choices_.below(2) == 0 ? " && " : " || "; }

    std::string about_text() {
        const TextField field = choices_.one_of(text_fields);
        return about(field, field.name);
    }
    std::string about(const TextField& field, const std::string& read) {
        const std::string word = quoted_of(field.words);
        switch (choices_.below(6)) {
            case 0:
            case 1: return read + " == " + word;
            case 2: return word + " == " + read;
            case 3: return read + " != " + word;
            case 4: return read + " in [" + word + ", " + quoted_of(field.words) + "]";
        }
        return "!(" + read + " in [" + word + "])";
    }

    std::string about_count() {
        const std::size_t form = choices_.below(4);
        if (form == 0) return choices_.one_of(truth_fields);
        const std::string field = choices_.one_of(count_fields);
        const std::string order = choices_.one_of(orders);
        const std::string limit = choices_.one_of(limits);
        return form == 1 ? limit + order + field : field + order + limit;
    }

    std::string about_list() {
        const std::string field = choices_.one_of(list_fields);
        const std::string word = quoted_of(words);
        const std::string other = quoted_of(words);
        switch (choices_.below(8)) {
            case 0:
            case 1: return word + " in " + field;
            case 2: return "!(" + word + " in " + field + ")";
            case 3: return field + ".exists(t, t == " + word + ")";
            case 4: return field + ".exists_one(t, t in [" + word + ", " + other + "])";
            case 5: return field + ".all(t, t != " + word + ")";
            case 6: return field + ".exists(t, t == " + word + " || int(t) > 1)";
        }
        return field + ".exists(t, " + condition(0) + " && t == " + word + ")";
    }

    std::string quoted_of(const char* const (&from)[3]) { return '"' + std::string(choices_.one_of(from)) + '"'; }

    Choices& choices_;
};

RuleContent content_of(Choices& choices) {
    static const cel::Environment environment = rule_environment();
    RuleContent content;
    const std::size_t count = 1 + choices.below(8);
    while (content.rules.size() < count) {
        Rule& rule = content.rules.emplace_back();
        rule.name = core::RuleName{"r" + std::to_string(content.rules.size())};
        const auto compiled = cel::Program::compile(ConditionWriting(choices).condition(3), environment);
        rule.condition = compiled.program;
        rule.is_shadow = choices.below(8) == 7;
        if (!rule.condition) content.rules.pop_back();  // two literals that differ cannot be compared
    }
    return content;
}

// A case whose words are those that the conditions look for, or none.
struct ChosenWorld : World {
    explicit ChosenWorld(Choices& choices) {
        const auto a_word = [&] { return choices.below(4) == 3 ? "" : std::string(choices.one_of(words)); };
        report.category.text = a_word();
        report.severity.reset();
        if (choices.below(2) == 0) report.severity = a_severity(choices);
        report.area = a_word();
        report.contract = a_word();
        report.lmc = a_word();
        report.persons = static_cast<std::int32_t>(choices.below(3));
        report.text = choices.one_of(words);
        report.exercise = choices.below(2) == 0;
        report.covert = choices.below(2) == 0;
        incident.reports = static_cast<std::int32_t>(choices.below(3));
        incident.persons = static_cast<std::int32_t>(choices.below(3));
        incident.priority = static_cast<std::int32_t>(choices.below(3));
        incident.is_exercise = choices.below(2) == 0;
        incident.claimed_by.text = a_word();
        if (choices.below(2) == 0) report.position.reset();
        report.tags.clear();
        report.attributes.clear();
        client.text = a_word();
        incident.category.text = a_word();
        incident.severity = a_severity(choices);
        incident.status = static_cast<core::IncidentStatus>(choices.below(2));
        incident.area = a_word();
        incident.contract = a_word();
        incident.opened_by.text = a_word();
        for (const std::string word : words) {
            const auto is_chosen = [&] { return choices.below(3) == 2; };
            if (is_chosen()) report.tags.push_back(word);
            if (is_chosen()) report.attributes.emplace_back(word, a_word());
            if (is_chosen()) incident.tags.insert(word);
            if (is_chosen()) incident.areas.insert(word);
            if (is_chosen()) incident.teams.emplace_back(word);
            if (is_chosen()) incident.divisions.emplace_back(word);
            if (is_chosen())
                incident.units[core::ClientName{word}].state =
                    is_chosen() ? core::UnitState::left : core::UnitState::on_scene;
        }
    }

    static core::Severity a_severity(Choices& choices) {
        return *core::from_word<core::Severity>(choices.one_of(severities));
    }
};

// What the rules of a set came to: "r1 fires", "r2 failed: ...".
using Answers = std::vector<std::string>;

Answers one_by_one(const RuleContent& content, const core::Case& at_hand) {
    Answers answers;
    for (const Rule& rule : content.rules) {
        const auto outcome = rule.condition->evaluate(CaseView(at_hand, &content.areas, rule.includes_closed));
        const auto* holds = outcome ? outcome->as<bool>() : nullptr;
        const std::string what = rule.is_shadow ? " would fire" : " fires";
        if (holds == nullptr) answers.push_back(rule.name.text + " failed: " + outcome.error());
        if (holds != nullptr && *holds) answers.push_back(rule.name.text + what);
    }
    std::sort(answers.begin(), answers.end());
    return answers;
}

Answers as_a_set(const RuleContent& content, const core::Case& at_hand) {
    Answers answers;
    const RuleSet rules(content);
    for (const core::Firing& firing : rules.judge(at_hand)) answers.push_back(firing.rule.text + " fires");
    RC_ASSERT(std::is_sorted(answers.begin(), answers.end()));
    for (const RuleTrial& trial : rules.trials().all()) answers.push_back(trial.rule.text + " would fire");
    for (const RuleFailure& failure : rules.failures().all()) {
        answers.push_back(failure.rule.text + " failed: " + failure.first);
    }
    std::sort(answers.begin(), answers.end());
    return answers;
}

TEST(RuleIndex, LeavesOutNoRuleThatHoldsOrFails) {
    EXPECT_TRUE(rc::check("a set answers as its rules one by one", [] {
        const auto number = rc::gen::inRange<int>(0, 256);
        const auto numbers = *rc::gen::container<std::vector<int>>(700, number);
        Choices choices(std::vector<std::uint8_t>(numbers.begin(), numbers.end()));
        const RuleContent content = content_of(choices);
        const RuleIndex index(content.rules);
        for (int i = 0; i < 8; ++i) {
            const ChosenWorld world(choices);
            const std::size_t tried = index.candidates(world.at_hand(), content.areas).size();
            RC_CLASSIFY(tried < content.rules.size(), "some are left out");
            for (const Rule& rule : content.rules)
                RC_LOG() << rule.name.text << ": " << rule.condition->source() << '\n';
            RC_ASSERT(as_a_set(content, world.at_hand()) == one_by_one(content, world.at_hand()));
        }
    }));
}

}  // namespace
}  // namespace paraat::rules
