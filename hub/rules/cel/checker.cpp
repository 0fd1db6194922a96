#include "hub/rules/cel/checker.hpp"

#include <algorithm>

#include "hub/base/nearest_word.hpp"
#include "hub/rules/cel/call_check.hpp"
#include "hub/rules/cel/macros.hpp"

namespace paraat::rules::cel {
namespace {

using Kind = Expression::Kind;

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
        : environment_(environment), findings_(faults), calls_(environment, findings_, inference_) {}

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
        const Type over = inference_.closed(range.type);
        const bool has_two = !node.second_variable.empty();
        Type first;
        Type second;
        if (over.is(Type::Kind::list)) {
            first = has_two ? simple(Type::Kind::integer) : *over.element;
            second = *over.element;
        } else if (over.is(Type::Kind::map) && node.name != "sortBy") {
            first = *over.key;
            second = *over.element;
        } else if (!over.is_open()) {
            const char* const wanted =
                node.name == "sortBy" ? " is of a list, not of a " : " goes over a list or a map, not over a ";
            findings_.add(range, "wrong_type", node.name + wanted + over.text());
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
        scopes_.emplace_back(node.variable, inference_.closed(node.arguments[0]->type));
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
        scopes_.emplace_back(node.variable, inference_.closed(held));
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
        // What a macro's name stands before is no call, and its variables would be unknown names.
        const bool is_macro = node.is_member_call && node.forms == nullptr && is_macro_name(node.name);
        for (auto& argument : node.arguments) {
            if (!is_macro) check(*argument);
        }
        calls_.check(node);
    }

    const Environment& environment_;
    Findings findings_;
    Inference inference_;
    CallCheck calls_;
    std::vector<std::pair<std::string, Type>> scopes_;
};

}  // namespace

void check(Expression& root, const Environment& environment, std::vector<Fault>& faults) {
    Checker(environment, faults).check(root);
}

}  // namespace paraat::rules::cel
