#include "hub/rules/cel/operand.hpp"

#include <algorithm>

namespace paraat::rules::cel {
namespace {

// Whether the arguments fit an overload's parameters, but for one of them that is not asked.
bool fits_but(const Expression& node, const Overload& overload, std::size_t but) {
    if (overload.is_member != node.is_member_call) return false;
    if (overload.parameters.size() != node.arguments.size()) return false;
    for (std::size_t i = 0; i < node.arguments.size(); ++i) {
        if (i != but && !fits(node.arguments[i]->type, overload.parameters[i])) return false;
    }
    return true;
}

}  // namespace

Span wrong_operand(const Expression& node) {
    const Expression* wrong = nullptr;
    for (std::size_t blamed = 0; blamed < node.arguments.size(); ++blamed) {
        const bool is_it = std::any_of(node.forms->begin(), node.forms->end(),
                                       [&](const Overload& overload) { return fits_but(node, overload, blamed); });
        const bool is_better = wrong == nullptr || wrong->kind != Expression::Kind::literal;
        if (is_it && is_better) wrong = node.arguments[blamed].get();
    }
    return wrong == nullptr ? node.span : wrong->span;
}

std::string form_of(const Expression& node) {
    if (node.name.find('_') != std::string::npos || node.name == "@in") return {};
    const bool has_this_form = std::any_of(node.forms->begin(), node.forms->end(), [&](const Overload& overload) {
        return overload.is_member == node.is_member_call;
    });
    if (has_this_form) return {};
    return node.is_member_call ? "it stands alone: " + node.name + "(...)"
                               : "it stands after a dot: x." + node.name + "(...)";
}

std::string spoken(const std::string& name) {
    if (name == "@in") return "in";
    if (name == "_[_]") return "[]";
    if (name == "_[?_]") return "[?]";
    std::string word = name;
    std::erase(word, '_');
    return word.empty() ? name : word;
}

}  // namespace paraat::rules::cel
