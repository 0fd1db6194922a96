#pragma once

#include "hub/rules/cel/ast.hpp"
#include "hub/rules/cel/environment.hpp"

namespace paraat::rules::cel {

inline constexpr std::int64_t steps_most = 100'000;  // nodes that one evaluation may visit

// Runs checked expressions. && and || pass over an error when the other side decides, as do all() and exists()
// (cel-spec, "Logical Operators"). Out of steps is an error.
class Evaluator {
public:
    explicit Evaluator(const Activation& activation) : activation_(activation) {}

    Outcome evaluate(const Expression& node);

private:
    Outcome call(const Expression& node);
    Outcome decide(const Expression& node, bool deciding);
    Outcome select(const Expression& node);
    Outcome comprehension(const Expression& node);
    Outcome quantify(const Expression& node, const Value::List& elements);
    Outcome gather(const Expression& node, const Value::List& elements);
    Outcome with(const std::string& variable, const Value& value, const Expression& body);

    const Activation& activation_;
    std::vector<std::pair<std::string_view, Value>> scopes_;
    std::int64_t steps_ = 0;
};

}  // namespace paraat::rules::cel
