#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "hub/base/result.hpp"

// How one message of TAK ends and the next begins; what is in it is read elsewhere (hub/codec/cot).
namespace paraat::tak {

// Bytes of one message, as everywhere where XML is read.
inline constexpr std::size_t frame_most = 256UL << 10;

enum class Encoding : std::uint8_t {
    xml,       // an XML document, with its declaration when it had one
    protobuf,  // the payload of TAK protocol version 1, a TakMessage
};

struct Frame {
    Encoding encoding = Encoding::xml;
    std::string bytes;

    bool operator==(const Frame&) const = default;
};

// A payload of version 1 as it stands in a stream: 0xbf, its length as a varint, itself.
std::string framed_for_stream(std::string_view payload);
// The same as a datagram of a mesh: 0xbf, the version, 0xbf, itself.
std::string framed_for_mesh(std::string_view payload);

// One datagram, of either kind. Refused: `unreadable`, of another version or nothing at all; `too_long`.
Result<Frame> read_datagram(std::string_view bytes);

}  // namespace paraat::tak
