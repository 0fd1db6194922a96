#include "hub/rules/cel/lexer.hpp"

#include <array>
#include <cctype>

namespace paraat::rules::cel {
namespace {

constexpr std::array<std::string_view, 27> symbols = {"&&", "||", "<=", ">=", "==", "!=", "(", ")", "[",
                                                      "]",  "{",  "}",  ".",  ",",  "?",  ":", "!", "<",
                                                      ">",  "+",  "-",  "*",  "/",  "%",  "=", "&", "|"};

bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_hex(char c) {
    return std::isxdigit(static_cast<unsigned char>(c)) != 0;
}

void append_utf8(std::string& out, unsigned code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xc0 | (code >> 6));
        out += static_cast<char>(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xe0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (code & 0x3f));
    } else {
        out += static_cast<char>(0xf0 | (code >> 18));
        out += static_cast<char>(0x80 | ((code >> 12) & 0x3f));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (code & 0x3f));
    }
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
        while (at_ < source_.size()) {
            if (std::isspace(static_cast<unsigned char>(peek())) != 0) {
                ++at_;
            } else if (source_.substr(at_).starts_with("//")) {
                while (at_ < source_.size() && peek() != '\n') ++at_;
            } else {
                return;
            }
        }
    }

    Token next() {
        const bool is_raw = (peek() == 'r' || peek() == 'R') && (peek(1) == '"' || peek(1) == '\'');
        if (is_raw) ++at_;
        if (peek() == '"' || peek() == '\'') return text(is_raw);
        if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) return number();
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

    Token number() {
        const std::size_t begin = at_;
        Token::Kind kind = Token::Kind::integer;
        if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'X')) {
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
        if (is_letter(peek())) fault(at_, "a number ends here, and no letter may follow");
        return token;
    }

    Token text(bool is_raw) {
        const std::size_t begin = at_;
        const std::string_view rest = source_.substr(at_);
        const bool is_triple = rest.starts_with("\"\"\"") || rest.starts_with("'''");
        const std::string_view quotes = rest.substr(0, is_triple ? 3 : 1);
        at_ += quotes.size();
        std::string said;
        while (!source_.substr(at_).starts_with(quotes)) {
            if (at_ >= source_.size() || (!is_triple && peek() == '\n')) {
                fault(begin, "this text has no end");
                return {};
            }
            if (peek() == '\\' && !is_raw) {
                escape(said);
                if (!faults_.empty()) return {};
            } else {
                said += source_[at_++];
            }
        }
        at_ += quotes.size();
        return {Token::Kind::text, {}, said};
    }

    void escape(std::string& said) {
        const std::size_t begin = at_++;
        const char c = peek();
        ++at_;
        switch (c) {
            case 'n': said += '\n'; return;
            case 'r': said += '\r'; return;
            case 't': said += '\t'; return;
            case 'a': said += '\a'; return;
            case 'b': said += '\b'; return;
            case 'f': said += '\f'; return;
            case 'v': said += '\v'; return;
            case '\\':
            case '\'':
            case '"':
            case '`':
            case '?': said += c; return;
            case 'x':
            case 'X': return code_point(begin, 2, 16, said);
            case 'u': return code_point(begin, 4, 16, said);
            case 'U': return code_point(begin, 8, 16, said);
            default:
                if (c >= '0' && c <= '3') {
                    --at_;
                    return code_point(begin, 3, 8, said);
                }
                fault(begin, "unknown escape in a text");
        }
    }

    void code_point(std::size_t begin, int digits, unsigned base, std::string& said) {
        unsigned code = 0;
        for (int i = 0; i < digits; ++i, ++at_) {
            const char c = peek();
            if (!is_hex(c) || (base == 8 && (c < '0' || c > '7'))) return fault(begin, "an escape lacks digits");
            code = code * base + static_cast<unsigned>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
        }
        if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return fault(begin, "there is no such character");
        append_utf8(said, code);
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
