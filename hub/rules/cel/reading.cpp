#include "hub/rules/cel/reading.hpp"

#include <algorithm>

#include "hub/rules/cel/parser.hpp"

namespace paraat::rules::cel {

Nodes nodes(Node one, Node two, Node three) {
    Nodes all;
    for (Node* node : {&one, &two, &three}) {
        if (*node) all.push_back(std::move(*node));
    }
    return all;
}

bool Reading::sees_operator(std::string_view one) const {
    return one == "in" ? now().kind == Token::Kind::identifier && now().text == one : sees(one);
}

bool Reading::takes(std::string_view symbol) {
    if (!sees(symbol)) return false;
    ++at_;
    return true;
}

Node Reading::fault(std::string message) {
    if (!faults_.empty()) return nullptr;
    const bool is_end = now().kind == Token::Kind::end;
    faults_.push_back({"syntax", now().span, is_end ? "the expression ends too early" : std::move(message), {}});
    return nullptr;
}

Node Reading::finish(Node node, std::size_t begin) {
    node->span = {begin, at_ > 0 ? tokens_[at_ - 1].span.end : begin};
    if (node->name_span.end == 0) node->name_span = node->span;
    for (const Node& argument : node->arguments) node->depth = std::max(node->depth, argument->depth + 1);
    return node->depth > tree_depth_most ? fault("the expression is too deep") : std::move(node);
}

Node Reading::make(Expression::Kind kind, std::size_t begin, std::string name, Nodes arguments, Span name_span) {
    auto node = std::make_unique<Expression>();
    node->kind = kind;
    node->name = std::move(name);
    node->arguments = std::move(arguments);
    node->name_span = name_span;
    return finish(std::move(node), begin);
}

Node Reading::literal(std::size_t begin, Value value) {
    ++at_;
    Node node = make(Expression::Kind::literal, begin);
    node->value = std::move(value);
    return node;
}

}  // namespace paraat::rules::cel
