#include "hub/codec/panic_glance.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <iterator>

#include "hub/codec/format.hpp"
#include "schemas/beacon_generated.h"

namespace paraat::codec {
namespace {

// A little-endian number at an offset that may be anything; 0 beyond the end.
template <class Number>
Number number_at(std::string_view bytes, std::size_t offset) {
    Number number = 0;
    if (offset <= bytes.size() && bytes.size() - offset >= sizeof(number)) {
        std::memcpy(&number, bytes.data() + offset, sizeof(number));
    }
    return flatbuffers::EndianScalar(number);
}

// The field behind the root's table of offsets, read as the format says; a damaged message leads anywhere inside or
// nowhere, and is refused later.
bool flatbuffers_tell_panic(std::string_view bytes) {
    const std::size_t root = number_at<std::uint32_t>(bytes, 0);
    const auto back = number_at<std::int32_t>(bytes, root);
    const std::size_t offsets = static_cast<std::size_t>(static_cast<std::int64_t>(root) - back);
    if (number_at<std::uint16_t>(bytes, offsets) <= wire::Beacon::VT_PANIC) return false;
    const std::size_t field = number_at<std::uint16_t>(bytes, offsets + wire::Beacon::VT_PANIC);
    return field != 0 && number_at<std::uint8_t>(bytes, root + field) != 0;
}

// "panic", a colon and true, whatever stands around them. A name may also be written in escapes: then it is not looked
// for, and the beacon is kept.
bool json_tells_panic(std::string_view text) {
    if (text.find("\\u") != std::string_view::npos) return true;
    constexpr std::string_view name = "\"panic\"";
    constexpr std::string_view space = " \t\r\n";
    for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
        const auto colon = text.find_first_not_of(space, at + name.size());
        if (colon == std::string_view::npos || text[colon] != ':') continue;
        const auto value = text.find_first_not_of(space, colon + 1);
        if (value != std::string_view::npos && text.substr(value).starts_with("true")) return true;
    }
    return false;
}

// Of Cursor on Target: an emergency, or words, whose type stands in it somewhere. A type may also be written in
// entities.
bool xml_tells_panic(std::string_view text) {
    constexpr std::string_view hints[] = {"b-a", "b-t", "&"};
    return std::any_of(std::begin(hints), std::end(hints),
                       [&](std::string_view hint) { return text.find(hint) != std::string_view::npos; });
}

}  // namespace

bool may_tell_panic(std::string_view beacon) {
    switch (encoding_of(beacon)) {
        case Encoding::flatbuffers: return flatbuffers_tell_panic(beacon);
        case Encoding::json: return json_tells_panic(beacon);
        case Encoding::xml: return xml_tells_panic(beacon);
        // A mark of the order of bytes, or blanks, may stand before XML.
        case Encoding::unreadable: return beacon.find('<') != std::string_view::npos && xml_tells_panic(beacon);
    }
    return true;
}

}  // namespace paraat::codec
