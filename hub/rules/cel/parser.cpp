#include "hub/rules/cel/parser.hpp"

#include <algorithm>
#include <array>

#include "hub/rules/cel/macros.hpp"
#include "hub/rules/cel/number.hpp"
#include "hub/rules/cel/octets.hpp"
#include "hub/rules/cel/reading.hpp"

namespace paraat::rules::cel {
namespace {

using Kind = Expression::Kind;

constexpr std::array<std::string_view, 4> keywords = {"true", "false", "null", "in"};
constexpr std::array<std::string_view, 17> reserved = {"as",        "break",  "const",  "continue", "else", "for",
                                                       "function",  "if",     "import", "let",      "loop", "package",
                                                       "namespace", "return", "var",    "void",     "while"};

template <class Words>
bool is_one_of(const Words& known, std::string_view word) {
    return std::find(known.begin(), known.end(), word) != known.end();
}

// Recursive descent, one function per level of precedence; the first fault ends it.
class Parser : private Reading {
public:
    Parser(std::vector<Token> tokens, std::vector<Fault>& faults) : Reading(std::move(tokens), faults) {}

    Node run() {
        Node tree = conditional();
        if (tree && now().kind != Token::Kind::end) return fault("this was not expected here");
        return tree;
    }

private:
    Node conditional() {
        const Deeper deeper(depth_);
        if (depth_ > depth_most) return fault("the expression is nested deeper than 64");
        const std::size_t begin = now().span.begin;
        Node condition = either();
        if (!condition || !takes("?")) return condition;
        Node yes = either();
        if (!yes) return nullptr;
        if (!takes(":")) return fault("a ':' is missing");
        Node no = conditional();
        if (!no) return nullptr;
        return make(Kind::call, begin, "_?_:_", nodes(std::move(condition), std::move(yes), std::move(no)));
    }

    // A level of operators that group from the left; the chain is bounded like nesting, since the tree is as deep.
    template <class Next>
    Node level(std::initializer_list<std::string_view> operators, Next next) {
        const std::size_t begin = now().span.begin;
        Node left = next();
        int length = 0;
        while (left) {
            const auto found =
                std::find_if(operators.begin(), operators.end(), [&](std::string_view o) { return sees_operator(o); });
            if (found == operators.end()) return left;
            if (++length > chain_most) return fault("the chain of operators is too long");
            const Span sign = now().span;
            ++at_;
            Node right = next();
            if (!right) return nullptr;
            const std::string name = *found == "in" ? "@in" : "_" + std::string(*found) + "_";
            left = make(Kind::call, begin, name, nodes(std::move(left), std::move(right)), sign);
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
        const std::size_t begin = now().span.begin;
        const Token::Kind after = kind_after();
        if (sees("-") && (after == Token::Kind::integer || after == Token::Kind::real)) {
            ++at_;
            return members(number(begin, true), begin);
        }
        for (const std::string_view symbol : {"!", "-"}) {
            if (!takes(symbol)) continue;
            const Deeper deeper(depth_);
            if (depth_ > depth_most) return fault("the expression is nested deeper than 64");
            Node operand = unary();
            if (!operand) return nullptr;
            return make(Kind::call, begin, std::string(symbol) + "_", nodes(std::move(operand)));
        }
        return members(primary(), begin);
    }

    // What follows a value: .name, .?name, .name(...), [index], [?index]
    Node members(Node target, std::size_t begin) {
        int length = 0;
        while (target) {
            if (++length > chain_most) return fault("the chain of members is too long");
            if (sees("[")) {
                target = index(std::move(target), begin);
            } else if (takes(".")) {
                target = member(std::move(target), begin);
            } else {
                return target;
            }
        }
        return target;
    }

    Node index(Node target, std::size_t begin) {
        const Span sign = now().span;
        ++at_;
        const bool is_optional = takes("?");
        Node place = conditional();
        if (!place) return nullptr;
        if (!takes("]")) return fault("a ']' is missing");
        return make(Kind::call, begin, is_optional ? "_[?_]" : "_[_]", nodes(std::move(target), std::move(place)),
                    sign);
    }

    Node member(Node target, std::size_t begin) {
        const bool is_optional = takes("?");
        const Token name = now();
        const bool is_name = name.kind == Token::Kind::identifier && !is_one_of(keywords, name.text);
        if (!is_name && name.kind != Token::Kind::quoted_name) return fault("a name is expected after '.'");
        ++at_;
        if (is_name && !is_optional && takes("(")) return member_call(std::move(target), name, begin);
        Node node = make(Kind::select, begin, name.text, nodes(std::move(target)), name.span);
        if (node) node->is_optional = is_optional;
        return node;
    }

    Node member_call(Node target, const Token& name, std::size_t begin) {
        Nodes arguments;
        if (!arguments_until(")", arguments)) return nullptr;
        if (name.text == "bind" && target->kind == Kind::identifier && target->name == "cel" && arguments.size() == 3) {
            return bind(std::move(arguments), begin);
        }
        if (const Macro* macro = macro_of(name.text, arguments.size())) {
            Node node = expand(*macro, std::move(target), std::move(arguments));
            if (!node) {
                return fault(name.text + (macro->variables == 1 ? " takes a variable's name first"
                                                                : " takes the names of two variables first"));
            }
            node->name_span = name.span;
            return finish(std::move(node), begin);
        }
        arguments.insert(arguments.begin(), std::move(target));
        Node node = make(Kind::call, begin, name.text, std::move(arguments), name.span);
        if (node) node->is_member_call = true;
        return node;
    }

    Node bind(Nodes arguments, std::size_t begin) {
        if (arguments[0]->kind != Kind::identifier || arguments[0]->is_absolute)
            return fault("cel.bind takes a variable's name first");
        const std::string variable = arguments[0]->name;
        Node node = make(Kind::bind, begin, "cel.bind", nodes(std::move(arguments[1]), std::move(arguments[2])));
        if (node) node->variable = variable;
        return node;
    }

    bool expects(std::string_view close) {
        if (takes(close)) return true;
        fault("a '" + std::string(close) + "' is missing");
        return false;
    }

    bool arguments_until(std::string_view close, Nodes& arguments) {
        const bool is_list = close == "]";
        if (is_list && takes(",")) return expects(close);  // "[,]" is empty, as the grammar has it
        while (!takes(close)) {
            const bool is_optional = is_list && takes("?");
            Node argument = conditional();
            if (!argument) return false;
            argument->is_optional_entry = is_optional;
            arguments.push_back(std::move(argument));
            const bool has_comma = takes(",");
            if (has_comma && !is_list && sees(close)) {
                fault("a value is expected here");
                return false;
            }
            if (has_comma || sees(close)) continue;
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
            Nodes elements;
            if (!arguments_until("]", elements)) return nullptr;
            return make(Kind::list, begin, {}, std::move(elements));
        }
        if (takes("{")) return map(begin);
        if (takes(".")) {
            if (now().kind != Token::Kind::identifier) return fault("a name is expected after '.'");
            return identifier(begin, true);
        }
        switch (now().kind) {
            case Token::Kind::identifier: return identifier(begin, false);
            case Token::Kind::integer:
            case Token::Kind::unsigned_integer:
            case Token::Kind::real: return number(begin, false);
            case Token::Kind::text: return literal(begin, Value{now().text});
            case Token::Kind::bytes: return literal(begin, Value{Bytes{now().text}});
            case Token::Kind::quoted_name:
            case Token::Kind::symbol:
            case Token::Kind::end: break;
        }
        return fault("a value is expected here");
    }

    Node map(std::size_t begin) {
        Nodes entries;
        if (takes(",")) return expects("}") ? make(Kind::map, begin, {}, std::move(entries)) : nullptr;
        while (!takes("}")) {
            const bool is_optional = takes("?");
            Node key = conditional();
            if (!key) return nullptr;
            if (!takes(":")) return fault("a ':' is missing");
            Node value = conditional();
            if (!value) return nullptr;
            value->is_optional_entry = is_optional;
            entries.push_back(std::move(key));
            entries.push_back(std::move(value));
            if (!takes(",") && !sees("}")) return fault("a ',' or a '}' is missing");
        }
        return make(Kind::map, begin, {}, std::move(entries));
    }

    Node number(std::size_t begin, bool is_negative) {
        auto value = number_of(now(), is_negative);
        if (!value) return fault("this number is out of range");
        return literal(begin, std::move(*value));
    }

    Node identifier(std::size_t begin, bool is_absolute) {
        const Token name = now();
        if (name.text == "in") return fault("a value is expected before 'in'");
        if (is_one_of(keywords, name.text)) {
            if (is_absolute) return fault("a name is expected after '.'");
            return literal(begin, name.text == "null" ? Value{} : Value{name.text == "true"});
        }
        if (is_one_of(reserved, name.text)) return fault("\"" + name.text + "\" is reserved and cannot be a name");
        ++at_;
        const bool is_call = takes("(");
        Nodes arguments;
        if (is_call && !arguments_until(")", arguments)) return nullptr;
        if (is_call && name.text == "has" && !is_absolute) return has(std::move(arguments), begin);
        Node node = make(is_call ? Kind::call : Kind::identifier, begin, name.text, std::move(arguments), name.span);
        if (node) node->is_absolute = is_absolute;
        return node;
    }

    Node has(Nodes arguments, std::size_t begin) {
        if (arguments.size() != 1 || arguments[0]->kind != Kind::select || arguments[0]->is_optional) {
            return fault("has(message.field) takes a field");
        }
        arguments[0]->kind = Kind::has;
        arguments[0]->span = {begin, tokens_[at_ - 1].span.end};
        return std::move(arguments[0]);
    }
};

}  // namespace

std::unique_ptr<Expression> parse(std::string_view source, std::vector<Fault>& faults) {
    if (source.size() > source_most) {
        faults.push_back({"too_long", {0, 1}, "an expression has at most 16,384 bytes", {}});
        return nullptr;
    }
    if (!is_text(source)) {
        faults.push_back({"not_utf8", {0, 1}, "an expression is text in UTF-8", {}});
        return nullptr;
    }
    std::vector<Token> tokens = tokens_of(source, faults);
    if (!faults.empty()) return nullptr;
    return Parser(std::move(tokens), faults).run();
}

}  // namespace paraat::rules::cel
