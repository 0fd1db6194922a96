#include "hub/tak/frame_reader.hpp"

#include <algorithm>
#include <utility>

namespace paraat::tak {
namespace {

Error longer_than_most() {
    return {"too_long", "", "a message of more than 256 KiB"};
}

}  // namespace

Result<void> FrameReader::take(std::string_view bytes, std::vector<Frame>& into) {
    while (!bytes.empty()) {
        if (in_ == In::payload) {
            const std::size_t wanted = static_cast<std::size_t>(length_) - bytes_.size();
            const std::string_view part = bytes.substr(0, wanted);
            bytes_ += part;
            bytes.remove_prefix(part.size());
            if (bytes_.size() == length_) finish(Encoding::protobuf, into);
            continue;
        }
        if (auto taken = take_byte(bytes.front(), into); !taken) return taken;
        bytes.remove_prefix(1);
    }
    return {};
}

Result<void> FrameReader::take_byte(char c, std::vector<Frame>& into) {
    if (in_ == In::length) return take_length(c, into);
    if (in_ == In::xml) return take_xml(c, into);
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') return {};
    if (c != '\xbf') {
        in_ = In::xml;
        return take_xml(c, into);
    }
    in_ = In::length;
    length_ = 0;
    shift_ = 0;
    return {};
}

Result<void> FrameReader::take_xml(char c, std::vector<Frame>& into) {
    if (bytes_.size() >= frame_most) return longer_than_most();
    bytes_ += c;
    switch (scanner_.feed(c)) {
        case XmlScanner::Step::more: break;
        case XmlScanner::Step::done: finish(Encoding::xml, into); break;
        case XmlScanner::Step::wrong: return Error{"unreadable", "", "what comes is no XML event"};
    }
    return {};
}

Result<void> FrameReader::take_length(char c, std::vector<Frame>& into) {
    const auto byte = static_cast<std::uint8_t>(c);
    length_ |= static_cast<std::uint64_t>(byte & 0x7F) << shift_;
    shift_ += 7;
    const bool is_last = (byte & 0x80) == 0;
    // A length that fits needs three bytes; padded with zeros it may have more, but no more than a varint has.
    if (length_ > frame_most || (!is_last && shift_ >= 63)) return longer_than_most();
    if (!is_last) return {};
    in_ = In::payload;
    if (length_ == 0) finish(Encoding::protobuf, into);
    return {};
}

void FrameReader::finish(Encoding encoding, std::vector<Frame>& into) {
    into.push_back({encoding, std::exchange(bytes_, {})});
    in_ = In::between;
}

}  // namespace paraat::tak
