#include "hub/rules/cel/number.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>

namespace paraat::rules::cel {
namespace {

template <class Whole>
std::optional<Value> whole_in(std::string_view digits, int base) {
    Whole number{};
    const char* const end = digits.data() + digits.size();
    const auto done = std::from_chars(digits.data(), end, number, base);
    return done.ec == std::errc{} && done.ptr == end ? std::optional(Value{number}) : std::nullopt;
}

}  // namespace

// What is too small for a double is the nearest one, as of any other number (IEEE 754); from_chars says of both ends
// only that they are out of range.
std::optional<double> real_of(const std::string& text) {
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto done = std::from_chars(text.data(), end, number);
    if (done.ptr != end || text.find('(') != std::string::npos) return std::nullopt;  // no payload of a NaN
    if (done.ec == std::errc{}) return number;
    if (done.ec != std::errc::result_out_of_range) return std::nullopt;
    number = std::strtod(text.c_str(), nullptr);
    return std::isinf(number) ? std::nullopt : std::optional(number);
}

std::optional<Value> number_of(const Token& token, bool is_negative) {
    const bool is_hex = token.text.starts_with("0x");
    const std::string digits = (is_negative ? "-" : "") + (is_hex ? token.text.substr(2) : token.text);
    const int base = is_hex ? 16 : 10;
    if (token.kind == Token::Kind::real) {
        const auto number = real_of(digits);
        return number ? std::optional(Value{*number}) : std::nullopt;
    }
    if (token.kind == Token::Kind::unsigned_integer) return whole_in<std::uint64_t>(digits, base);
    return whole_in<std::int64_t>(digits, base);
}

}  // namespace paraat::rules::cel
