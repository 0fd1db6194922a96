#include <algorithm>

#include "hub/tak/frame_reader.hpp"
#include "tests/fuzz/targets.hpp"

// What a client of TAK says. The first byte says in what pieces the rest comes.
namespace paraat::fuzz {
namespace {

using tak::Frame;

struct Cut {
    std::vector<Frame> frames;
    std::string refused;

    bool operator==(const Cut&) const = default;
};

Cut cut_up(std::string_view input, std::size_t piece) {
    tak::FrameReader reader;
    Cut cut;
    while (!input.empty() && cut.refused.empty()) {
        const auto taken = reader.take(input.substr(0, piece), cut.frames);
        if (!taken) {
            check_error(taken.error());
            cut.refused = taken.error().code;
        }
        promise(reader.waiting() <= tak::frame_most, "no more waits than a message may have");
        input.remove_prefix(std::min(piece, input.size()));
    }
    return cut;
}

}  // namespace

void tak_stream(std::string_view input) {
    if (input.empty()) return;
    const std::size_t piece = 1 + static_cast<std::uint8_t>(input.front());
    input.remove_prefix(1);
    const Cut cut = cut_up(input, piece);
    promise(cut_up(input, 1) == cut, "it matters not in what pieces bytes come");
    for (const Frame& one : cut.frames) {
        const bool is_xml = one.encoding == tak::Encoding::xml;
        const Cut alone = cut_up(is_xml ? one.bytes : tak::framed_for_stream(one.bytes), 4'096);
        promise(alone == Cut{{one}, ""}, "a message alone is that message");
        const auto datagram = tak::read_datagram(is_xml ? one.bytes : tak::framed_for_mesh(one.bytes));
        promise(datagram && *datagram == one, "it is the same as a datagram");
    }
}

}  // namespace paraat::fuzz
