#include "hub/rules/cel/number.hpp"

#include <charconv>

namespace paraat::rules::cel {
namespace {

template <class Number, class... Base>
std::optional<Value> read(const std::string& digits, Base... base) {
    Number number{};
    const char* const end = digits.data() + digits.size();
    const auto done = std::from_chars(digits.data(), end, number, base...);
    return done.ec == std::errc{} && done.ptr == end ? std::optional(Value{number}) : std::nullopt;
}

}  // namespace

std::optional<Value> number_of(const Token& token, bool is_negative) {
    const bool is_hex = token.text.starts_with("0x") || token.text.starts_with("0X");
    const std::string digits = (is_negative ? "-" : "") + (is_hex ? token.text.substr(2) : token.text);
    const int base = is_hex ? 16 : 10;
    if (token.kind == Token::Kind::real) return read<double>(digits);
    if (token.kind == Token::Kind::unsigned_integer) return read<std::uint64_t>(digits, base);
    return read<std::int64_t>(digits, base);
}

}  // namespace paraat::rules::cel
