#include "hub/rules/cel/judgement.hpp"

#include <algorithm>

#include "hub/base/nearest_word.hpp"
#include "hub/base/utf8.hpp"

namespace paraat::rules::cel {
namespace {

using Kind = Expression::Kind;

bool compares(const Expression& node) {
    return node.name == "_==_" || node.name == "_!=_" || node.name == "@in";
}

void judge_word(const Type& type, const Expression& literal, Findings& findings) {
    const auto* text = literal.kind == Kind::literal ? literal.value.as<std::string>() : nullptr;
    if (!type.words || type.words->all.empty() || text == nullptr) return;
    const std::vector<std::string>& all = type.words->all;
    if (std::find(all.begin(), all.end(), *text) != all.end()) return;
    findings.add(literal, "unknown_word", "unknown " + type.words->noun + " " + quoted(*text),
                 suggestion_for(*text, all));
}

// A literal that is compared with a field of few words is one of them.
void judge_words(const Expression& node, Findings& findings) {
    const Expression& left = *node.arguments[0];
    const Expression& right = *node.arguments[1];
    if (node.name != "@in") {
        judge_word(left.type, right, findings);
        judge_word(right.type, left, findings);
    } else if (right.kind == Kind::list) {
        for (const auto& element : right.arguments) judge_word(left.type, *element, findings);
    } else if (right.type.is(Type::Kind::list)) {
        judge_word(*right.type.element, left, findings);
    }
}

// Whether two could be equal: numbers of all types are on one line, null is compared with anything.
bool can_equal(const Type& a, const Type& b) {
    if (a.is_open() || b.is_open() || a.is(Type::Kind::null) || b.is(Type::Kind::null)) return true;
    if (a.is_number() && b.is_number()) return true;
    if (a.kind != b.kind || a.name != b.name) return false;
    if (a.key && !can_equal(*a.key, *b.key)) return false;
    return !a.element || can_equal(*a.element, *b.element);
}

// What can never be equal was not meant.
void judge_equality(const Expression& node, Findings& findings) {
    const Type& left = node.arguments[0]->type;
    const Type& right = node.arguments[1]->type;
    const bool looks_into = node.name == "@in";
    Type other = right;
    if (looks_into && right.is(Type::Kind::list)) other = *right.element;
    if (looks_into && right.is(Type::Kind::map)) other = *right.key;
    if (can_equal(left, other)) return;
    const bool is_left = node.arguments[0]->kind == Kind::literal;
    findings.add(*node.arguments[is_left ? 0 : 1], "wrong_type",
                 "a " + left.text() + " never equals a " + other.text());
}

// Times and spans that are written out become values, and wrong ones faults, before anything runs.
void fold(Expression& node, Findings& findings) {
    const Expression& argument = *node.arguments[0];
    if (argument.kind != Kind::literal) return;
    Budget budget;
    auto made = call(*node.forms, false, {argument.value}, budget);
    if (!made) return findings.add(argument, "bad_value", made.error());
    node.kind = Kind::literal;
    node.value = std::move(*made);
    node.arguments.clear();
}

void compile_pattern(Expression& node, Findings& findings) {
    const Expression& argument = *node.arguments[1];
    const auto* source = argument.kind == Kind::literal ? argument.value.as<std::string>() : nullptr;
    if (source == nullptr) return;
    auto pattern = Pattern::compile(*source);
    if (!pattern) return findings.add(argument, "bad_pattern", pattern.error());
    node.pattern = std::move(*pattern);
}

}  // namespace

void judge(Expression& node, Findings& findings) {
    if (compares(node)) {
        judge_equality(node, findings);
        judge_words(node, findings);
    }
    if (node.name == "matches") compile_pattern(node, findings);
    if (node.name == "duration" || node.name == "timestamp") fold(node, findings);
}

std::string quoted(const std::string& word) {
    return "\"" + shortened(word) + "\"";
}

}  // namespace paraat::rules::cel
