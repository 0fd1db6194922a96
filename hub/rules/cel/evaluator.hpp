#pragma once

#include "hub/rules/cel/ast.hpp"
#include "hub/rules/cel/environment.hpp"

namespace paraat::rules::cel {

// Runs checked expressions. && and || pass over an error when the other side decides, as do all() and exists()
// (cel-spec, "Logical Operators"). Out of its budget is an error that nothing passes over.
class Evaluator {
public:
    explicit Evaluator(const Activation& activation) : activation_(activation) {}

    Outcome evaluate(const Expression& node);

private:
    Outcome visit(const Expression& node);
    Outcome call(const Expression& node);
    Outcome call_host(const Expression& node, std::vector<Value> arguments);
    Outcome decide(const Expression& node, bool deciding);
    Outcome select(const Expression& node);
    Outcome comprehension(const Expression& node);
    Outcome quantify(const Expression& node, const Value::List& elements);
    Outcome gather(const Expression& node, const Value::List& elements);
    Outcome with(const std::string& variable, const Value& value, const Expression& body);

    const Activation& activation_;
    std::vector<std::pair<std::string_view, const Value*>> scopes_;
    Budget budget_;
};

}  // namespace paraat::rules::cel
