#include "hub/rules/cel/evaluator.hpp"

#include <algorithm>

#include "hub/rules/cel/functions.hpp"
#include "hub/rules/cel/standard.hpp"

namespace paraat::rules::cel {
namespace {

using Kind = Expression::Kind;

Outcome out_of_steps() {
    return error("the condition takes more than 100,000 steps");
}

std::size_t bytes_of(const Value& value) {
    const auto* text = value.as<std::string>();
    return text == nullptr ? 0 : text->size();
}

// What it takes to make a value, or to copy it: lists are shared, so only where one is made do its elements count.
bool pay_for(const Value& value, Kind kind, Budget& budget) {
    if (!budget.spend_bytes(bytes_of(value))) return false;
    const Value::List* list = kind == Kind::identifier ? nullptr : value.list();
    if (list == nullptr) return true;
    if (!budget.spend(static_cast<std::int64_t>(list->size()))) return false;
    return std::all_of(list->begin(), list->end(),
                       [&](const Value& element) { return budget.spend_bytes(bytes_of(element)); });
}

}  // namespace

Outcome Evaluator::evaluate(const Expression& node) {
    if (!budget_.spend(1)) return out_of_steps();
    Outcome outcome = visit(node);
    if (outcome && !pay_for(*outcome, node.kind, budget_)) return out_of_steps();
    return budget_.is_spent() ? out_of_steps() : outcome;
}

Outcome Evaluator::visit(const Expression& node) {
    switch (node.kind) {
        case Kind::literal: return node.value;
        case Kind::identifier:
            for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
                if (scope->first == node.name) return *scope->second;
            }
            return activation_.variable(node.name);
        case Kind::select:
        case Kind::has: return select(node);
        case Kind::call: return call(node);
        case Kind::list: {
            Value::List elements;
            for (const auto& argument : node.arguments) {
                auto element = evaluate(*argument);
                if (!element) return element;
                elements.push_back(std::move(*element));
            }
            return Value{std::move(elements)};
        }
        case Kind::map: {
            Value::Map entries;
            for (std::size_t i = 0; i + 1 < node.arguments.size(); i += 2) {
                const auto key = evaluate(*node.arguments[i]);
                if (!key) return key;
                const auto* name = key->as<std::string>();
                if (name == nullptr) return error("the keys of a map are texts");
                auto value = evaluate(*node.arguments[i + 1]);
                if (!value) return value;
                if (!entries.emplace(*name, std::move(*value)).second) return error("a key is there twice");
            }
            return Value{std::move(entries)};
        }
        case Kind::comprehension: return comprehension(node);
    }
    return error("no such expression");
}

Outcome Evaluator::select(const Expression& node) {
    const auto target = evaluate(*node.arguments[0]);
    if (!target) return target;
    const bool asks = node.kind == Kind::has;
    if (const Object* object = target->object()) {
        return asks ? Value{object->has(node.name)} : object->field(node.name);
    }
    const auto* map = target->map();
    if (map == nullptr) return error("this has no fields");
    const auto found = map->find(node.name);
    if (asks) return Value{found != map->end()};
    return found == map->end() ? Outcome(error("no such key: " + node.name)) : Outcome(found->second);
}

// The side that equals `deciding` decides, whatever became of the other.
Outcome Evaluator::decide(const Expression& node, bool deciding) {
    const auto left = evaluate(*node.arguments[0]);
    const auto* first = left ? left->as<bool>() : nullptr;
    if (first != nullptr && *first == deciding) return Value{deciding};
    const auto right = evaluate(*node.arguments[1]);
    const auto* second = right ? right->as<bool>() : nullptr;
    if (second != nullptr && *second == deciding) return Value{deciding};
    if (!left) return left;
    if (!right) return right;
    if (first == nullptr || second == nullptr) return error("only true and false can be combined");
    return Value{!deciding};
}

Outcome Evaluator::call(const Expression& node) {
    if (node.name == "_&&_") return decide(node, false);
    if (node.name == "_||_") return decide(node, true);
    if (node.name == "_?_:_") {
        const auto condition = evaluate(*node.arguments[0]);
        if (!condition) return condition;
        const auto* truth = condition->as<bool>();
        if (truth == nullptr) return error("a condition is true or false");
        return evaluate(*node.arguments[*truth ? 1 : 2]);
    }
    std::vector<Value> arguments;
    arguments.reserve(node.arguments.size());
    for (const auto& argument : node.arguments) {
        auto value = evaluate(*argument);
        if (!value) return value;
        arguments.push_back(std::move(*value));
    }
    if (node.host) return call_host(node, std::move(arguments));
    const auto* text = node.pattern ? arguments[0].as<std::string>() : nullptr;
    if (text != nullptr) return Value{node.pattern->is_in(*text, budget_)};
    return call_standard(node.name, arguments, budget_);
}

// What the checker could not see is seen here, so that the host gets what it said it wants.
Outcome Evaluator::call_host(const Expression& node, std::vector<Value> arguments) {
    const Environment::Function& function = *node.host;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const Type& wanted = function.parameters[i];
        const bool is_whole = has_type(arguments[i], simple(Type::Kind::integer));
        if (wanted.is(Type::Kind::real) && is_whole) {
            arguments[i] = Value{static_cast<double>(*arguments[i].as<std::int64_t>())};
        }
        if (!has_type(arguments[i], wanted)) return error(node.name + " wants a " + wanted.text());
        const std::string fault = function.fault ? function.fault(i, arguments[i]) : "";
        if (!fault.empty()) return error(fault);
    }
    return activation_.call(node.name, arguments);
}

Outcome Evaluator::with(const std::string& variable, const Value& value, const Expression& body) {
    scopes_.emplace_back(variable, &value);
    Outcome outcome = evaluate(body);
    scopes_.pop_back();
    return outcome;
}

Outcome Evaluator::comprehension(const Expression& node) {
    const auto range = evaluate(*node.arguments[0]);
    if (!range) return range;
    Value::List keys;
    const Value::List* elements = range->list();
    if (const auto* map = range->map()) {
        for (const auto& [key, unused] : *map) keys.emplace_back(key);
        elements = &keys;
    }
    if (elements == nullptr) return error(node.name + " goes over a list or a map");
    if (node.name == "filter" || node.name == "map") return gather(node, *elements);
    return quantify(node, *elements);
}

Outcome Evaluator::quantify(const Expression& node, const Value::List& elements) {
    const bool is_all = node.name == "all";
    const bool is_one = node.name == "exists_one";
    std::optional<std::string> failed;
    std::size_t found = 0;
    for (const Value& element : elements) {
        const auto holds = with(node.variable, element, *node.arguments[1]);
        const auto* truth = holds ? holds->as<bool>() : nullptr;
        if (truth == nullptr) {
            failed = holds ? "a condition is true or false" : holds.error();
            if (is_one) return error(*failed);
            continue;
        }
        if (is_all && !*truth) return Value{false};
        if (!is_all && !is_one && *truth) return Value{true};
        found += *truth ? 1 : 0;
    }
    if (failed) return error(*failed);
    if (is_one) return Value{found == 1};
    return Value{is_all};
}

Outcome Evaluator::gather(const Expression& node, const Value::List& elements) {
    const bool has_condition = node.name == "filter" || node.arguments.size() == 3;
    Value::List gathered;
    for (const Value& element : elements) {
        if (has_condition) {
            const auto holds = with(node.variable, element, *node.arguments[1]);
            if (!holds) return holds;
            const auto* truth = holds->as<bool>();
            if (truth == nullptr) return error("a condition is true or false");
            if (!*truth) continue;
        }
        if (node.name == "filter") {
            gathered.push_back(element);
            continue;
        }
        auto made = with(node.variable, element, *node.arguments.back());
        if (!made) return made;
        gathered.push_back(std::move(*made));
    }
    return Value{std::move(gathered)};
}

}  // namespace paraat::rules::cel
