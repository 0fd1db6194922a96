#include <algorithm>
#include <cmath>
#include <set>

#include "hub/base/utf8.hpp"
#include "hub/rules/case_view.hpp"
#include "hub/rules/cel/cost.hpp"
#include "hub/rules/cel/explanation.hpp"
#include "hub/rules/cel/logic.hpp"
#include "hub/rules/cel/parts.hpp"
#include "hub/rules/cel/trace.hpp"
#include "tests/fuzz/scene.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/fuzz/town.hpp"

namespace paraat::fuzz {
namespace {

using rules::CaseView;
using rules::cel::Checks;
using rules::cel::Explanation;
using rules::cel::Optional;
using rules::cel::Outcome;
using rules::cel::Program;
using rules::cel::Type;
using rules::cel::Value;

// Whether a value is of its type all the way down.
bool is_of(const Value& value, const Type& type) {
    if (type.is_open()) return true;
    if (!rules::cel::has_type(value, type)) return false;
    const auto is_element = [&](const Value& element) { return !type.element || is_of(element, *type.element); };
    if (const auto* list = value.list()) return std::all_of(list->begin(), list->end(), is_element);
    if (const auto* map = value.map()) {
        return std::all_of(map->begin(), map->end(), [&](const auto& entry) {
            return (!type.key || is_of(entry.first.value(), *type.key)) && is_element(entry.second);
        });
    }
    const auto* optional = value.as<Optional>();
    return optional == nullptr || !optional->value || is_element(*optional->value);
}

std::string said(const Outcome& outcome) {
    return outcome ? "value: " + rules::cel::to_text(*outcome) : "error: " + outcome.error();
}

// What it has used of its steps is the one thing that a check may change.
bool is_out_of_steps(const Outcome& outcome) {
    return !outcome && outcome.error().starts_with("the condition takes more than");
}

bool is_true(const Outcome& outcome) {
    const auto* truth = outcome ? outcome->as<bool>() : nullptr;
    return truth != nullptr && *truth;
}

class Case {
public:
    Case(const Scene& scene, std::string_view source) : case_(scene.at_hand()), is_source_utf8_(is_utf8(source)) {}

    Outcome come_to(const Program& program) const { return program.evaluate(CaseView(case_, &areas())); }

    Outcome run(const Program& program) const {
        Outcome outcome = come_to(program);
        promise(said(outcome) == said(come_to(program)), "what it comes to is always the same");
        rules::cel::Trace trace;
        const Outcome traced = program.evaluate(CaseView(case_, &areas()), trace);
        promise(said(outcome) == said(traced), "a trace changes nothing");
        promise(trace.of(program.root()).was_true == is_true(outcome), "a trace notes what it came to");
        if (!outcome) check_text(outcome.error(), "an error is a sentence");
        return outcome;
    }

    void explain(const Program& program, const Outcome& outcome) const {
        const CaseView view(case_, &areas());
        const Explanation why = is_true(outcome) ? rules::cel::explain(program, view) : explain_not(program, view);
        check_text(why.text, "an explanation is a sentence");
        promise(why.text.size() <= rules::cel::told_most + 3, "an explanation is short");
        promise(!why.code.empty(), "an explanation has a code");
        if (is_true(outcome)) check_arguments(why);
        const bool cannot = why.text.find(" cannot be judged: ") != std::string::npos;
        if (!outcome && program.source().size() < 64) promise(cannot, "that it failed is told");
        check_parts(program, outcome);
    }

private:
    void check_text(const std::string& text, const char* what) const {
        promise(!text.empty(), what);
        if (is_source_utf8_) promise(is_utf8(text), "what is told is UTF-8");
    }
    void check_arguments(const Explanation& why) const {
        std::set<std::string> names;
        for (const auto& [name, value] : why.args) {
            promise(names.insert(name).second, "no argument is there twice");
            promise(value.size() <= rules::cel::told_most + 3, "an argument is short");
            if (is_source_utf8_) promise(is_utf8(name) && is_utf8(value), "an argument is UTF-8");
        }
    }
    void check_parts(const Program& program, const Outcome& outcome) const {
        const auto parts = rules::cel::parts_of(program, CaseView(case_, &areas()));
        promise(!parts.empty() && parts.size() <= rules::cel::parts_most, "there are parts, and not too many");
        for (const auto& part : parts) {
            check_text(part.text, "a part has a text");
            check_text(part.came_to, "a part came to something");
        }
        if (parts.size() > 1) return;
        const std::string whole = outcome ? rules::cel::to_text(*outcome) : "failed: " + outcome.error();
        promise(parts[0].came_to == shortened(whole, rules::cel::told_most),
                "the only part came to what the whole did");
    }

    core::Case case_;
    bool is_source_utf8_;
};

// What is said of a condition without running it.
struct Foretold {
    void hold(const Outcome& outcome) const {
        if (is_out_of_steps(outcome)) return;
        promise(!is_never || !is_true(outcome), "what never holds does not");
        promise(!is_always || is_true(outcome), "what always holds does");
    }

    bool is_always = false;
    bool is_never = false;
};

Foretold foretold_of(const Program& program) {
    Foretold foretold{rules::cel::Premise(program).is_always()};
    for (const auto& dead : dead_parts(program)) {
        foretold.is_never |= dead.is_whole;
        promise(dead.part != nullptr, "what is dead is somewhere");
    }
    return foretold;
}

void check_cost(const Program& program) {
    std::vector<rules::cel::Fault> faults;
    const double steps = rules::cel::limit_cost(program.root(), faults).steps;
    promise(faults.empty() && std::isfinite(steps) && steps >= 0, "the cost of what was checked is known");
}

void judge(const Program& program, const Program& unchecked, std::string_view source) {
    static const Scene scenes[] = {Scene::of_little(), Scene::of_much()};
    const Type& type = program.root().type;
    check_cost(program);
    const bool is_condition = fits(type, rules::cel::simple(Type::Kind::boolean));
    const Foretold foretold = is_condition ? foretold_of(program) : Foretold{};
    for (const Scene& scene : scenes) {
        const Case at_hand(scene, source);
        const Outcome outcome = at_hand.run(program);
        promise(!outcome || is_of(*outcome, type), "a value is of the type that was checked");
        const Outcome free = at_hand.come_to(unchecked);
        promise(said(outcome) == said(free) || is_out_of_steps(outcome) || is_out_of_steps(free),
                "a check does not change what it comes to");
        foretold.hold(outcome);
        if (is_condition) at_hand.explain(program, outcome);
    }
}

}  // namespace

void cel_evaluate(std::string_view input) {
    static const rules::cel::Environment environment = rules::rule_environment(&town(), &areas());
    const auto unchecked = Program::compile(std::string(input), environment, Checks::none);
    promise((unchecked.program == nullptr) != unchecked.faults.empty(), "a text is an expression or has faults");
    if (!unchecked.program) return;
    const auto checked = Program::compile(std::string(input), environment);
    promise((checked.program == nullptr) != checked.faults.empty(), "an expression is right or has faults");
    for (const auto& fault : checked.faults) {
        promise(fault.span.begin <= fault.span.end && fault.span.end <= input.size(), "a fault lies in the text");
    }
    if (checked.program) return judge(*checked.program, *unchecked.program, input);
    // Its values are of any type.
    static const Scene scene = Scene::of_much();
    static_cast<void>(Case(scene, input).run(*unchecked.program));
}

}  // namespace paraat::fuzz
