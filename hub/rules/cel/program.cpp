#include "hub/rules/cel/program.hpp"

#include <algorithm>

#include "hub/rules/cel/checker.hpp"
#include "hub/rules/cel/cost.hpp"
#include "hub/rules/cel/evaluator.hpp"
#include "hub/rules/cel/names.hpp"

namespace paraat::rules::cel {
namespace {

// A list that is written out is made once, not in every evaluation.
void make_lists(Expression& node) {
    for (const auto& argument : node.arguments) make_lists(*argument);
    const auto is_constant = [](const auto& element) {
        return element->kind == Expression::Kind::literal && !element->is_optional_entry;
    };
    if (node.kind != Expression::Kind::list) return;
    if (!std::all_of(node.arguments.begin(), node.arguments.end(), is_constant)) return;
    Value::List elements;
    for (const auto& element : node.arguments) elements.push_back(element->value);
    node.value = Value{std::move(elements)};
}

}  // namespace

Program::Compilation Program::compile(std::string source, const Environment& environment, Checks checks) {
    Compilation compilation;
    std::unique_ptr<Expression> root = parse(source, compilation.faults);
    if (root) resolve(*root, environment);
    if (root && checks != Checks::none) {
        check(*root, environment, compilation.faults);
        if (compilation.faults.empty() && checks == Checks::types_and_cost) limit_cost(*root, compilation.faults);
    }
    if (!compilation.faults.empty()) return compilation;
    make_lists(*root);
    auto program = std::make_shared<Program>();
    program->source_ = std::move(source);
    program->root_ = std::move(root);
    compilation.program = std::move(program);
    return compilation;
}

Outcome Program::evaluate(const Activation& activation) const {
    return Evaluator(activation).evaluate(*root_);
}

Outcome Program::evaluate(const Activation& activation, Trace& trace) const {
    return Evaluator(activation, &trace).evaluate(*root_);
}

SourceIssue issue_of(const Fault& fault, const PlacedText& source, const std::string& file) {
    const LineColumn place = source.place_of(fault.span.begin);
    return {fault.code, file, place.line, place.column, fault.message, fault.suggestion};
}

}  // namespace paraat::rules::cel
