#include "hub/codec/xml/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "hub/base/utf8.hpp"

namespace paraat::codec::xml {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view blanks = " \t\r\n";

Error unreadable(std::string message) {
    return Error{"unreadable", "", std::move(message)};
}

bool is_blank(char c) {
    return blanks.find(c) != std::string_view::npos;
}

std::string lower(std::string_view text) {
    std::string low(text);
    std::transform(low.begin(), low.end(), low.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return low;
}

// What bytes of another width, or of another alphabet, look like before anything is read of them.
bool is_wide(std::string_view bytes) {
    using namespace std::string_view_literals;
    const auto begins = [&](std::string_view with) { return bytes.starts_with(with); };
    return begins("\xFE\xFF"sv) || begins("\xFF\xFE"sv) || begins("\0<"sv) || begins("<\0"sv) || begins("\0\0"sv) ||
           begins("\x4C\x6F\xA7\x94"sv);
}

struct Declaration {
    std::string encoding;  // in lower case; empty when none is declared
    std::size_t length = 0;
};

// One `name="value"` of a declaration, from `at` on; nullopt when there is none.
struct Pair {
    std::string_view name;
    std::string_view value;
};

std::optional<Pair> next_pair(std::string_view text, std::size_t& at) {
    const auto skip = [&] {
        while (at < text.size() && is_blank(text[at])) ++at;
    };
    const std::size_t before = at;
    skip();
    if (at == before) return std::nullopt;
    const std::size_t begin = at;
    while (at < text.size() && text[at] >= 'a' && text[at] <= 'z') ++at;
    const auto name = text.substr(begin, at - begin);
    skip();
    if (at >= text.size() || text[at] != '=') return std::nullopt;
    ++at;
    skip();
    if (at >= text.size() || (text[at] != '"' && text[at] != '\'')) return std::nullopt;
    const std::size_t end = text.find(text[at], at + 1);
    if (end == std::string_view::npos) return std::nullopt;
    const auto value = text.substr(at + 1, end - at - 1);
    at = end + 1;
    return Pair{name, value};
}

Result<Declaration> read_declaration(std::string_view text) {
    if (!text.starts_with("<?xml") || text.size() < 6 || !is_blank(text[5])) return Declaration{};
    const auto end = text.find("?>");
    if (end == std::string_view::npos) return unreadable("the XML declaration has no end");
    const auto inside = text.substr(0, end);
    Declaration declaration{"", end + 2};
    std::string_view last;
    std::size_t at = 5;
    while (inside.find_first_not_of(blanks, at) != std::string_view::npos) {
        const auto pair = next_pair(inside, at);
        // "version", "encoding", "standalone": in this order, each once, the first always.
        const bool in_order = pair && (last.empty()         ? pair->name == "version"
                                       : last == "version"  ? pair->name == "encoding" || pair->name == "standalone"
                                       : last == "encoding" ? pair->name == "standalone"
                                                            : false);
        if (!in_order) return unreadable("the XML declaration is wrong");
        if (pair->name == "version" && !pair->value.starts_with("1.")) return unreadable("only XML 1 is read");
        if (pair->name == "encoding") declaration.encoding = lower(pair->value);
        if (pair->name == "encoding" && pair->value.empty()) return unreadable("the XML declaration names no encoding");
        if (pair->name == "standalone" && pair->value != "yes" && pair->value != "no") {
            return unreadable("the XML declaration is wrong");
        }
        last = pair->name;
    }
    if (last.empty()) return unreadable("the XML declaration is wrong");
    return declaration;
}

void append_code_point(std::string& text, std::uint32_t point) {
    if (point < 0x80) {
        text += static_cast<char>(point);
    } else if (point < 0x800) {
        text += static_cast<char>(0xC0 | (point >> 6U));
        text += static_cast<char>(0x80 | (point & 0x3FU));
    } else {
        text += static_cast<char>(0xE0 | (point >> 12U));
        text += static_cast<char>(0x80 | ((point >> 6U) & 0x3FU));
        text += static_cast<char>(0x80 | (point & 0x3FU));
    }
}

// Bytes 0x80 to 0x9F in windows-1252; 0 where it has no character. Who says ISO-8859-1 means it too: there they would
// be controls that nobody sends.
constexpr std::array<std::uint16_t, 32> windows_1252 = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                        0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

std::optional<std::string> from_latin(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (const char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        const std::uint32_t point = byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80U] : byte;
        if (point == 0) return std::nullopt;
        append_code_point(text, point);
    }
    return text;
}

bool has_forbidden_character(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<std::uint8_t>(text[i]);
        if (byte < 0x20 && !is_blank(text[i])) return true;
        if (byte == 0xEF && (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF")) return true;
    }
    return false;
}

bool is_latin(std::string_view encoding) {
    static constexpr std::array<std::string_view, 6> names = {"iso-8859-1", "iso8859-1", "iso_8859-1",
                                                              "latin1",     "latin-1",   "windows-1252"};
    return std::find(names.begin(), names.end(), encoding) != names.end() || encoding == "cp1252";
}

bool is_unicode(std::string_view encoding) {
    return encoding.empty() || encoding == "utf-8" || encoding == "utf8" || encoding == "us-ascii" ||
           encoding == "ascii";
}

}  // namespace

Result<Characters> read_characters(std::string_view bytes) {
    if (is_wide(bytes)) return unreadable("it is neither UTF-8 nor ISO-8859-1");
    const bool marked = bytes.starts_with(byte_order_mark);
    if (marked) bytes.remove_prefix(byte_order_mark.size());
    Characters characters;
    // A blank in front of the declaration is forbidden; it comes from templates, and harms nothing.
    const auto first = bytes.find_first_not_of(blanks);
    if (first != 0 && first != std::string_view::npos && bytes.substr(first).starts_with("<?xml")) {
        bytes.remove_prefix(first);
        characters.remarks.push_back({"", "there are blanks before the XML declaration"});
    }
    const auto declaration = read_declaration(bytes);
    if (!declaration) return declaration.error();
    const auto& encoding = declaration->encoding;
    if (!is_unicode(encoding) && !is_latin(encoding)) {
        return unreadable("the encoding \"" + shortened(is_utf8(encoding) ? encoding : "?", 32) + "\" is not read");
    }
    bytes.remove_prefix(declaration->length);
    if (is_latin(encoding) && !marked) {
        auto text = from_latin(bytes);
        if (!text) return unreadable("it has bytes that are no characters of its encoding");
        characters.text = std::move(*text);
        characters.remarks.push_back({"", "converted from " + encoding + " to UTF-8"});
    } else {
        characters.text = bytes;
        if (is_latin(encoding)) characters.remarks.push_back({"", "it declares " + encoding + " and is UTF-8"});
    }
    if (has_forbidden_character(characters.text)) return unreadable("it has characters that XML forbids");
    if (!is_utf8(characters.text)) return unreadable("it is not UTF-8");
    return characters;
}

}  // namespace paraat::codec::xml
