#include "hub/rules/cel/parser.hpp"
#include "tests/fuzz/targets.hpp"

namespace paraat::fuzz {
namespace {

using rules::cel::Expression;
using rules::cel::Fault;
using rules::cel::Span;
using rules::cel::Token;

constexpr std::size_t reread_most = 256;  // bytes of a source whose nodes are each read again

void check_faults(const std::vector<Fault>& faults, std::string_view source) {
    promise(faults.size() <= rules::cel::faults_most, "no more faults are told than the limit");
    for (const Fault& fault : faults) {
        // One that the text ends too early for lies just behind it.
        promise(fault.span.begin <= source.size() && fault.span.end <= source.size() + 1, "a fault lies in the text");
        promise(!fault.code.empty() && !fault.message.empty(), "a fault says what it is");
    }
}

void check_tokens(const std::vector<Token>& tokens, std::string_view source) {
    promise(!tokens.empty() && tokens.back().kind == Token::Kind::end, "the last token is the end");
    std::size_t at = 0;
    for (const Token& token : tokens) {
        promise(token.span.begin >= at && token.span.end <= source.size(), "tokens follow one another");
        promise(token.kind == Token::Kind::end || token.span.begin < token.span.end, "a token takes room");
        at = token.span.end;
    }
}

bool is_within(const Span& inner, const Span& outer) {
    return outer.begin <= inner.begin && inner.begin <= inner.end && inner.end <= outer.end;
}

// Explanations and coverage show a part by its text alone.
void check_text(const Expression& node, std::string_view source) {
    std::vector<Fault> faults;
    const auto again = rules::cel::parse(source.substr(node.span.begin, node.span.end - node.span.begin), faults);
    promise(again != nullptr, "the text of a part is an expression");
    promise(again->kind == node.kind && again->name == node.name && again->arguments.size() == node.arguments.size(),
            "the text of a part is that part");
}

void check_tree(const Expression& node, const Span& around, std::string_view source) {
    promise(is_within(node.span, around), "a part lies within the whole");
    promise(node.depth <= rules::cel::tree_depth_most, "a tree is not too deep");
    if (source.size() <= reread_most) check_text(node, source);
    for (const auto& argument : node.arguments) {
        promise(argument != nullptr, "each part is there");
        promise(argument->depth < node.depth, "a part is less deep than the whole");
        check_tree(*argument, node.span, source);
    }
}

}  // namespace

void cel_parse(std::string_view input) {
    std::vector<Fault> faults_of_tokens;
    const std::vector<Token> tokens = rules::cel::tokens_of(input, faults_of_tokens);
    check_faults(faults_of_tokens, input);
    check_tokens(tokens, input);
    std::vector<Fault> faults;
    const auto root = rules::cel::parse(input, faults);
    check_faults(faults, input);
    promise((root == nullptr) != faults.empty(), "a text is an expression or has faults");
    promise(root == nullptr || faults_of_tokens.empty(), "an expression is made of tokens");
    if (root) check_tree(*root, {0, input.size()}, input);
}

}  // namespace paraat::fuzz
