#pragma once

#include "hub/rules/cel/ast.hpp"
#include "hub/rules/cel/environment.hpp"
#include "hub/rules/cel/trace.hpp"

namespace paraat::rules::cel {

// What is said where a condition of an expression is neither.
inline constexpr const char* no_condition = "a condition is true or false";

// Runs expressions whose names are resolved, checked or not. && and || pass over an error when the other side decides,
// as do all() and exists() (cel-spec, "Logical Operators"). Out of its budget is an error that nothing passes over.
class Evaluator {
public:
    // With a trace it notes there what each part came to.
    explicit Evaluator(const Activation& activation, Trace* trace = nullptr) : activation_(activation), trace_(trace) {}

    Outcome evaluate(const Expression& node);
    // Whether it has no steps left, after all that it evaluated so far.
    bool is_spent() const { return budget_.is_spent(); }

private:
    struct Round;  // of a macro: what its variables are
    class Rounds;

    Outcome visit(const Expression& node);
    // The same as evaluate(), but what stands in the text or is a variable of a macro is not copied: nullptr when
    // `kept` is an error, which else keeps what had to be made.
    const Value* look(const Expression& node, Outcome& kept);
    const Value* standing(const Expression& node) const;
    const Value* local(const Expression& identifier) const;
    Outcome identifier(const Expression& node);
    Outcome select(const Expression& node);
    Outcome list(const Expression& node);
    Outcome map(const Expression& node);
    Outcome call(const Expression& node);
    Outcome comparison(const Expression& node);
    Outcome call_host(const Expression& node, std::vector<Value> arguments);
    Outcome decide(const Expression& node, bool deciding);
    Outcome conditional(const Expression& node);
    Outcome alternative(const Expression& node);
    Outcome bind(const Expression& node);
    Outcome optional_map(const Expression& node);

    Outcome comprehension(const Expression& node);
    Outcome quantify(const Expression& node, const Rounds& rounds);
    Outcome gather(const Expression& node, const Rounds& rounds);
    Outcome transform(const Expression& node, const Rounds& rounds);
    Outcome sort(const Expression& node, const Rounds& rounds);
    Outcome in_round(const Expression& node, const Round& round, const Expression& body);
    Possible<bool> takes_part(const Expression& node, const Round& round);
    Outcome with(const std::string& variable, const Value& value, const Expression& body);

    const Activation& activation_;
    Trace* trace_;
    std::vector<std::pair<std::string_view, const Value*>> scopes_;
    Budget budget_;
};

}  // namespace paraat::rules::cel
