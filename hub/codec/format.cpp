#include "hub/codec/format.hpp"

#include "hub/codec/schema.hpp"

namespace paraat::codec {

Encoding encoding_of(std::string_view bytes) {
    if (bytes.size() >= 8 && schema_with(bytes.substr(4, 4)) != nullptr) return Encoding::flatbuffers;
    const auto first = bytes.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return Encoding::unreadable;
    if (bytes[first] == '{') return Encoding::json;
    if (bytes[first] == '<') return Encoding::xml;
    return Encoding::unreadable;
}

}  // namespace paraat::codec
