#include "hub/rules/cel/call_check.hpp"

#include "hub/base/nearest_word.hpp"
#include "hub/rules/cel/macros.hpp"
#include "hub/rules/cel/operand.hpp"

namespace paraat::rules::cel {

using Kind = Expression::Kind;

void CallCheck::check(Expression& node) {
    if (node.name == "_?_:_") return check_conditional(node);
    if (node.host) return check_host(node);
    if (node.forms != nullptr) return check_form(node);
    refuse_unknown(node);
}

void CallCheck::check_conditional(Expression& node) {
    if (!inference_.fit(node.arguments[0]->type, simple(Type::Kind::boolean))) {
        findings_.add(*node.arguments[0], "wrong_type", "the condition is a " + node.arguments[0]->type.text());
    }
    node.type = inference_.common(node.arguments[1]->type, node.arguments[2]->type);
}

void CallCheck::check_host(Expression& node) {
    node.type = node.host->result;
    const std::size_t wanted = node.host->parameters.size();
    if (wanted != node.arguments.size()) {
        return findings_.add(node, "wrong_arguments", node.name + " takes " + std::to_string(wanted) + " arguments");
    }
    for (std::size_t i = 0; i < wanted; ++i) check_host_argument(node, i);
}

void CallCheck::check_host_argument(const Expression& call, std::size_t place) {
    Expression& argument = *call.arguments[place];
    const Type& wanted = call.host->parameters[place];
    const auto* whole = argument.value.as<std::int64_t>();
    if (wanted.is(Type::Kind::real) && argument.kind == Kind::literal && whole != nullptr) {
        argument.value = Value{static_cast<double>(*whole)};
        argument.type = simple(Type::Kind::real);
    }
    const bool is_number = wanted.is(Type::Kind::real) && argument.type.is(Type::Kind::integer);
    if (!inference_.fit(argument.type, wanted) && !is_number) {
        return findings_.add(argument, "wrong_type",
                             call.name + " wants a " + wanted.text() + " here, not a " + argument.type.text());
    }
    if (argument.kind != Kind::literal || !call.host->fault) return;
    const std::string wrong = call.host->fault(place, argument.value);
    if (!wrong.empty()) findings_.add(argument, "bad_value", wrong);
}

// Where several forms fit, because a type is open, what they say of parameters is not kept.
void CallCheck::check_form(Expression& node) {
    const std::size_t before = inference_.mark();
    const Overload* chosen = nullptr;
    std::optional<Type> result;
    int fitting = 0;
    for (const Overload& form : *node.forms) {
        const auto made = result_of(node, form);
        inference_.return_to(before);
        if (!made) continue;
        ++fitting;
        chosen = &form;
        const bool is_same = !result || (result->kind == made->kind && fits(*result, *made));
        result = is_same ? *made : simple(Type::Kind::dyn);
    }
    if (chosen == nullptr) return refuse(node);
    if (fitting == 1) result = result_of(node, *chosen);
    node.type = *result;
    judge(node, findings_);
}

// What a form gives for the arguments; nullopt when it does not take them.
std::optional<Type> CallCheck::result_of(const Expression& node, const Overload& form) {
    if (form.is_member != node.is_member_call || form.parameters.size() != node.arguments.size()) return std::nullopt;
    const Overload own = inference_.instance(form);
    // What may be equal is judged with more patience than one type for both: 1 == 1.0, x == null.
    if (node.name == "_==_" || node.name == "_!=_") return own.result;
    const bool looks_into = node.name == "@in";
    for (std::size_t i = looks_into ? 1 : 0; i < node.arguments.size(); ++i) {
        if (!inference_.fit(node.arguments[i]->type, own.parameters[i])) return std::nullopt;
    }
    return inference_.settled(own.result);
}

void CallCheck::refuse(const Expression& node) {
    std::string types;
    for (const auto& argument : node.arguments) types += (types.empty() ? "" : ", ") + argument->type.text();
    findings_.add(wrong_operand(node), "wrong_type", "\"" + spoken(node.name) + "\" does not take (" + types + ")",
                  form_of(node));
}

void CallCheck::refuse_unknown(const Expression& node) {
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

}  // namespace paraat::rules::cel
