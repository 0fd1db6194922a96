#include "hub/rules/cel/clause.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "hub/rules/cel/evaluator.hpp"
#include "hub/rules/cel/lexer.hpp"

namespace paraat::rules::cel {
namespace {

// Leaves of one clause: a ?: has its condition twice, and one in the other they double.
constexpr int leaves_most = 1'000;
// Values that its terms are compared with: each is compared with all others of its term, in every case that is looked
// at.
constexpr std::size_t values_most = 500;

class Nothing : public Activation {
public:
    Value variable(std::string_view) const override { return {}; }
    bool has_variable(std::string_view) const override { return false; }
    Outcome call(std::string_view, const std::vector<Value>&) const override { return Value{}; }
};

// Whether every name in it is its own, so that it asks nothing of the host.
bool is_closed(const Expression& node, std::vector<std::string>& scope) {
    if (node.host) return false;
    if (node.kind == Expression::Kind::identifier) {
        return !node.is_absolute && std::find(scope.begin(), scope.end(), node.name) != scope.end();
    }
    const std::size_t outer = scope.size();
    bool is = true;
    for (std::size_t i = 0; is && i < node.arguments.size(); ++i) {
        if (i == 1 && !node.variable.empty()) scope.push_back(node.variable);
        if (i == 1 && !node.second_variable.empty()) scope.push_back(node.second_variable);
        is = is_closed(*node.arguments[i], scope);
    }
    scope.resize(outer);
    return is;
}

struct Comparing {
    std::string_view name;
    Relation relation;
    Relation mirrored;
    Relation opposite;
};
constexpr std::array<Comparing, 4> comparings = {{{"_<_", Relation::less, Relation::more, Relation::at_least},
                                                  {"_<=_", Relation::at_most, Relation::at_least, Relation::more},
                                                  {"_>_", Relation::more, Relation::less, Relation::at_most},
                                                  {"_>=_", Relation::at_least, Relation::at_most, Relation::less}}};

Relation opposite_of(Relation relation) {
    return std::find_if(comparings.begin(), comparings.end(),
                        [&](const Comparing& one) { return one.relation == relation; })
        ->opposite;
}

bool is_nan(const Value& value) {
    const auto* real = value.as<double>();
    return real != nullptr && std::isnan(*real);
}

// Types of which each value is on one side of a bound or on the other; a double may be neither.
bool is_ordered(const Type& type) {
    return type.is(Type::Kind::integer) || type.is(Type::Kind::unsigned_integer) || type.is(Type::Kind::text) ||
           type.is(Type::Kind::duration) || type.is(Type::Kind::timestamp);
}

class Rewriting {
public:
    explicit Rewriting(const std::string& source) : source_(source) {}

    Clause read(const Expression& node, bool truth) {
        if (++leaves_ > leaves_most) return {};
        if (node.calls("!_")) return read(*node.arguments[0], !truth);
        if (node.calls("_&&_") || node.calls("_||_")) {
            return joined(node.calls("_&&_") == truth, node, truth);
        }
        if (node.calls("_?_:_")) return branches(node, truth);
        if (const auto known = constant(node)) {
            const auto* is = *known ? (*known)->as<bool>() : nullptr;
            return {is != nullptr && *is == truth ? Clause::Kind::always : Clause::Kind::never};
        }
        if (node.kind == Expression::Kind::call && node.arguments.size() == 2) return comparison(node, truth);
        return itself(node, truth);
    }

private:
    // What a part always comes to; nullopt when that depends on what is reported, or when finding out takes too long:
    // all parts together have the steps of one evaluation.
    std::optional<Outcome> constant(const Expression& part) {
        std::vector<std::string> scope;
        if (evaluator_.is_spent() || !is_closed(part, scope)) return std::nullopt;
        Outcome outcome = evaluator_.evaluate(part);
        return evaluator_.is_spent() ? std::nullopt : std::optional(std::move(outcome));
    }

    std::optional<Value> value_of(const Expression& part) {
        const auto known = constant(part);
        return known && *known ? std::optional(**known) : std::nullopt;
    }

    Clause joined(bool is_all, const Expression& node, bool truth) {
        Clause clause{is_all ? Clause::Kind::all : Clause::Kind::any};
        for (const auto& side : node.arguments) clause.parts.push_back(read(*side, truth));
        return clause;
    }

    Clause branches(const Expression& node, bool truth) {
        Clause clause{Clause::Kind::any};
        for (const std::size_t i : {1u, 2u}) {
            clause.parts.push_back(
                {Clause::Kind::all, {read(*node.arguments[0], i == 1), read(*node.arguments[i], truth)}});
        }
        return clause;
    }

    Clause comparison(const Expression& node, bool truth) {
        const auto right = value_of(*node.arguments[1]);
        if (node.name == "@in") {
            const auto* list = right ? right->list() : nullptr;
            const bool is_small = list != nullptr && list->size() <= values_most - values_;
            return is_small ? among(*node.arguments[0], *list, truth) : itself(node, truth);
        }
        const auto left = right ? std::nullopt : value_of(*node.arguments[0]);
        if (!right && !left) return itself(node, truth);
        const Value& known = right ? *right : *left;
        const Expression& term = *node.arguments[right ? 0 : 1];
        if (node.name == "_==_" || node.name == "_!=_") {
            const bool is_same = truth == (node.name == "_==_");
            const auto* is = known.as<bool>();
            // x == true is x.
            if (is != nullptr && term.type.is(Type::Kind::boolean)) return read(term, *is == is_same);
            return among(term, {known}, is_same);
        }
        const auto* found = std::find_if(comparings.begin(), comparings.end(),
                                         [&](const Comparing& one) { return one.name == node.name; });
        if (found == comparings.end() || is_nan(known) || (!truth && !is_ordered(term.type)))
            return itself(node, truth);
        const Relation relation = right ? found->relation : found->mirrored;
        Clause clause = of_term(Clause::Kind::relation, term, {known});
        clause.relation = truth ? relation : opposite_of(relation);
        return clause;
    }

    Clause among(const Expression& term, const Value::List& values, bool truth) {
        if (values.empty() && truth) return {Clause::Kind::never};
        Clause clause = of_term(Clause::Kind::among, term, values);
        clause.truth = truth;
        return clause;
    }

    Clause of_term(Clause::Kind kind, const Expression& term, Value::List values) {
        values_ += std::min(values.size(), values_most - values_);
        Clause clause{kind};
        clause.key = key_of(term);
        clause.values = std::move(values);
        clause.first = Domain(term.type.is(Type::Kind::integer) ? Domain::Kind::whole : Domain::Kind::any);
        if (term.calls("size") && !term.host) clause.first.be(Relation::at_least, Value{std::int64_t{0}});
        return clause;
    }

    Clause itself(const Expression& node, bool truth) const {
        Clause clause{Clause::Kind::part};
        clause.key = key_of(node);
        clause.truth = truth;
        return clause;
    }

    std::string key_of(const Expression& node) const {
        const auto text = std::string_view(source_).substr(node.span.begin, node.span.end - node.span.begin);
        std::vector<Fault> faults;
        std::string key;
        for (const Token& token : tokens_of(text, faults)) {
            key += text.substr(token.span.begin, token.span.end - token.span.begin);
            key += ' ';
        }
        return faults.empty() ? key : std::string(text);
    }

    const std::string& source_;
    const Nothing nothing_;
    Evaluator evaluator_{nothing_};
    int leaves_ = 0;
    std::size_t values_ = 0;
};

}  // namespace

Clause clause_of(const Expression& part, const std::string& source) {
    return Rewriting(source).read(part, true);
}

}  // namespace paraat::rules::cel
