#include <algorithm>

#include "hub/rules/cel/functions.hpp"
#include "hub/rules/cel/pattern.hpp"

namespace paraat::rules::cel {
namespace {

using Arguments = std::vector<Value>;

// The byte where a code point begins; the size for the one past the last.
std::size_t byte_of(const std::string& in, std::int64_t point) {
    std::size_t at = 0;
    while (at < in.size() && point > 0) {
        ++at;
        while (at < in.size() && (in[at] & 0xc0) == 0x80) ++at;
        --point;
    }
    return at;
}

Outcome matches(const std::string& in, const std::string& source, Budget& budget) {
    if (!budget.spend(steps_of_a_pattern)) return error("too many steps");
    const auto pattern = Pattern::compile(source);
    return pattern ? Outcome(Value{(*pattern)->is_in(in, budget)}) : error(pattern.error());
}

Outcome replace(const std::string& in, const std::string& from, const std::string& to) {
    if (from.empty()) return Value{in};
    std::string out;
    std::size_t at = 0;
    while (true) {
        const std::size_t found = in.find(from, at);
        out += in.substr(at, found - at);
        if (found == std::string::npos) break;
        out += to;
        at = found + from.size();
        if (out.size() > text_most) return error("the text becomes too long");
    }
    return Value{std::move(out)};
}

Outcome split(const std::string& in, const std::string& by) {
    if (by.empty()) return error("a text is not split by nothing");
    Value::List parts;
    std::size_t at = 0;
    while (true) {
        const std::size_t found = in.find(by, at);
        if (parts.size() == elements_most) return error("the list becomes too long");
        parts.emplace_back(in.substr(at, found - at));
        if (found == std::string::npos) return Value{std::move(parts)};
        at = found + by.size();
    }
}

Outcome substring(const std::string& in, std::int64_t begin, std::int64_t end) {
    const auto size = code_points(in);
    if (begin < 0 || end > size || begin > end) return error("no such part of the text");
    const std::size_t from = byte_of(in, begin);
    return Value{in.substr(from, byte_of(in, end) - from)};
}

}  // namespace

std::int64_t code_points(std::string_view text) {
    return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; });
}

Outcome call_text(std::string_view name, const Arguments& arguments, Budget& budget) {
    const auto string = [&](std::size_t i) -> const std::string& { return *arguments[i].as<std::string>(); };
    const std::string& in = string(0);
    // Looking for one text in another may compare each place of the one with all of the other.
    const auto* wanted = arguments.size() > 1 ? arguments[1].as<std::string>() : nullptr;
    if (wanted != nullptr && !budget.spend_bytes(in.size() / 64 * wanted->size())) return error("too many steps");
    if (name == "contains") return Value{in.find(string(1)) != std::string::npos};
    if (name == "startsWith") return Value{in.starts_with(string(1))};
    if (name == "endsWith") return Value{in.ends_with(string(1))};
    if (name == "matches") return matches(in, string(1), budget);
    if (name == "replace") return replace(in, string(1), string(2));
    if (name == "split") return split(in, string(1));
    if (name == "indexOf") {
        const auto found = in.find(string(1));
        if (found == std::string::npos) return Value{std::int64_t{-1}};
        return Value{code_points(std::string_view(in).substr(0, found))};
    }
    if (name == "substring") {
        const auto size = code_points(in);
        return substring(in, *arguments[1].as<std::int64_t>(),
                         arguments.size() > 2 ? *arguments[2].as<std::int64_t>() : size);
    }
    std::string out = in;
    if (name == "trim") {
        const auto first = out.find_first_not_of(" \t\r\n\v\f");
        if (first == std::string::npos) return Value{""};
        return Value{out.substr(first, out.find_last_not_of(" \t\r\n\v\f") - first + 1)};
    }
    for (char& c : out) {
        if (name == "lowerAscii" && c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (name == "upperAscii" && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return Value{std::move(out)};
}

Outcome join(const Arguments& arguments) {
    std::string out;
    const std::string between = arguments.size() > 1 ? *arguments[1].as<std::string>() : "";
    bool is_first = true;
    for (const Value& element : *arguments[0].list()) {
        const auto* part = element.as<std::string>();
        if (part == nullptr) return error("only texts are joined");
        if (!is_first) out += between;
        out += *part;
        if (out.size() > text_most) return error("the text becomes too long");
        is_first = false;
    }
    return Value{std::move(out)};
}

}  // namespace paraat::rules::cel
