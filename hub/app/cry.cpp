#include "hub/app/cry.hpp"

#include "hub/codec/format.hpp"
#include "hub/codec/panic_glance.hpp"

namespace paraat::app {
namespace {

// The name in quotes, a colon and true, whatever stands around them.
bool says_true(std::string_view text, std::string_view quoted) {
    constexpr std::string_view space = " \t\r\n";
    for (auto at = text.find(quoted); at != std::string_view::npos; at = text.find(quoted, at + 1)) {
        const auto colon = text.find_first_not_of(space, at + quoted.size());
        if (colon == std::string_view::npos || text[colon] != ':') continue;
        const auto value = text.find_first_not_of(space, colon + 1);
        if (value != std::string_view::npos && text.substr(value).starts_with("true")) return true;
    }
    return false;
}

}  // namespace

std::optional<std::string> cry_in(core::InputKind kind, std::string_view bytes) {
    if (kind != core::InputKind::status && kind != core::InputKind::beacon) return std::nullopt;
    if (codec::encoding_of(bytes) == codec::Encoding::flatbuffers) {
        const bool calls = kind == core::InputKind::beacon && codec::may_tell_panic(bytes);
        // Whether it must be silent is not looked for. If it need not be, little is lost: others are called either way.
        return calls ? std::optional<std::string>(R"({"panic":true,"silent":true})") : std::nullopt;
    }
    if (!says_true(bytes, "\"panic\"")) return std::nullopt;
    return says_true(bytes, "\"silent\"") ? R"({"panic":true,"silent":true})" : R"({"panic":true})";
}

}  // namespace paraat::app
