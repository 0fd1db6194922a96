#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "hub/rules/cel/library.hpp"
#include "hub/rules/cel/octets.hpp"

// string.format (cel-spec, "doc/extensions/strings.md").
namespace paraat::rules::cel {
namespace {

constexpr int precision_usual = 6;
constexpr int precision_most = 100;
constexpr std::size_t number_most = 512;  // bytes: 309 digits before the point and 100 after it, or 340 after it

using Text = Possible<std::string>;

tl::unexpected<std::string> not_formatted(const char* clause, const Value& value) {
    return error(std::string("error during formatting: ") + clause + ", not " + type_of(value).name);
}

Text told(const Value& value, Budget& budget);

// The shortest digits that read back as the same number, never with an exponent.
std::string plain(double number) {
    if (!std::isfinite(number)) return to_text(number);
    std::array<char, number_most> digits{};
    char* const end = digits.data() + digits.size();
    constexpr double all_digits_end = 1e17;  // below it the shortest digits reach to the point
    if (std::abs(number) < all_digits_end) {
        return {digits.data(), std::to_chars(digits.data(), end, number, std::chars_format::fixed).ptr};
    }
    std::string text(digits.data(), std::to_chars(digits.data(), end, number, std::chars_format::scientific).ptr);
    const std::size_t mark = text.find('e');
    std::size_t zeros = 0;
    std::from_chars(text.data() + mark + 2, text.data() + text.size(), zeros);
    text.resize(mark);
    if (const std::size_t point = text.find('.'); point != std::string::npos) {
        zeros -= text.size() - point - 1;
        text.erase(point, 1);
    }
    return text + std::string(zeros, '0');
}

Text told_list(const Value::List& list, Budget& budget) {
    std::string text;
    for (const Value& element : list) {
        const Text part = told(element, budget);
        if (!part) return part;
        text += (&element == &list.front() ? "" : ", ") + *part;
        if (text.size() > text_most) return text_too_long();
    }
    return "[" + text + "]";
}

Text told_map(const Value::Map& map, Budget& budget) {
    std::vector<std::pair<std::string, std::string>> entries;
    for (const auto& [key, element] : map) {
        Text part = told(element, budget);
        if (!part) return part;
        entries.emplace_back(to_text(key.value()), std::move(*part));
    }
    std::sort(entries.begin(), entries.end());
    std::string text;
    for (const auto& [key, element] : entries) {
        text += (text.empty() ? "" : ", ") + key + ": " + element;
        if (text.size() > text_most) return text_too_long();
    }
    return "{" + text + "}";
}

// %s
Text told(const Value& value, Budget& budget) {
    if (!budget.spend(1)) return error("too many steps");
    if (const auto* bytes = value.as<Bytes>()) return made_text(bytes->octets);
    if (const auto* span = value.as<Duration>()) return to_seconds(*span);
    if (const auto* list = value.list()) return told_list(*list, budget);
    if (const auto* map = value.map()) return told_map(*map, budget);
    if (const auto* number = value.as<double>()) return plain(*number);
    if (value.object() != nullptr || value.as<Optional>() != nullptr) {
        return not_formatted("%s takes what can be told", value);
    }
    return to_text(value);
}

// A sign, and the digits of a whole number in a base.
std::optional<std::string> digits_of(const Value& value, int base) {
    std::array<char, 72> digits{};
    std::to_chars_result end{};
    if (const auto* whole = value.as<std::int64_t>()) {
        end = std::to_chars(digits.data(), digits.data() + digits.size(), *whole, base);
    } else if (const auto* natural = value.as<std::uint64_t>()) {
        end = std::to_chars(digits.data(), digits.data() + digits.size(), *natural, base);
    } else {
        return std::nullopt;
    }
    return std::string(digits.data(), end.ptr);
}

// %d
Text decimal(const Value& value) {
    if (const auto* number = value.as<double>()) return plain(*number);
    const auto digits = digits_of(value, 10);
    return digits ? Text(*digits) : not_formatted("%d takes a number", value);
}

// %f, %e
Text real(const Value& value, char conversion, int precision) {
    double number = 0;
    const auto digits = conversion == 'f' ? digits_of(value, 10) : std::nullopt;
    if (digits) return *digits + (precision > 0 ? "." + std::string(static_cast<std::size_t>(precision), '0') : "");
    if (const auto* whole = value.as<std::int64_t>()) {
        number = static_cast<double>(*whole);
    } else if (const auto* natural = value.as<std::uint64_t>()) {
        number = static_cast<double>(*natural);
    } else if (const auto* given = value.as<double>()) {
        number = *given;
    } else {
        return not_formatted("%f and %e take a number", value);
    }
    if (!std::isfinite(number)) return to_text(number);
    std::array<char, number_most> text{};
    std::snprintf(text.data(), text.size(), conversion == 'f' ? "%.*f" : "%.*e", precision, number);
    return std::string(text.data());
}

// %b, %o
Text in_base(const Value& value, int base) {
    if (const auto* truth = value.as<bool>(); truth != nullptr && base == 2) return std::string(*truth ? "1" : "0");
    const auto digits = digits_of(value, base);
    return digits ? Text(*digits) : not_formatted("%b and %o take a whole number", value);
}

// %x, %X
Text hexadecimal(const Value& value, bool is_upper) {
    const auto* octets = value.as<std::string>();
    if (const auto* bytes = value.as<Bytes>()) octets = &bytes->octets;
    std::string text;
    if (octets != nullptr) {
        for (const char c : *octets) {
            static constexpr std::string_view digits = "0123456789abcdef";
            text += digits[static_cast<unsigned char>(c) >> 4];
            text += digits[static_cast<unsigned char>(c) & 0xf];
        }
    } else if (const auto digits = digits_of(value, 16)) {
        text = *digits;
    } else {
        return not_formatted("%x takes a whole number, a text or bytes", value);
    }
    for (char& c : text) c = is_upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

Text converted(const Value& value, char conversion, int precision, Budget& budget) {
    switch (conversion) {
        case 's': return told(value, budget);
        case 'd': return decimal(value);
        case 'f':
        case 'e': return real(value, conversion, precision);
        case 'b': return in_base(value, 2);
        case 'o': return in_base(value, 8);
        case 'x':
        case 'X': return hexadecimal(value, conversion == 'X');
        default: return error("a text to format has no such clause");
    }
}

// ".3" between the sign and the letter, taken off the front.
std::optional<int> take_precision(std::string_view& rest) {
    if (!rest.starts_with('.')) return precision_usual;
    rest.remove_prefix(1);
    int precision = 0;
    const auto [end, failed] = std::from_chars(rest.data(), rest.data() + rest.size(), precision);
    if (failed != std::errc{} || precision < 0 || precision > precision_most) return std::nullopt;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    return precision;
}

Outcome format(const Call& call) {
    std::string_view rest = call.text(0);
    const Value::List& values = *call.arguments[1].list();
    std::size_t next = 0;
    std::string out;
    while (true) {
        const std::size_t sign = rest.find('%');
        out += rest.substr(0, sign);
        if (out.size() > text_most) return text_too_long();
        if (sign == std::string_view::npos) return Value{std::move(out)};
        rest.remove_prefix(sign + 1);
        if (rest.starts_with('%')) {
            out += '%';
            rest.remove_prefix(1);
            continue;
        }
        const auto precision = take_precision(rest);
        if (!precision || rest.empty()) return error("a text to format ends in a clause, or has no such clause");
        if (next == values.size()) return error("a text to format has more clauses than there are values");
        const Text part = converted(values[next++], rest.front(), *precision, call.budget);
        if (!part) return error(part.error());
        if (!call.budget.spend_bytes(part->size())) return error("too many steps");
        out += *part;
        rest.remove_prefix(1);
    }
}

}  // namespace

void add_format(Library& library) {
    library.add("format", ".(string, list(dyn)) string", format);
}

}  // namespace paraat::rules::cel
