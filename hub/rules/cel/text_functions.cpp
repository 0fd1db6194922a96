#include <algorithm>
#include <array>

#include "hub/rules/cel/library.hpp"
#include "hub/rules/cel/octets.hpp"
#include "hub/rules/cel/pattern.hpp"

// cel-spec, "String Functions", and the strings extension. Places in a text count characters (code points).
namespace paraat::rules::cel {
namespace {

tl::unexpected<std::string> no_such_place() {
    return error("no such place in the text");
}

// Looking for one text in another may compare each place of the one with all of the other.
bool pays_for_search(const Call& call) {
    return call.budget.spend_bytes(call.text(0).size() / 64 * call.text(1).size());
}

Outcome contains(const Call& call) {
    if (!pays_for_search(call)) return error("too many steps");
    return Value{call.text(0).find(call.text(1)) != std::string::npos};
}

Outcome matches(const Call& call) {
    if (!call.budget.spend(steps_of_a_pattern)) return error("too many steps");
    const auto pattern = Pattern::compile(call.text(1));
    // What is wrong with it would repeat a part of it, which may be of a report.
    if (!pattern) return error("this text is no regular expression");
    return Value{(*pattern)->is_in(call.text(0), call.budget)};
}

// -1, or the place by characters.
Outcome place(const std::string& in, std::size_t found) {
    if (found == std::string::npos) return Value{std::int64_t{-1}};
    return Value{code_points(std::string_view(in).substr(0, found))};
}

Outcome index_of(const Call& call) {
    if (!pays_for_search(call)) return error("too many steps");
    const std::int64_t from = call.size() > 2 ? call.whole(2) : 0;
    if (from < 0) return no_such_place();
    if (call.text(1).empty()) return Value{from};
    const bool is_past = from > code_points(call.text(0));
    if (is_past) return Value{std::int64_t{-1}};
    return place(call.text(0), call.text(0).find(call.text(1), byte_of(call.text(0), from)));
}

Outcome last_index_of(const Call& call) {
    if (!pays_for_search(call)) return error("too many steps");
    const std::int64_t size = code_points(call.text(0));
    const std::int64_t until = call.size() > 2 ? call.whole(2) : size;
    if (until < 0) return no_such_place();
    if (call.text(1).empty()) return Value{until};
    if (call.size() > 2 && until >= size) return Value{std::int64_t{-1}};
    return place(call.text(0), call.text(0).rfind(call.text(1), byte_of(call.text(0), until)));
}

Outcome char_at(const Call& call) {
    const std::string& in = call.text(0);
    if (call.whole(1) < 0 || call.whole(1) > code_points(in)) return no_such_place();
    const std::size_t begin = byte_of(in, call.whole(1));
    return Value{in.substr(begin, byte_of(in, call.whole(1) + 1) - begin)};
}

Outcome substring(const Call& call) {
    const std::string& in = call.text(0);
    const std::int64_t size = code_points(in);
    const std::int64_t begin = call.whole(1);
    const std::int64_t end = call.size() > 2 ? call.whole(2) : size;
    if (begin < 0 || end > size || begin > end) return error("no such part of the text");
    const std::size_t from = byte_of(in, begin);
    return Value{in.substr(from, byte_of(in, end) - from)};
}

// Nothing stands before each character, and at the end.
std::size_t next_of(const std::string& in, const std::string& wanted, std::size_t from) {
    return wanted.empty() ? (from > in.size() ? std::string::npos : from) : in.find(wanted, from);
}

Outcome replace(const Call& call) {
    const std::string &in = call.text(0), &from = call.text(1), &to = call.text(2);
    if (!pays_for_search(call)) return error("too many steps");
    std::int64_t left = call.size() > 3 ? call.whole(3) : -1;
    std::string out;
    std::size_t at = 0;
    std::size_t found = next_of(in, from, 0);
    while (found != std::string::npos && left-- != 0) {
        out.append(in, at, found - at).append(to);
        at = found + from.size();
        if (out.size() > text_most) return text_too_long();
        // After an empty one the next is a character further on.
        found = next_of(
            in, from,
            from.empty() ? (at < in.size() ? byte_of(std::string_view(in).substr(at), 1) + at : in.size() + 1) : at);
    }
    out.append(in, std::min(at, in.size()));
    return Value{std::move(out)};
}

Outcome split(const Call& call) {
    const std::string &in = call.text(0), &by = call.text(1);
    if (!pays_for_search(call)) return error("too many steps");
    const std::int64_t most = call.size() > 2 ? call.whole(2) : -1;
    Value::List parts;
    if (most == 0 || (in.empty() && by.empty())) return Value{std::move(parts)};
    std::size_t at = 0;
    while (most < 0 || static_cast<std::int64_t>(parts.size()) + 1 < most) {
        // By nothing: into characters.
        const std::size_t character = byte_of(std::string_view(in).substr(at), 1) + at;
        const std::size_t found =
            by.empty() ? (character < in.size() ? character : std::string::npos) : in.find(by, at);
        if (found == std::string::npos) break;
        if (parts.size() == elements_most) return list_too_long();
        parts.emplace_back(in.substr(at, found - at));
        at = found + by.size();
    }
    parts.emplace_back(in.substr(at));
    return Value{std::move(parts)};
}

Outcome join(const Call& call) {
    std::string out;
    bool is_first = true;
    for (const Value& element : *call.arguments[0].list()) {
        const auto* part = element.as<std::string>();
        if (part == nullptr) return error("only texts are joined");
        if (!is_first && call.size() > 1) out += call.text(1);
        out += *part;
        if (out.size() > text_most) return text_too_long();
        is_first = false;
    }
    return Value{std::move(out)};
}

// White space as Unicode has it, without what has no width.
constexpr std::array<std::string_view, 25> blanks = {" ",
                                                     "\t",
                                                     "\n",
                                                     "\v",
                                                     "\f",
                                                     "\r",
                                                     "\xC2\x85",
                                                     "\xC2\xA0",
                                                     "\xE1\x9A\x80",
                                                     "\xE2\x80\x80",
                                                     "\xE2\x80\x81",
                                                     "\xE2\x80\x82",
                                                     "\xE2\x80\x83",
                                                     "\xE2\x80\x84",
                                                     "\xE2\x80\x85",
                                                     "\xE2\x80\x86",
                                                     "\xE2\x80\x87",
                                                     "\xE2\x80\x88",
                                                     "\xE2\x80\x89",
                                                     "\xE2\x80\x8A",
                                                     "\xE2\x80\xA8",
                                                     "\xE2\x80\xA9",
                                                     "\xE2\x80\xAF",
                                                     "\xE2\x81\x9F",
                                                     "\xE3\x80\x80"};

Outcome trim(const Call& call) {
    std::string_view rest = call.text(0);
    const auto takes = [&](auto has, auto remove) {
        const auto* blank = std::find_if(blanks.begin(), blanks.end(), has);
        if (blank != blanks.end()) remove(blank->size());
        return blank != blanks.end();
    };
    while (takes([&](std::string_view blank) { return rest.starts_with(blank); },
                 [&](std::size_t size) { rest.remove_prefix(size); })) {
    }
    while (takes([&](std::string_view blank) { return rest.ends_with(blank); },
                 [&](std::size_t size) { rest.remove_suffix(size); })) {
    }
    return Value{std::string(rest)};
}

Outcome lower(const Call& call) {
    std::string out = call.text(0);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return Value{std::move(out)};
}
Outcome upper(const Call& call) {
    std::string out = call.text(0);
    for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return Value{std::move(out)};
}

Outcome reversed(const Call& call) {
    const std::string& in = call.text(0);
    std::string out;
    std::size_t end = in.size();
    for (std::size_t at = in.size(); at-- > 0;) {
        if ((in[at] & 0xc0) == 0x80) continue;
        out.append(in, at, end - at);
        end = at;
    }
    return Value{std::move(out)};
}

Outcome quote(const Call& call) {
    static constexpr std::string_view plain = "\a\b\f\n\r\t\v\\\"";
    static constexpr std::string_view escaped = "abfnrtv\\\"";
    std::string out = "\"";
    for (const char c : made_text(call.text(0))) {
        const std::size_t which = plain.find(c);
        if (which != std::string_view::npos) out += '\\';
        out += which == std::string_view::npos ? c : escaped[which];
    }
    return Value{out + "\""};
}

}  // namespace

void add_texts(Library& library) {
    library.add("contains", ".(string, string) bool", contains);
    library.add("startsWith", ".(string, string) bool",
                [](const Call& call) -> Outcome { return Value{call.text(0).starts_with(call.text(1))}; });
    library.add("endsWith", ".(string, string) bool",
                [](const Call& call) -> Outcome { return Value{call.text(0).ends_with(call.text(1))}; });
    library.add("matches", ".(string, string) bool", matches);
    library.add("matches", "(string, string) bool", matches);
    library.add("charAt", ".(string, int) string", char_at);
    library.add("indexOf", ".(string, string) int", index_of);
    library.add("indexOf", ".(string, string, int) int", index_of);
    library.add("lastIndexOf", ".(string, string) int", last_index_of);
    library.add("lastIndexOf", ".(string, string, int) int", last_index_of);
    library.add("substring", ".(string, int) string", substring);
    library.add("substring", ".(string, int, int) string", substring);
    library.add("replace", ".(string, string, string) string", replace);
    library.add("replace", ".(string, string, string, int) string", replace);
    library.add("split", ".(string, string) list(string)", split);
    library.add("split", ".(string, string, int) list(string)", split);
    library.add("join", ".(list(string)) string", join);
    library.add("join", ".(list(string), string) string", join);
    library.add("trim", ".(string) string", trim);
    library.add("lowerAscii", ".(string) string", lower);
    library.add("upperAscii", ".(string) string", upper);
    library.add("reverse", ".(string) string", reversed);
    library.add("strings.quote", "(string) string", quote);
}

}  // namespace paraat::rules::cel
