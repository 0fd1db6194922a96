#include "hub/codec/xml/escape.hpp"

#include <cstdint>

namespace paraat::codec::xml {
namespace {

constexpr std::string_view no_character = "\xEF\xBF\xBD";

// Empty when the character stands for itself.
std::string_view reference_of(char c, bool in_attribute) {
    switch (c) {
        case '&': return "&amp;";
        case '<': return "&lt;";
        case '>': return "&gt;";
        case '\r': return "&#13;";
        case '"': return in_attribute ? "&quot;" : "";
        case '\n': return in_attribute ? "&#10;" : "";
        case '\t': return in_attribute ? "&#9;" : "";
        default: return static_cast<std::uint8_t>(c) < 0x20 ? no_character : "";
    }
}

std::string escaped(std::string_view text, bool in_attribute) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto three = text.substr(i, 3);
        if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
            out += no_character;
            i += 2;
            continue;
        }
        const auto reference = reference_of(text[i], in_attribute);
        if (reference.empty()) {
            out += text[i];
        } else {
            out += reference;
        }
    }
    return out;
}

}  // namespace

std::string escaped_text(std::string_view text) {
    return escaped(text, false);
}

std::string escaped_attribute(std::string_view text) {
    return escaped(text, true);
}

}  // namespace paraat::codec::xml
