#include "hub/rules/cel/quotation.hpp"

#include <array>

#include "hub/rules/cel/octets.hpp"

namespace paraat::rules::cel {
namespace {

struct PlainEscape {
    char letter;
    char meaning;
};
constexpr std::array<PlainEscape, 12> plain_escapes = {{{'a', '\a'},
                                                        {'b', '\b'},
                                                        {'f', '\f'},
                                                        {'n', '\n'},
                                                        {'r', '\r'},
                                                        {'t', '\t'},
                                                        {'v', '\v'},
                                                        {'\\', '\\'},
                                                        {'\'', '\''},
                                                        {'"', '"'},
                                                        {'`', '`'},
                                                        {'?', '?'}}};

int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return 16;
}

class Quoted {
public:
    Quoted(const Quotation& quotation, std::string_view source, std::size_t& at, std::vector<Fault>& faults)
        : quotation_(quotation), source_(source), at_(at), faults_(faults) {}

    std::string run() {
        const std::size_t begin = at_;
        at_ += quotation_.opening;
        const bool is_triple = quotation_.quotes.size() == 3;
        while (!source_.substr(at_).starts_with(quotation_.quotes)) {
            if (at_ >= source_.size() || (!is_triple && (peek() == '\n' || peek() == '\r'))) {
                fault(begin, "this text has no end");
                return {};
            }
            if (peek() == '\\' && !quotation_.is_raw) {
                escape();
                if (!faults_.empty()) return {};
            } else {
                said_ += source_[at_++];
            }
        }
        at_ += quotation_.quotes.size();
        return said_;
    }

private:
    char peek() const { return at_ < source_.size() ? source_[at_] : '\0'; }

    void escape() {
        const std::size_t begin = at_++;
        const char letter = peek();
        for (const PlainEscape& plain : plain_escapes) {
            if (plain.letter != letter) continue;
            ++at_;
            said_ += plain.meaning;
            return;
        }
        // One digit of an octal escape stands where the letter of another does.
        if (letter >= '0' && letter <= '3') return numbered(begin, 3, 8, quotation_.is_bytes);
        ++at_;
        if (letter == 'x' || letter == 'X') return numbered(begin, 2, 16, quotation_.is_bytes);
        if (letter == 'u') return numbered(begin, 4, 16, false);
        if (letter == 'U' && !quotation_.is_bytes) return numbered(begin, 8, 16, false);
        fault(begin, "unknown escape in a text");
    }

    // A code point, or an octet as it is.
    void numbered(std::size_t begin, int digits, int base, bool is_octet) {
        std::uint32_t code = 0;
        for (int i = 0; i < digits; ++i, ++at_) {
            const int digit = digit_of(peek());
            if (digit >= base) return fault(begin, "an escape lacks digits");
            code = code * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit);
        }
        if (is_octet) {
            said_ += static_cast<char>(code);
            return;
        }
        if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return fault(begin, "there is no such character");
        append_utf8(said_, code);
    }

    void fault(std::size_t at, std::string message) {
        faults_.push_back({"syntax", {at, at + 1}, std::move(message), {}});
    }

    const Quotation& quotation_;
    std::string_view source_;
    std::size_t& at_;
    std::vector<Fault>& faults_;
    std::string said_;
};

}  // namespace

Quotation Quotation::at_front(std::string_view rest) {
    Quotation found;
    const auto takes = [&](char lower, char upper) {
        const char c = found.opening < rest.size() ? rest[found.opening] : '\0';
        if (c != lower && c != upper) return false;
        ++found.opening;
        return true;
    };
    found.is_bytes = takes('b', 'B');
    found.is_raw = takes('r', 'R');
    const std::string_view opening = rest.substr(std::min(found.opening, rest.size()));
    if (!opening.starts_with('"') && !opening.starts_with('\'')) return {};
    const bool is_triple = opening.starts_with("\"\"\"") || opening.starts_with("'''");
    found.quotes = opening.substr(0, is_triple ? 3 : 1);
    found.opening += found.quotes.size();
    return found;
}

std::string said_by(const Quotation& quotation, std::string_view source, std::size_t& at, std::vector<Fault>& faults) {
    return Quoted(quotation, source, at, faults).run();
}

}  // namespace paraat::rules::cel
