#include <algorithm>

#include "hub/rules/cel/library.hpp"

// The encoders extension: base64 as in RFC 4648, section 4.
namespace paraat::rules::cel {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

Outcome encode(const Call& call) {
    const std::string& octets = call.get<Bytes>(0).octets;
    if (octets.size() / 3 * 4 > text_most) return text_too_long();
    std::string text;
    for (std::size_t at = 0; at < octets.size(); at += 3) {
        const std::size_t left = std::min<std::size_t>(octets.size() - at, 3);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8 | (i < left ? static_cast<unsigned char>(octets[at + i]) : 0);
        for (std::size_t i = 0; i < 4; ++i) text += i <= left ? alphabet[bits >> (18 - 6 * i) & 0x3f] : '=';
    }
    return Value{std::move(text)};
}

// Padding may be left out, as the language's conformance cases want; bits that say nothing are not looked at (section
// 3.5 leaves that open).
Outcome decode(const Call& call) {
    std::string_view text = call.text(0);
    const std::string no_base64 = "this text is no base64";
    if (text.size() % 4 == 0) {
        for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
    }
    if (text.size() % 4 == 1) return error(no_base64);
    std::string octets;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const std::size_t digit = alphabet.find(c);
        if (digit == std::string_view::npos) return error(no_base64);
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        octets += static_cast<char>(bits >> count & 0xff);
    }
    return Value{Bytes{std::move(octets)}};
}

}  // namespace

void add_encoders(Library& library) {
    library.add("base64.encode", "(bytes) string", encode);
    library.add("base64.decode", "(string) bytes", decode);
}

}  // namespace paraat::rules::cel
