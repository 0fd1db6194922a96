#include "tests/conformance/verdict.hpp"

#include <algorithm>
#include <cmath>

#include "hub/rules/cel/order.hpp"

namespace paraat::conformance {
namespace {

using rules::cel::Outcome;
using rules::cel::Value;

class Bindings : public rules::cel::Activation {
public:
    explicit Bindings(const Case& one) : case_(one) {}

    Value variable(std::string_view name) const override { return case_.bindings.find(name)->second; }
    bool has_variable(std::string_view name) const override { return case_.bindings.contains(name); }
    Outcome call(std::string_view, const std::vector<Value>&) const override { return Value{}; }

private:
    const Case& case_;
};

// Stricter than equality: 1 is not 1.0, and NaN is NaN.
bool is_same(const Value& a, const Value& b) {
    if (a.any.index() != b.any.index()) return false;
    if (const auto* number = a.as<double>()) {
        return *number == *b.as<double>() || (std::isnan(*number) && std::isnan(*b.as<double>()));
    }
    if (const auto* list = a.list()) {
        return std::equal(list->begin(), list->end(), b.list()->begin(), b.list()->end(), is_same);
    }
    if (const auto* map = a.map()) {
        return std::equal(map->begin(), map->end(), b.map()->begin(), b.map()->end(), [](const auto& x, const auto& y) {
            return is_same(x.first.value(), y.first.value()) && is_same(x.second, y.second);
        });
    }
    rules::cel::Budget budget;
    return equal(a, b, budget);
}

std::string told(const Value& value) {
    return type_of(value).name + " " + to_text(value);
}

}  // namespace

Verdict run(const Case& one) {
    Verdict verdict;
    verdict.wanted = one.expected ? told(*one.expected) : "an error: " + one.error;
    const auto compiled = rules::cel::Program::compile(one.source, one.environment, one.checks);
    if (!compiled.program) {
        verdict.has_passed = !one.expected;
        verdict.got = "fault: " + compiled.faults.at(0).message;
        return verdict;
    }
    const Outcome outcome = compiled.program->evaluate(Bindings(one));
    verdict.got = outcome ? told(*outcome) : "error: " + outcome.error();
    verdict.has_passed = outcome && one.expected ? is_same(*outcome, *one.expected) : !outcome && !one.expected;
    return verdict;
}

}  // namespace paraat::conformance
