#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hub/rules/cel/lexer.hpp"

namespace paraat::rules::cel {

using Node = std::unique_ptr<Expression>;
using Nodes = std::vector<Node>;

Nodes nodes(Node one, Node two = nullptr, Node three = nullptr);

// The tokens of an expression as a parser goes through them, and the nodes that it makes of them. Null is a fault: the
// first is kept.
class Reading {
protected:
    Reading(std::vector<Token> tokens, std::vector<Fault>& faults) : tokens_(std::move(tokens)), faults_(faults) {}

    // One more level of nesting while it lives.
    struct Deeper {
        explicit Deeper(int& depth) : depth_(depth) { ++depth_; }
        ~Deeper() { --depth_; }
        int& depth_;
    };

    const Token& now() const { return tokens_[at_]; }
    Token::Kind kind_after() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)].kind; }
    bool sees(std::string_view symbol) const { return now().kind == Token::Kind::symbol && now().text == symbol; }
    bool sees_operator(std::string_view one) const;
    bool takes(std::string_view symbol);
    Node fault(std::string message);

    // A node whose text began there and ends with the last token that was taken.
    Node finish(Node node, std::size_t begin);
    Node make(Expression::Kind kind, std::size_t begin, std::string name = {}, Nodes arguments = {},
              Span name_span = {});
    // Of the token that is seen.
    Node literal(std::size_t begin, Value value);

    std::vector<Token> tokens_;
    std::vector<Fault>& faults_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace paraat::rules::cel
