#include "hub/rules/cel/checker.hpp"

#include <algorithm>

#include "hub/base/nearest_word.hpp"
#include "hub/rules/cel/judgement.hpp"
#include "hub/rules/cel/macros.hpp"
#include "hub/rules/cel/operand.hpp"

namespace paraat::rules::cel {
namespace {

using Kind = Expression::Kind;

template <class Map>
std::vector<std::string> keys_of(const Map& map) {
    std::vector<std::string> keys;
    for (const auto& [key, unused] : map) keys.push_back(key);
    return keys;
}

Type type_of_literal(const Value& value) {
    if (value.as<bool>() != nullptr) return simple(Type::Kind::boolean);
    if (value.as<std::int64_t>() != nullptr) return simple(Type::Kind::integer);
    if (value.as<std::uint64_t>() != nullptr) return simple(Type::Kind::unsigned_integer);
    if (value.as<double>() != nullptr) return simple(Type::Kind::real);
    if (value.as<std::string>() != nullptr) return simple(Type::Kind::text);
    if (value.as<Bytes>() != nullptr) return simple(Type::Kind::bytes);
    if (value.as<TypeName>() != nullptr) return simple(Type::Kind::type);
    return simple(Type::Kind::null);
}

class Checker {
public:
    Checker(const Environment& environment, std::vector<Fault>& faults)
        : environment_(environment), findings_(faults) {}

    void check(Expression& node) {
        switch (node.kind) {
            case Kind::literal: node.type = type_of_literal(node.value); break;
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
            case Kind::bind: check_bind(node); break;
            case Kind::optional_map: check_optional_map(node); break;
        }
        node.type = inference_.settled(node.type);
    }

private:
    void check_identifier(Expression& node) {
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend() && !node.is_absolute; ++scope) {
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
        findings_.add(node, "unknown_name", "unknown name " + quoted(node.name), suggestion_for(node.name, known));
    }

    // Through an optional the field of what it holds is optional as well.
    void check_select(Expression& node) {
        check(*node.arguments[0]);
        Type target = inference_.settled(node.arguments[0]->type);
        const bool is_through = target.is(Type::Kind::optional);
        if (is_through) target = inference_.settled(*target.element);
        if (target.is(Type::Kind::message)) {
            const auto& fields = environment_.messages.at(target.name);
            const auto field = fields.find(node.name);
            if (field != fields.end()) {
                node.type = field->second;
            } else {
                // The name alone is at fault, not all that stands before it.
                findings_.add(node.name_span, "unknown_field", target.name + " has no field " + quoted(node.name),
                              suggestion_for(node.name, keys_of(fields)));
            }
        } else if (target.is(Type::Kind::map)) {
            inference_.fit(simple(Type::Kind::text), *target.key);
            node.type = *target.element;
        } else if (!target.is_open()) {
            findings_.add(node.name_span, "no_fields", "a " + target.text() + " has no fields");
        }
        if (is_through || node.is_optional) node.type = optional_of(node.type);
    }

    // Of an element or a map's value; of an optional one, of what it holds.
    Type entry_type(const Expression& entry) {
        if (!entry.is_optional_entry) return entry.type;
        const Type held = inference_.fresh();
        if (inference_.fit(entry.type, optional_of(held))) return inference_.settled(held);
        findings_.add(entry, "wrong_type", "an optional stands after a '?', not a " + entry.type.text());
        return simple(Type::Kind::dyn);
    }

    // The type that all of every `stride`-th argument from `first` share, or dyn.
    Type common(Expression& node, std::size_t first, std::size_t stride) {
        std::optional<Type> shared;
        for (std::size_t i = first; i < node.arguments.size(); i += stride) {
            check(*node.arguments[i]);
            const Type type = entry_type(*node.arguments[i]);
            shared = shared ? inference_.common(*shared, type) : type;
        }
        return shared ? *shared : inference_.fresh();
    }

    void check_map(Expression& node) {
        const Type key = common(node, 0, 2);
        const bool can_be_key = key.is_open() || key.is(Type::Kind::text) || key.is(Type::Kind::boolean) ||
                                key.is(Type::Kind::integer) || key.is(Type::Kind::unsigned_integer);
        if (!can_be_key) findings_.add(node, "wrong_type", "a " + key.text() + " cannot be the key of a map");
        node.type = map_of(key, common(node, 1, 2));
    }

    void wants_truth(const Expression& condition) {
        if (inference_.fit(condition.type, simple(Type::Kind::boolean))) return;
        findings_.add(condition, "wrong_type", "this condition is a " + condition.type.text());
    }

    // What a macro goes over: of a list the elements, of a map the keys; of two variables, the place or the key first.
    void open_scope(const Expression& node) {
        const Expression& range = *node.arguments[0];
        const Type over = inference_.settled(range.type);
        const bool has_two = !node.second_variable.empty();
        Type first;
        Type second;
        if (over.is(Type::Kind::list)) {
            first = has_two ? simple(Type::Kind::integer) : *over.element;
            second = *over.element;
        } else if (over.is(Type::Kind::map)) {
            first = *over.key;
            second = *over.element;
        } else if (!over.is_open()) {
            findings_.add(range, "wrong_type", node.name + " goes over a list or a map, not over a " + over.text());
        }
        scopes_.emplace_back(node.variable, first);
        if (has_two) scopes_.emplace_back(node.second_variable, second);
    }

    void check_comprehension(Expression& node) {
        check(*node.arguments[0]);
        const std::size_t outside = scopes_.size();
        open_scope(node);
        const Type first = scopes_[outside].second;
        for (std::size_t i = 1; i < node.arguments.size(); ++i) check(*node.arguments[i]);
        scopes_.resize(outside);
        const bool makes = node.name == "map" || node.name.starts_with("transform") || node.name == "sortBy";
        const std::size_t conditions = makes ? node.arguments.size() - 1 : node.arguments.size();
        for (std::size_t i = 1; i < conditions; ++i) wants_truth(*node.arguments[i]);
        node.type = simple(Type::Kind::boolean);
        const Type made = node.arguments.back()->type;
        if (node.name == "filter" || node.name == "sortBy") node.type = list_of(first);
        if (node.name == "map" || node.name == "transformList") node.type = list_of(made);
        if (node.name == "transformMap") node.type = map_of(first, made);
        if (node.name == "transformMapEntry") check_entry(node, made);
    }

    void check_entry(Expression& node, const Type& made) {
        node.type = map_of(inference_.fresh(), inference_.fresh());
        if (inference_.fit(made, node.type)) return;
        findings_.add(*node.arguments.back(), "wrong_type", "an entry is a map, not a " + made.text());
    }

    void check_bind(Expression& node) {
        check(*node.arguments[0]);
        scopes_.emplace_back(node.variable, node.arguments[0]->type);
        check(*node.arguments[1]);
        scopes_.pop_back();
        node.type = node.arguments[1]->type;
    }

    void check_optional_map(Expression& node) {
        check(*node.arguments[0]);
        const Type held = inference_.fresh();
        if (!inference_.fit(node.arguments[0]->type, optional_of(held))) {
            findings_.add(*node.arguments[0], "wrong_type",
                          node.name + " is of an optional, not of a " + node.arguments[0]->type.text());
        }
        scopes_.emplace_back(node.variable, held);
        check(*node.arguments[1]);
        scopes_.pop_back();
        const Type made = node.arguments[1]->type;
        if (node.name == "optMap") {
            node.type = optional_of(made);
            return;
        }
        node.type = optional_of(inference_.fresh());
        if (inference_.fit(made, node.type)) return;
        findings_.add(*node.arguments[1], "wrong_type", "optFlatMap makes an optional, not a " + made.text());
    }

    void check_call(Expression& node) {
        for (auto& argument : node.arguments) check(*argument);
        if (node.name == "_?_:_") return check_conditional(node);
        if (node.host) return check_host(node);
        if (node.forms != nullptr) return check_form(node);
        if (environment_.functions.contains(node.name)) {
            return findings_.add(node.name_span, "wrong_call",
                                 node.name + " stands alone, not after a dot: " + node.name + "(...)");
        }
        if (node.is_member_call && is_macro_name(node.name)) {
            return findings_.add(node.name_span, "wrong_arguments",
                                 node.name + " takes the name of a variable, and what is made of it");
        }
        std::vector<std::string> known = keys_of(environment_.functions);
        for (std::string& name : Library::standard().names()) known.push_back(std::move(name));
        findings_.add(node.name_span, "unknown_function", "unknown function " + quoted(node.name),
                      suggestion_for(node.name, known));
    }

    void check_conditional(Expression& node) {
        if (!inference_.fit(node.arguments[0]->type, simple(Type::Kind::boolean))) {
            findings_.add(*node.arguments[0], "wrong_type", "the condition is a " + node.arguments[0]->type.text());
        }
        node.type = inference_.common(node.arguments[1]->type, node.arguments[2]->type);
    }

    void check_host(Expression& node) {
        const Environment::Function& function = *node.host;
        node.type = function.result;
        if (function.parameters.size() != node.arguments.size()) {
            return findings_.add(node, "wrong_arguments",
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
            if (!inference_.fit(argument.type, wanted) && !is_number) {
                findings_.add(argument, "wrong_type",
                              node.name + " wants a " + wanted.text() + " here, not a " + argument.type.text());
            } else if (argument.kind == Kind::literal && function.fault) {
                const std::string wrong = function.fault(i, argument.value);
                if (!wrong.empty()) findings_.add(argument, "bad_value", wrong);
            }
        }
    }

    // Where several forms fit, because a type is open, what they say of parameters is not kept.
    void check_form(Expression& node) {
        const Inference::Knowledge before = inference_.knowledge();
        Inference::Knowledge after;
        std::optional<Type> result;
        int fitting = 0;
        for (const Overload& form : *node.forms) {
            if (!fits_form(node, form)) continue;
            const Type made = inference_.settled(last_result_);
            if (++fitting == 1) after = inference_.knowledge();
            inference_.forget(before);
            const bool is_same = !result || (result->kind == made.kind && fits(*result, made));
            result = is_same ? made : simple(Type::Kind::dyn);
        }
        if (fitting == 0) return refuse(node);
        if (fitting == 1) inference_.forget(std::move(after));
        node.type = *result;
        judge(node, findings_);
    }

    bool fits_form(const Expression& node, const Overload& form) {
        if (form.is_member != node.is_member_call || form.parameters.size() != node.arguments.size()) return false;
        const Overload own = inference_.instance(form);
        last_result_ = own.result;
        // Equality has its own judgement.
        const bool is_equality = node.name == "_==_" || node.name == "_!=_" || node.name == "@in";
        if (is_equality) return node.name != "@in" || fits(node.arguments[1]->type, own.parameters[1]);
        const Inference::Knowledge before = inference_.knowledge();
        for (std::size_t i = 0; i < node.arguments.size(); ++i) {
            if (inference_.fit(node.arguments[i]->type, own.parameters[i])) continue;
            inference_.forget(before);
            return false;
        }
        return true;
    }

    void refuse(const Expression& node) {
        std::string types;
        for (const auto& argument : node.arguments) types += (types.empty() ? "" : ", ") + argument->type.text();
        findings_.add(wrong_operand(node), "wrong_type", "\"" + spoken(node.name) + "\" does not take (" + types + ")",
                      form_of(node));
    }

    const Environment& environment_;
    Findings findings_;
    Inference inference_;
    Type last_result_;  // of the form that was tried last
    std::vector<std::pair<std::string, Type>> scopes_;
};

}  // namespace

void check(Expression& root, const Environment& environment, std::vector<Fault>& faults) {
    Checker(environment, faults).check(root);
}

}  // namespace paraat::rules::cel
