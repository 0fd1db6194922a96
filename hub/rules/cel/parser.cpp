#include "hub/rules/cel/parser.hpp"

#include <algorithm>
#include <array>

#include "hub/base/utf8.hpp"
#include "hub/rules/cel/number.hpp"

namespace paraat::rules::cel {
namespace {

using Node = std::unique_ptr<Expression>;
using Kind = Expression::Kind;

constexpr std::array<std::string_view, 5> macros = {"all", "exists", "exists_one", "filter", "map"};
constexpr std::array<std::string_view, 4> keywords = {"true", "false", "null", "in"};

// Recursive descent, one function per level of precedence; the first fault ends it.
class Parser {
public:
    Parser(std::vector<Token> tokens, std::vector<Fault>& faults) : tokens_(std::move(tokens)), faults_(faults) {}

    Node run() {
        Node tree = conditional();
        if (tree && now().kind != Token::Kind::end) return fault("this was not expected here");
        return tree;
    }

private:
    // One more level of nesting while it lives.
    struct Deeper {
        explicit Deeper(int& depth) : depth_(depth) { ++depth_; }
        ~Deeper() { --depth_; }
        int& depth_;
    };

    const Token& now() const { return tokens_[at_]; }
    bool sees(std::string_view symbol) const { return now().kind == Token::Kind::symbol && now().text == symbol; }
    bool sees_operator(std::string_view one) const {
        return one == "in" ? now().kind == Token::Kind::identifier && now().text == one : sees(one);
    }
    bool takes(std::string_view symbol) {
        if (!sees(symbol)) return false;
        ++at_;
        return true;
    }
    Node fault(std::string message) {
        if (faults_.empty()) {
            faults_.push_back({"syntax",
                               now().span,
                               now().kind == Token::Kind::end ? "the expression ends too early" : std::move(message),
                               {}});
        }
        return nullptr;
    }

    Node make(Kind kind, std::size_t begin) const {
        auto node = std::make_unique<Expression>();
        node->kind = kind;
        node->span = {begin, at_ > 0 ? tokens_[at_ - 1].span.end : begin};
        return node;
    }
    Node call(std::string name, std::size_t begin, std::vector<Node> arguments) const {
        Node node = make(Kind::call, begin);
        node->name = std::move(name);
        node->arguments = std::move(arguments);
        node->name_span = node->span;
        return node;
    }
    Node binary(std::string name, Node left, Node right, Span sign) const {
        const std::size_t begin = left->span.begin;
        std::vector<Node> arguments;
        arguments.push_back(std::move(left));
        arguments.push_back(std::move(right));
        Node node = call(std::move(name), begin, std::move(arguments));
        node->name_span = sign;
        return node;
    }

    Node conditional() {
        const Deeper deeper(depth_);
        if (depth_ > depth_most) return fault("the expression is nested deeper than 64");
        Node condition = either();
        if (!condition || !takes("?")) return condition;
        Node yes = either();
        if (!yes) return nullptr;
        if (!takes(":")) return fault("a ':' is missing");
        Node no = conditional();
        if (!no) return nullptr;
        const std::size_t begin = condition->span.begin;
        std::vector<Node> arguments;
        arguments.push_back(std::move(condition));
        arguments.push_back(std::move(yes));
        arguments.push_back(std::move(no));
        return call("_?_:_", begin, std::move(arguments));
    }

    // A level of operators that group from the left; the chain is bounded like nesting, since the tree is as deep.
    template <class Next>
    Node level(std::initializer_list<std::string_view> operators, Next next) {
        Node left = next();
        int length = 0;
        while (left) {
            const auto found =
                std::find_if(operators.begin(), operators.end(), [&](std::string_view o) { return sees_operator(o); });
            if (found == operators.end()) return left;
            if (++length > 4 * depth_most) return fault("the chain of operators is too long");
            const Span sign = now().span;
            ++at_;
            Node right = next();
            if (!right) return nullptr;
            left = binary(*found == "in" ? "@in" : "_" + std::string(*found) + "_", std::move(left), std::move(right),
                          sign);
        }
        return left;
    }

    Node either() {
        return level({"||"}, [this] { return both(); });
    }
    Node both() {
        return level({"&&"}, [this] { return relation(); });
    }
    Node relation() {
        return level({"==", "!=", "<=", ">=", "<", ">", "in"}, [this] { return sum(); });
    }
    Node sum() {
        return level({"+", "-"}, [this] { return product(); });
    }
    Node product() {
        return level({"*", "/", "%"}, [this] { return unary(); });
    }

    Node unary() {
        const Deeper deeper(depth_);
        if (depth_ > depth_most) return fault("the expression is nested deeper than 64");
        const std::size_t begin = now().span.begin;
        if (sees("-") &&
            (tokens_[at_ + 1].kind == Token::Kind::integer || tokens_[at_ + 1].kind == Token::Kind::real)) {
            ++at_;
            return members(literal_number(begin, true));
        }
        for (const std::string_view symbol : {"!", "-"}) {
            if (!takes(symbol)) continue;
            Node operand = unary();
            if (!operand) return nullptr;
            std::vector<Node> arguments;
            arguments.push_back(std::move(operand));
            return call(std::string(symbol) + "_", begin, std::move(arguments));
        }
        return members(primary());
    }

    Node members(Node target) {
        int length = 0;
        while (target) {
            if (++length > 4 * depth_most) return fault("the chain of members is too long");
            const std::size_t begin = target->span.begin;
            if (takes(".")) {
                if (now().kind != Token::Kind::identifier) return fault("a name is expected after '.'");
                const Token name = now();
                ++at_;
                target =
                    takes("(") ? member_call(std::move(target), name, begin) : select(std::move(target), name, begin);
            } else if (sees("[")) {
                const Span sign = now().span;
                ++at_;
                Node index = conditional();
                if (!index) return nullptr;
                if (!takes("]")) return fault("a ']' is missing");
                target = binary("_[_]", std::move(target), std::move(index), sign);
            } else {
                return target;
            }
        }
        return target;
    }

    Node select(Node target, const Token& name, std::size_t begin) {
        Node node = make(Kind::select, begin);
        node->name = name.text;
        node->name_span = name.span;
        node->arguments.push_back(std::move(target));
        return node;
    }

    Node member_call(Node target, const Token& name, std::size_t begin) {
        std::vector<Node> arguments;
        if (!arguments_until(")", arguments)) return nullptr;
        const bool is_macro = std::find(macros.begin(), macros.end(), name.text) != macros.end();
        if (is_macro) return comprehension(std::move(target), name.text, begin, std::move(arguments));
        arguments.insert(arguments.begin(), std::move(target));
        Node node = call(name.text, begin, std::move(arguments));
        node->name_span = name.span;
        node->is_member_call = true;
        return node;
    }

    Node comprehension(Node range, const std::string& name, std::size_t begin, std::vector<Node> arguments) {
        const bool is_count_right = arguments.size() == 2 || (name == "map" && arguments.size() == 3);
        if (!is_count_right || arguments[0]->kind != Kind::identifier) {
            return fault(name + "(variable, condition) takes a variable's name first");
        }
        Node node = make(Kind::comprehension, begin);
        node->name = name;
        node->variable = arguments[0]->name;
        node->arguments.push_back(std::move(range));
        for (std::size_t i = 1; i < arguments.size(); ++i) node->arguments.push_back(std::move(arguments[i]));
        return node;
    }

    bool arguments_until(std::string_view close, std::vector<Node>& arguments) {
        while (!takes(close)) {
            Node argument = conditional();
            if (!argument) return false;
            arguments.push_back(std::move(argument));
            if (takes(",") || sees(close)) continue;
            fault("a ',' or a '" + std::string(close) + "' is missing");
            return false;
        }
        return true;
    }

    Node primary() {
        const std::size_t begin = now().span.begin;
        if (takes("(")) {
            Node inner = conditional();
            if (!inner) return nullptr;
            if (!takes(")")) return fault("a ')' is missing");
            return inner;
        }
        if (takes("[")) {
            std::vector<Node> elements;
            if (!arguments_until("]", elements)) return nullptr;
            Node node = make(Kind::list, begin);
            node->arguments = std::move(elements);
            return node;
        }
        if (takes("{")) return map(begin);
        switch (now().kind) {
            case Token::Kind::identifier: return identifier(begin);
            case Token::Kind::integer:
            case Token::Kind::unsigned_integer:
            case Token::Kind::real: return literal_number(begin, false);
            case Token::Kind::text: {
                const std::string text = now().text;
                ++at_;
                return literal(begin, text);
            }
            case Token::Kind::symbol:
            case Token::Kind::end: break;
        }
        return fault("a value is expected here");
    }

    Node map(std::size_t begin) {
        std::vector<Node> entries;
        while (!takes("}")) {
            for (int part = 0; part < 2; ++part) {
                Node value = conditional();
                if (!value) return nullptr;
                entries.push_back(std::move(value));
                if (part == 0 && !takes(":")) return fault("a ':' is missing");
            }
            if (!takes(",") && !sees("}")) return fault("a ',' or a '}' is missing");
        }
        Node node = make(Kind::map, begin);
        node->arguments = std::move(entries);
        return node;
    }

    Node literal(std::size_t begin, Value value) {
        Node node = make(Kind::literal, begin);
        node->value = std::move(value);
        return node;
    }

    Node identifier(std::size_t begin) {
        const std::string name = now().text;
        const Span name_span = now().span;
        if (std::find(keywords.begin(), keywords.end(), name) != keywords.end()) {
            if (name == "in") return fault("a value is expected before 'in'");
            ++at_;
            if (name == "null") return literal(begin, Value{});
            return literal(begin, Value{name == "true"});
        }
        ++at_;
        if (!takes("(")) {
            Node node = make(Kind::identifier, begin);
            node->name = name;
            return node;
        }
        std::vector<Node> arguments;
        if (!arguments_until(")", arguments)) return nullptr;
        if (name != "has") {
            Node node = call(name, begin, std::move(arguments));
            node->name_span = name_span;
            return node;
        }
        if (arguments.size() != 1 || arguments[0]->kind != Kind::select) {
            return fault("has(message.field) takes a field");
        }
        arguments[0]->kind = Kind::has;
        arguments[0]->span = {begin, tokens_[at_ - 1].span.end};
        return std::move(arguments[0]);
    }

    Node literal_number(std::size_t begin, bool is_negative) {
        auto number = number_of(now(), is_negative);
        if (!number) return fault("this number is out of range");
        ++at_;
        return literal(begin, std::move(*number));
    }

    std::vector<Token> tokens_;
    std::vector<Fault>& faults_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace

std::unique_ptr<Expression> parse(std::string_view source, std::vector<Fault>& faults) {
    if (source.size() > source_most) {
        faults.push_back({"too_long", {0, 1}, "an expression has at most 16,384 bytes", {}});
        return nullptr;
    }
    if (!is_utf8(source)) {
        faults.push_back({"not_utf8", {0, 1}, "an expression is text in UTF-8", {}});
        return nullptr;
    }
    std::vector<Token> tokens = tokens_of(source, faults);
    if (!faults.empty()) return nullptr;
    return Parser(std::move(tokens), faults).run();
}

}  // namespace paraat::rules::cel
