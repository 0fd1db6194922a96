#include "hub/base/utf8.hpp"
#include "hub/codec/format.hpp"
#include "hub/codec/owntracks/encryption.hpp"
#include "hub/codec/owntracks/reader.hpp"
#include "hub/codec/owntracks/schema.hpp"
#include "hub/codec/owntracks/topic.hpp"
#include "hub/codec/owntracks/writer.hpp"
#include "tests/fuzz/targets.hpp"

// What a phone says, as a payload, as a topic, and as the data of an encrypted message.
namespace paraat::fuzz {
namespace {

using namespace codec::owntracks;

constexpr std::string_view secret = "s3cret";

void check_taken(const Reading& reading) {
    for (const auto& remark : reading.degraded) {
        promise(!remark.why.empty() && is_utf8(remark.why) && is_utf8(remark.field), "a remark is UTF-8 and says why");
    }
    promise(reading.degraded.size() <= 32 && reading.ignored.size() <= 32, "remarks are few");
    const std::string written = write(reading.message);
    check_json(written);
    if (written.size() > codec::payload_most) return;  // numbers may be longer than they were
    const auto again = read(written);
    promise(again.size() == 1 && again[0], "what is written is read");
    promise(again[0]->message == reading.message, "a message is the same, written and read again");
    const auto sealed = seal(reading.message, secret, Nonce{});
    const auto opened = open_encrypted(sealed.value(), secret);
    const bool is_double = std::holds_alternative<Encrypted>(reading.message);
    promise(opened ? opened->message == reading.message : is_double, "a message is the same, sealed and opened");
}

void check_topic(std::string_view text) {
    const auto topic = topic_in(text, "owntracks");
    if (!topic) return;
    const std::string rest = topic->rest.empty() ? "" : "/" + topic->rest;
    promise("owntracks/" + topic->user + "/" + topic->device + rest == text, "what was read of a topic is all of it");
}

}  // namespace

void owntracks(std::string_view input) {
    const auto readings = read(input);
    const auto same = read(std::string(input));
    promise(readings.size() == same.size(), "the same is read twice alike");
    for (std::size_t i = 0; i < readings.size(); ++i) {
        promise(readings[i].has_value() == same[i].has_value(), "the same is read twice alike");
        if (!readings[i]) {
            check_error(readings[i].error());
            continue;
        }
        promise(readings[i]->message == same[i]->message, "the same is read twice alike");
        check_taken(*readings[i]);
    }
    if (readings.size() == 1 && readings[0] && readings[0]->degraded.empty() && input.find('[') > input.find('{')) {
        const auto schema =
            std::holds_alternative<Encrypted>(readings[0]->message) ? Schema::encryption : Schema::message;
        promise(!schema_fault(input, schema), "what the schema faults is remarked on");
    }
    check_topic(input);
    if (const auto opened = open_encrypted(Encrypted{std::string(input)}, secret); !opened) check_error(opened.error());
}

}  // namespace paraat::fuzz
