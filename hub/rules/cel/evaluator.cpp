#include "hub/rules/cel/evaluator.hpp"

#include <algorithm>

#include "hub/rules/cel/library.hpp"

namespace paraat::rules::cel {
namespace {

using Kind = Expression::Kind;

Outcome out_of_steps() {
    return error("the condition takes more than 100,000 steps");
}

std::size_t bytes_of(const Value& value) {
    if (const auto* bytes = value.as<Bytes>()) return bytes->octets.size();
    const auto* text = value.as<std::string>();
    return text == nullptr ? 0 : text->size();
}

// What it takes to make a value, or to copy it: lists are shared, so only where one is made do its elements count.
bool pay_for(const Value& value, Kind kind, Budget& budget) {
    if (!budget.spend_bytes(bytes_of(value))) return false;
    if (kind == Kind::identifier) return true;
    const auto pay = [&](const Value& element) { return budget.spend_bytes(bytes_of(element)); };
    if (const auto* list = value.list()) {
        return budget.spend(static_cast<std::int64_t>(list->size())) && std::all_of(list->begin(), list->end(), pay);
    }
    const auto* map = value.map();
    if (map == nullptr) return true;
    return budget.spend(static_cast<std::int64_t>(map->size())) &&
           std::all_of(map->begin(), map->end(), [&](const auto& entry) { return pay(entry.second); });
}

// Nullopt when it has no such member; an error when it is of a kind that has none.
Possible<std::optional<Value>> member_of(const Value& holder, const std::string& name, bool is_plain) {
    if (const Object* object = holder.object()) {
        if (!is_plain && !object->has(name)) return std::nullopt;
        return object->field(name);
    }
    const auto* map = holder.map();
    if (map == nullptr) return error("this has no fields");
    const auto found = map->find(name);
    if (found == map->end()) return std::nullopt;
    return found->second;
}

// What stands for an element or a map's value that is optional: nullopt when it is left out.
Possible<std::optional<Value>> entry_of(const Expression& node, Value value) {
    if (!node.is_optional_entry) return value;
    const auto* optional = value.as<Optional>();
    if (optional == nullptr) return error("an optional stands after a '?'");
    if (!optional->value) return std::nullopt;
    return *optional->value;
}

}  // namespace

Outcome Evaluator::evaluate(const Expression& node) {
    if (!budget_.spend(1)) return out_of_steps();
    Outcome outcome = visit(node);
    if (trace_ != nullptr) [[unlikely]] {
        trace_->note(node, outcome);
    }
    if (outcome && !pay_for(*outcome, node.kind, budget_)) return out_of_steps();
    return budget_.is_spent() ? out_of_steps() : outcome;
}

Outcome Evaluator::visit(const Expression& node) {
    switch (node.kind) {
        case Kind::literal: return node.value;
        case Kind::identifier: return identifier(node);
        case Kind::select:
        case Kind::has: return select(node);
        case Kind::call: return call(node);
        case Kind::list: return list(node);
        case Kind::map: return map(node);
        case Kind::comprehension: return comprehension(node);
        case Kind::bind: return bind(node);
        case Kind::optional_map: return optional_map(node);
    }
    return error("no such expression");
}

const Value* Evaluator::look(const Expression& node, Outcome& kept) {
    const Value* found = trace_ == nullptr ? standing(node) : nullptr;
    if (found == nullptr) {
        kept = evaluate(node);
        return kept ? &*kept : nullptr;
    }
    if (budget_.spend(1) && pay_for(*found, node.kind, budget_)) return found;
    kept = out_of_steps();
    return nullptr;
}

const Value* Evaluator::standing(const Expression& node) const {
    if (node.kind == Kind::literal) return &node.value;
    if (node.kind == Kind::list) return node.value.list() == nullptr ? nullptr : &node.value;
    return node.kind == Kind::identifier ? local(node) : nullptr;
}

const Value* Evaluator::local(const Expression& identifier) const {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend() && !identifier.is_absolute; ++scope) {
        if (scope->first == identifier.name) return scope->second;
    }
    return nullptr;
}

Outcome Evaluator::identifier(const Expression& node) {
    if (const Value* found = local(node)) return *found;
    if (!node.is_resolved || !activation_.has_variable(node.name)) return error("unknown name: " + node.name);
    return activation_.variable(node.name);
}

Outcome Evaluator::list(const Expression& node) {
    if (node.value.list() != nullptr) return node.value;
    Value::List elements;
    for (const auto& argument : node.arguments) {
        auto element = evaluate(*argument);
        if (!element) return element;
        auto entry = entry_of(*argument, std::move(*element));
        if (!entry) return error(entry.error());
        if (*entry) elements.push_back(std::move(**entry));
    }
    return Value{std::move(elements)};
}

Outcome Evaluator::map(const Expression& node) {
    Value::Map entries;
    for (std::size_t i = 0; i + 1 < node.arguments.size(); i += 2) {
        const auto made = evaluate(*node.arguments[i]);
        if (!made) return made;
        const auto key = Key::of(*made);
        if (!key) return error("this cannot be the key of a map");
        auto value = evaluate(*node.arguments[i + 1]);
        if (!value) return value;
        auto entry = entry_of(*node.arguments[i + 1], std::move(*value));
        if (!entry) return error(entry.error());
        if (*entry && !entries.emplace(*key, std::move(**entry)).second) return error("a key is there twice");
    }
    return Value{std::move(entries)};
}

// Through an optional the member of what it holds is optional as well.
Outcome Evaluator::select(const Expression& node) {
    Outcome kept = Value{};
    const Value* target = look(*node.arguments[0], kept);
    if (target == nullptr) return kept;
    const bool asks = node.kind == Kind::has;
    const auto* optional = target->as<Optional>();
    if (optional != nullptr && !optional->value) return asks ? Value{false} : Value{Optional{}};
    const bool gives_optional = node.is_optional || optional != nullptr;
    const Value& holder = optional == nullptr ? *target : *optional->value;
    auto member = member_of(holder, node.name, !asks && !gives_optional);
    if (!member) return error(member.error());
    if (asks) return Value{member->has_value()};
    if (gives_optional) return Value{*member ? present(std::move(**member)) : Optional{}};
    return *member ? Outcome(std::move(**member)) : error("no such key: " + node.name);
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

Outcome Evaluator::conditional(const Expression& node) {
    const auto condition = evaluate(*node.arguments[0]);
    if (!condition) return condition;
    const auto* truth = condition->as<bool>();
    if (truth == nullptr) return error(no_condition);
    return evaluate(*node.arguments[*truth ? 1 : 2]);
}

// x.or(y) and x.orValue(y) look at y only when x holds nothing.
Outcome Evaluator::alternative(const Expression& node) {
    const auto first = evaluate(*node.arguments[0]);
    if (!first) return first;
    const auto* optional = first->as<Optional>();
    if (optional == nullptr) return no_overload();
    const bool is_value = node.name == "orValue";
    if (optional->value) return is_value ? *optional->value : *first;
    auto second = evaluate(*node.arguments[1]);
    const bool is_wrong = second && !is_value && second->as<Optional>() == nullptr;
    return is_wrong ? Outcome(no_overload()) : second;
}

Outcome Evaluator::comparison(const Expression& node) {
    Outcome left = Value{}, right = Value{};
    const Value* a = look(*node.arguments[0], left);
    if (a == nullptr) return left;
    const Value* b = look(*node.arguments[1], right);
    return b == nullptr ? right : compare(node.operation, *a, *b, budget_);
}

Outcome Evaluator::call(const Expression& node) {
    switch (node.operation) {
        case Operation::none: break;
        case Operation::conjunction: return decide(node, false);
        case Operation::disjunction: return decide(node, true);
        case Operation::choice: return conditional(node);
        default: return comparison(node);
    }
    const bool is_alternative = node.name == "or" || node.name == "orValue";
    if (is_alternative && node.is_member_call && node.arguments.size() == 2) return alternative(node);
    if (!node.host && node.forms == nullptr) return error("unknown function: " + node.name);
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
    return cel::call(*node.forms, node.is_member_call, arguments, budget_);
}

// What the checker could not see is seen here, so that the host gets what it said it wants.
Outcome Evaluator::call_host(const Expression& node, std::vector<Value> arguments) {
    const Environment::Function& function = *node.host;
    if (arguments.size() != function.parameters.size()) return no_overload();
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const Type& wanted = function.parameters[i];
        const auto* whole = arguments[i].as<std::int64_t>();
        if (wanted.is(Type::Kind::real) && whole != nullptr) arguments[i] = Value{static_cast<double>(*whole)};
        if (!has_type(arguments[i], wanted)) return error(node.name + " wants a " + wanted.text());
        const std::string fault = function.fault ? function.fault(i, arguments[i]) : "";
        if (!fault.empty()) return error(fault);
    }
    if (!budget_.spend(function.steps)) return out_of_steps();
    Outcome outcome = activation_.call(node.name, arguments);
    const auto* list = outcome ? outcome->list() : nullptr;
    if (list != nullptr && !budget_.spend(static_cast<std::int64_t>(list->size()))) return out_of_steps();
    return outcome;
}

Outcome Evaluator::bind(const Expression& node) {
    const auto value = evaluate(*node.arguments[0]);
    return value ? with(node.variable, *value, *node.arguments[1]) : value;
}

Outcome Evaluator::optional_map(const Expression& node) {
    const auto target = evaluate(*node.arguments[0]);
    if (!target) return target;
    const auto* optional = target->as<Optional>();
    if (optional == nullptr) return no_overload();
    if (!optional->value) return target;
    auto made = with(node.variable, *optional->value, *node.arguments[1]);
    if (!made) return made;
    if (node.name == "optMap") return Value{present(std::move(*made))};
    return made->as<Optional>() == nullptr ? Outcome(no_overload()) : made;
}

Outcome Evaluator::with(const std::string& variable, const Value& value, const Expression& body) {
    scopes_.emplace_back(variable, &value);
    Outcome outcome = evaluate(body);
    scopes_.pop_back();
    return outcome;
}

}  // namespace paraat::rules::cel
