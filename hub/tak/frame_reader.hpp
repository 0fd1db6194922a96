#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/tak/frame.hpp"
#include "hub/tak/xml_scanner.hpp"

namespace paraat::tak {

// Cuts what comes in a stream into messages, in whatever pieces it comes. Each message tells by its first byte how it
// is written: 0xbf begins one of protocol version 1, and no XML. Whether a peer may speak it yet is not asked here.
class FrameReader {
public:
    // Appends each message that is whole now. Refused: `unreadable`, `too_long`; nothing can be read of that stream
    // afterwards, since nobody knows where the next message begins.
    Result<void> take(std::string_view bytes, std::vector<Frame>& into);
    // Bytes of a message that is not whole yet; at most `frame_most`.
    std::size_t waiting() const { return bytes_.size(); }

private:
    enum class In : std::uint8_t { between, xml, length, payload };

    Result<void> take_byte(char c, std::vector<Frame>& into);
    Result<void> take_xml(char c, std::vector<Frame>& into);
    Result<void> take_length(char c, std::vector<Frame>& into);
    void finish(Encoding encoding, std::vector<Frame>& into);

    In in_ = In::between;
    XmlScanner scanner_;
    std::string bytes_;
    std::uint64_t length_ = 0;
    int shift_ = 0;
};

}  // namespace paraat::tak
