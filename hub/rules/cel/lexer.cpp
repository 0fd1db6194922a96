#include "hub/rules/cel/lexer.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "hub/base/utf8.hpp"
#include "hub/rules/cel/quotation.hpp"

namespace paraat::rules::cel {
namespace {

constexpr std::array<std::string_view, 27> symbols = {"&&", "||", "<=", ">=", "==", "!=", "(", ")", "[",
                                                      "]",  "{",  "}",  ".",  ",",  "?",  ":", "!", "<",
                                                      ">",  "+",  "-",  "*",  "/",  "%",  "=", "&", "|"};

bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}
bool is_hex(char c) {
    return std::isxdigit(static_cast<unsigned char>(c)) != 0;
}

class Lexer {
public:
    Lexer(std::string_view source, std::vector<Fault>& faults) : source_(source), faults_(faults) {}

    std::vector<Token> run() {
        std::vector<Token> tokens;
        while (true) {
            skip_blanks();
            if (at_ >= source_.size()) break;
            const std::size_t begin = at_;
            Token token = next();
            token.span = {begin, at_};
            if (!faults_.empty()) break;
            tokens.push_back(std::move(token));
        }
        tokens.push_back({Token::Kind::end, {source_.size(), source_.size()}, {}});
        return tokens;
    }

private:
    char peek(std::size_t ahead = 0) const { return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0'; }

    void skip_blanks() {
        constexpr std::string_view blanks = " \t\n\f\r";
        while (at_ < source_.size()) {
            if (blanks.find(peek()) != std::string_view::npos) {
                ++at_;
            } else if (source_.substr(at_).starts_with("//")) {
                while (at_ < source_.size() && peek() != '\n') ++at_;
            } else {
                return;
            }
        }
    }

    Token next() {
        const Quotation quotation = Quotation::at_front(source_.substr(at_));
        if (!quotation.quotes.empty()) {
            const auto kind = quotation.is_bytes ? Token::Kind::bytes : Token::Kind::text;
            return {kind, {}, said_by(quotation, source_, at_, faults_)};
        }
        if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) return number();
        if (peek() == '`') return quoted_name();
        if (is_letter(peek())) {
            const std::size_t begin = at_;
            while (is_letter(peek()) || is_digit(peek())) ++at_;
            return {Token::Kind::identifier, {}, std::string(source_.substr(begin, at_ - begin))};
        }
        for (const std::string_view symbol : symbols) {
            if (!source_.substr(at_).starts_with(symbol)) continue;
            at_ += symbol.size();
            return {Token::Kind::symbol, {}, std::string(symbol)};
        }
        ++at_;
        fault(at_ - 1, "this character has no place in an expression");
        return {};
    }

    Token quoted_name() {
        const std::size_t begin = at_++;
        const auto is_fine = [](char c) {
            return is_letter(c) || is_digit(c) || std::string_view(".-/ ").find(c) != std::string_view::npos;
        };
        while (is_fine(peek())) ++at_;
        const std::string name(source_.substr(begin + 1, at_ - begin - 1));
        if (peek() != '`' || name.empty()) fault(begin, "a name in backticks is of letters, digits and _ . - / alone");
        ++at_;
        return {Token::Kind::quoted_name, {}, name};
    }

    Token number() {
        const std::size_t begin = at_;
        Token::Kind kind = Token::Kind::integer;
        if (peek() == '0' && peek(1) == 'x') {
            at_ += 2;
            while (is_hex(peek())) ++at_;
        } else {
            while (is_digit(peek())) ++at_;
            if (peek() == '.' && is_digit(peek(1))) {
                kind = Token::Kind::real;
                ++at_;
                while (is_digit(peek())) ++at_;
            }
            const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
            if ((peek() == 'e' || peek() == 'E') && is_digit(peek(1 + sign))) {
                kind = Token::Kind::real;
                at_ += 1 + sign;
                while (is_digit(peek())) ++at_;
            }
        }
        Token token{kind, {}, std::string(source_.substr(begin, at_ - begin))};
        if (kind == Token::Kind::integer && (peek() == 'u' || peek() == 'U')) {
            token.kind = Token::Kind::unsigned_integer;
            ++at_;
        }
        // "1in[1]" is what the lexis makes of it; any other letter is a slip.
        const bool is_in = source_.substr(at_, 2) == "in" && !is_letter(peek(2)) && !is_digit(peek(2));
        if (is_letter(peek()) && !is_in) fault(at_, "a number ends here, and no letter may follow");
        return token;
    }

    void fault(std::size_t at, std::string message) {
        faults_.push_back({"syntax", {at, at + 1}, std::move(message), {}});
    }

    std::string_view source_;
    std::vector<Fault>& faults_;
    std::size_t at_ = 0;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view source, std::vector<Fault>& faults) {
    return Lexer(source, faults).run();
}

}  // namespace paraat::rules::cel
