#include "hub/codec/meshtastic/reader.hpp"

#include "hub/base/utf8.hpp"
#include "hub/codec/format.hpp"
#include "hub/codec/meshtastic/topic.hpp"
#include "hub/codec/meshtastic/writer.hpp"
#include "tests/fuzz/targets.hpp"

// What a gateway of a mesh says, as a payload and as a topic; and any text, sent down to it.
namespace paraat::fuzz {
namespace {

namespace mesh = codec::meshtastic;

void check_packet(const mesh::Reading& reading) {
    for (const auto& remark : reading.degraded) {
        promise(!remark.why.empty() && is_utf8(remark.why) && is_utf8(remark.field), "a remark is UTF-8 and says why");
    }
    promise(reading.degraded.size() <= 32 && reading.ignored.size() <= 32, "remarks are few");
    const std::string written = mesh::write(reading.packet);
    check_json(written);
    if (written.size() > codec::payload_most) return;  // numbers may be longer than they were
    const auto again = mesh::read(written);
    promise(again && again->packet == reading.packet, "a packet is the same, written and read again");
}

void check_text(std::string_view input) {
    if (!is_utf8(input)) return;
    const std::string written = mesh::write_text({mesh::NodeId{1}, {}, {}}, input);
    check_json(written);
    const auto sent = mesh::read(written);
    if (sent) promise(sent->packet.from == mesh::NodeId{1}, "what goes down names its gateway");
}

}  // namespace

void meshtastic(std::string_view input) {
    const auto reading = mesh::read(input);
    const auto same = mesh::read(std::string(input));
    promise(reading.has_value() == same.has_value(), "the same is read twice alike");
    if (reading) {
        promise(reading->packet == same->packet, "the same is read twice alike");
        check_packet(*reading);
    } else {
        check_error(reading.error());
    }
    check_text(input);
    if (const auto topic = mesh::topic_in(input, "msh")) {
        promise(topic->region.size() + topic->channel.size() < input.size(), "what was read of a topic stands in it");
    }
    if (const auto node = mesh::node_in(input)) {
        promise(mesh::node_in(mesh::text_of(*node)) == node, "a node is the same, written and read again");
    }
}

}  // namespace paraat::fuzz
