#include "hub/tak/frame.hpp"

namespace paraat::tak {
namespace {

constexpr char magic = '\xbf';
constexpr char version = '\x01';

}  // namespace

std::string framed_for_stream(std::string_view payload) {
    std::string framed(1, magic);
    std::size_t left = payload.size();
    for (; left >= 0x80; left >>= 7) framed += static_cast<char>((left & 0x7F) | 0x80);
    framed += static_cast<char>(left);
    return framed.append(payload);
}

std::string framed_for_mesh(std::string_view payload) {
    return std::string{magic, version, magic}.append(payload);
}

Result<Frame> read_datagram(std::string_view bytes) {
    if (bytes.size() > frame_most) return Error{"too_long", "", "a datagram of more than 256 KiB"};
    if (bytes.empty()) return Error{"unreadable", "", "an empty datagram"};
    if (bytes.front() != magic) return Frame{Encoding::xml, std::string(bytes)};
    if (!bytes.starts_with(std::string{magic, version, magic})) {
        return Error{"unreadable", "", "a datagram of a version of the TAK protocol that is not known here"};
    }
    return Frame{Encoding::protobuf, std::string(bytes.substr(3))};
}

}  // namespace paraat::tak
