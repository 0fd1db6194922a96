#pragma once

#include <cstddef>
#include <string_view>

namespace paraat::codec {

// Nothing longer is looked at.
inline constexpr std::size_t payload_most = 64 * 1024;

enum class Encoding { flatbuffers, json, xml, unreadable };

// Told by the bytes: a FlatBuffers file identifier of ours at 4..7, '{', '<'. Says nothing about the rest of them.
Encoding encoding_of(std::string_view bytes);

}  // namespace paraat::codec
