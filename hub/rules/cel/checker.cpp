#include "hub/rules/cel/checker.hpp"

#include <algorithm>

#include "hub/base/nearest_word.hpp"
#include "hub/base/utf8.hpp"
#include "hub/rules/cel/functions.hpp"
#include "hub/rules/cel/operand.hpp"
#include "hub/rules/cel/standard.hpp"

namespace paraat::rules::cel {
namespace {

using Kind = Expression::Kind;

std::string quoted(const std::string& word) {
    return "\"" + shortened(word) + "\"";
}

// The type of what is of the one or the other.
Type common_type(const Type& one, const Type& other) {
    if (!fits(one, other) || !fits(other, one)) return simple(Type::Kind::dyn);
    Type shared = one;
    if (one.words != other.words) shared.words = nullptr;
    return shared;
}

template <class Map>
std::vector<std::string> keys_of(const Map& map) {
    std::vector<std::string> keys;
    for (const auto& [key, unused] : map) keys.push_back(key);
    return keys;
}

class Checker {
public:
    Checker(const Environment& environment, std::vector<Fault>& faults) : environment_(environment), faults_(faults) {}

    void check(Expression& node) {
        switch (node.kind) {
            case Kind::literal: node.type = type_of(node.value); break;
            case Kind::identifier: check_identifier(node); break;
            case Kind::select: check_select(node); break;
            case Kind::has:
                check_select(node);
                node.type = simple(Type::Kind::boolean);
                break;
            case Kind::call: check_call(node); break;
            case Kind::list: node.type = list_of(common(node, 0, 1)); break;
            case Kind::map: check_map(node); break;
            case Kind::comprehension: check_comprehension(node); break;
        }
    }

private:
    static Type type_of(const Value& value) {
        if (value.as<bool>() != nullptr) return simple(Type::Kind::boolean);
        if (value.as<std::int64_t>() != nullptr) return simple(Type::Kind::integer);
        if (value.as<std::uint64_t>() != nullptr) return simple(Type::Kind::unsigned_integer);
        if (value.as<double>() != nullptr) return simple(Type::Kind::real);
        if (value.as<std::string>() != nullptr) return simple(Type::Kind::text);
        return simple(Type::Kind::null);
    }

    void fault(const Expression& node, std::string code, std::string message, std::string suggestion = {}) {
        fault(node.span, std::move(code), std::move(message), std::move(suggestion));
    }
    void fault(Span span, std::string code, std::string message, std::string suggestion = {}) {
        if (faults_.size() >= faults_most) return;
        faults_.push_back({std::move(code), span, std::move(message), std::move(suggestion)});
    }

    void check_identifier(Expression& node) {
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            if (scope->first != node.name) continue;
            node.type = scope->second;
            return;
        }
        const auto variable = environment_.variables.find(node.name);
        if (variable != environment_.variables.end()) {
            node.type = variable->second;
            return;
        }
        std::vector<std::string> known = keys_of(environment_.variables);
        for (const auto& [name, type] : scopes_) known.push_back(name);
        fault(node, "unknown_name", "unknown name " + quoted(node.name), suggestion_for(node.name, known));
    }

    void check_select(Expression& node) {
        Expression& target = *node.arguments[0];
        check(target);
        if (target.type.is(Type::Kind::message)) {
            const auto& fields = environment_.messages.at(target.type.message);
            const auto field = fields.find(node.name);
            if (field != fields.end()) {
                node.type = field->second;
                return;
            }
            // The name alone is at fault, not all that stands before it.
            fault(node.name_span, "unknown_field", target.type.message + " has no field " + quoted(node.name),
                  suggestion_for(node.name, keys_of(fields)));
        } else if (target.type.is(Type::Kind::map)) {
            node.type = *target.type.element;
        } else if (!target.type.is(Type::Kind::dyn)) {
            fault(node.name_span, "no_fields", "a " + target.type.text() + " has no fields");
        }
    }

    // The type that all of every `stride`-th argument from `first` share, or dyn.
    Type common(Expression& node, std::size_t first, std::size_t stride) {
        std::optional<Type> shared;
        for (std::size_t i = first; i < node.arguments.size(); i += stride) {
            check(*node.arguments[i]);
            const Type& type = node.arguments[i]->type;
            shared = shared ? common_type(*shared, type) : type;
        }
        return shared.value_or(simple(Type::Kind::dyn));
    }

    void check_map(Expression& node) {
        const Type key = common(node, 0, 2);
        if (!fits(key, simple(Type::Kind::text))) fault(node, "wrong_type", "the keys of a map are texts");
        node.type = map_to(common(node, 1, 2));
    }

    void check_comprehension(Expression& node) {
        Expression& range = *node.arguments[0];
        check(range);
        Type element = simple(Type::Kind::dyn);
        if (range.type.is(Type::Kind::list)) element = *range.type.element;
        if (range.type.is(Type::Kind::map)) element = simple(Type::Kind::text);
        if (!range.type.is(Type::Kind::list) && !range.type.is(Type::Kind::map) && !range.type.is(Type::Kind::dyn)) {
            fault(range, "wrong_type", node.name + " goes over a list or a map, not over a " + range.type.text());
        }
        scopes_.emplace_back(node.variable, element);
        for (std::size_t i = 1; i < node.arguments.size(); ++i) check(*node.arguments[i]);
        scopes_.pop_back();
        const bool is_map = node.name == "map";
        const std::size_t conditions = is_map ? node.arguments.size() - 1 : node.arguments.size();
        for (std::size_t i = 1; i < conditions; ++i) {
            if (!fits(node.arguments[i]->type, simple(Type::Kind::boolean))) {
                fault(*node.arguments[i], "wrong_type", "this condition is a " + node.arguments[i]->type.text());
            }
        }
        node.type = simple(Type::Kind::boolean);
        if (node.name == "filter") node.type = list_of(element);
        if (is_map) node.type = list_of(node.arguments.back()->type);
    }

    void check_call(Expression& node) {
        for (auto& argument : node.arguments) check(*argument);
        if (node.name == "_?_:_") return check_conditional(node);
        const auto function = environment_.functions.find(node.name);
        const bool is_of_host = function != environment_.functions.end();
        if (is_of_host && !node.is_member_call) return check_host(node, function->second);
        if (is_standard(node.name)) return check_standard(node);
        if (is_of_host) {
            return fault(node.name_span, "wrong_call",
                         node.name + " stands alone, not after a dot: " + node.name + "(...)");
        }
        std::vector<std::string> known = keys_of(environment_.functions);
        for (const Overload& overload : standard_overloads()) {
            if (overload.name.find('_') == std::string_view::npos && overload.name[0] != '@') {
                known.emplace_back(overload.name);
            }
        }
        fault(node.name_span, "unknown_function", "unknown function " + quoted(node.name),
              suggestion_for(node.name, known));
    }

    void check_conditional(Expression& node) {
        if (!fits(node.arguments[0]->type, simple(Type::Kind::boolean))) {
            fault(*node.arguments[0], "wrong_type", "the condition is a " + node.arguments[0]->type.text());
        }
        node.type = common_type(node.arguments[1]->type, node.arguments[2]->type);
    }

    void check_host(Expression& node, const Environment::Function& function) {
        node.type = function.result;
        node.host = std::make_shared<const Environment::Function>(function);
        if (function.parameters.size() != node.arguments.size()) {
            return fault(node, "wrong_arguments",
                         node.name + " takes " + std::to_string(function.parameters.size()) + " arguments");
        }
        for (std::size_t i = 0; i < node.arguments.size(); ++i) {
            Expression& argument = *node.arguments[i];
            const Type& wanted = function.parameters[i];
            const auto* whole = argument.value.as<std::int64_t>();
            if (wanted.is(Type::Kind::real) && argument.kind == Kind::literal && whole != nullptr) {
                argument.value = Value{static_cast<double>(*whole)};
                argument.type = simple(Type::Kind::real);
            }
            const bool is_number = wanted.is(Type::Kind::real) && argument.type.is(Type::Kind::integer);
            if (!fits(argument.type, wanted) && !is_number) {
                fault(argument, "wrong_type",
                      node.name + " wants a " + wanted.text() + " here, not a " + argument.type.text());
            } else if (argument.kind == Kind::literal && function.fault) {
                const std::string wrong = function.fault(i, argument.value);
                if (!wrong.empty()) fault(argument, "bad_value", wrong);
            }
        }
    }

    void check_standard(Expression& node) {
        std::string forms;
        const Overload* chosen = nullptr;
        bool is_certain = true;
        for (const Overload& overload : standard_overloads()) {
            if (overload.name != node.name || overload.is_member != node.is_member_call) continue;
            if (!fits_but(node, overload)) continue;
            if (chosen != nullptr && chosen->result.kind != overload.result.kind) is_certain = false;
            if (chosen == nullptr) chosen = &overload;
        }
        if (chosen == nullptr) {
            for (const auto& argument : node.arguments) forms += (forms.empty() ? "" : ", ") + argument->type.text();
            return fault(wrong_operand(node), "wrong_type",
                         "\"" + spoken(node.name) + "\" does not take (" + forms + ")", form_of(node));
        }
        node.type = is_certain ? chosen->result : simple(Type::Kind::dyn);
        if (node.name == "_[_]" && node.arguments[0]->type.element) node.type = *node.arguments[0]->type.element;
        check_equality(node);
        check_words(node);
        check_pattern(node);
        fold(node);
    }

    // A literal that is compared with a field of few words is one of them.
    void check_words(const Expression& node) {
        if (node.name != "_==_" && node.name != "_!=_" && node.name != "@in") return;
        const Expression& left = *node.arguments[0];
        const Expression& right = *node.arguments[1];
        if (node.name != "@in") {
            check_word(left.type, right);
            check_word(right.type, left);
        } else if (right.kind == Kind::list) {
            for (const auto& element : right.arguments) check_word(left.type, *element);
        } else if (right.type.element) {
            check_word(*right.type.element, left);
        }
    }

    void check_word(const Type& type, const Expression& literal) {
        const auto* text = literal.kind == Kind::literal ? literal.value.as<std::string>() : nullptr;
        if (!type.words || type.words->all.empty() || text == nullptr) return;
        const std::vector<std::string>& all = type.words->all;
        if (std::find(all.begin(), all.end(), *text) != all.end()) return;
        fault(literal, "unknown_word", "unknown " + type.words->noun + " " + quoted(*text), suggestion_for(*text, all));
    }

    // Times and spans that are written out become values, and wrong ones faults, before anything runs.
    void fold(Expression& node) {
        if (node.name != "duration" && node.name != "timestamp") return;
        const Expression& argument = *node.arguments[0];
        if (argument.kind != Kind::literal) return;
        auto made = convert(node.name, argument.value);
        if (!made) return fault(argument, "bad_value", made.error());
        node.kind = Kind::literal;
        node.value = std::move(*made);
        node.arguments.clear();
    }

    // What can never be equal was not meant.
    void check_equality(const Expression& node) {
        if (node.name != "_==_" && node.name != "_!=_" && node.name != "@in") return;
        const Type& left = node.arguments[0]->type;
        Type right = node.arguments[1]->type;
        if (node.name == "@in") right = right.is(Type::Kind::list) ? *right.element : simple(Type::Kind::dyn);
        const auto is_number = [](const Type& type) {
            return type.is(Type::Kind::integer) || type.is(Type::Kind::unsigned_integer) || type.is(Type::Kind::real);
        };
        const bool has_null = left.is(Type::Kind::null) || right.is(Type::Kind::null);
        if (has_null || fits(left, right) || (is_number(left) && is_number(right))) return;
        const bool is_left = node.arguments[0]->kind == Kind::literal;
        fault(*node.arguments[is_left ? 0 : 1], "wrong_type", "a " + left.text() + " never equals a " + right.text());
    }

    void check_pattern(Expression& node) {
        if (node.name != "matches") return;
        const Expression& argument = *node.arguments[1];
        const auto* source = argument.kind == Kind::literal ? argument.value.as<std::string>() : nullptr;
        if (source == nullptr) return;
        auto pattern = Pattern::compile(*source);
        if (!pattern) return fault(argument, "bad_pattern", pattern.error());
        node.pattern = std::move(*pattern);
    }

    const Environment& environment_;
    std::vector<Fault>& faults_;
    std::vector<std::pair<std::string, Type>> scopes_;
};

}  // namespace

void check(Expression& root, const Environment& environment, std::vector<Fault>& faults) {
    Checker(environment, faults).check(root);
}

}  // namespace paraat::rules::cel
