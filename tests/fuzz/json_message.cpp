#include <nlohmann/json.hpp>

#include "hub/codec/client_id.hpp"
#include "hub/codec/format.hpp"
#include "hub/codec/json_reader.hpp"
#include "hub/codec/json_writer.hpp"
#include "hub/codec/read_status.hpp"
#include "hub/codec/write_message.hpp"
#include "tests/fuzz/targets.hpp"

namespace paraat::fuzz {
namespace {

using nlohmann::json;

// Whether all that was written stands in what was read; a number that is always there may be written in its absence.
bool stands_in(const json& read, const json& written) {
    if (read.type() != written.type() && !(read.is_number() && written.is_number())) return false;
    if (written.is_array()) {
        return std::equal(read.begin(), read.end(), written.begin(), written.end(), stands_in);
    }
    if (!written.is_object()) return read == written;
    return std::all_of(written.items().begin(), written.items().end(), [&](const auto& entry) {
        const auto found = read.find(entry.key());
        return found == read.end() ? entry.value().is_primitive() : stands_in(*found, entry.value());
    });
}

void check_twin(const codec::JsonReading& reading, const codec::MessageSchema& schema, std::string_view text) {
    const std::string twin = codec::json_twin(reading.bytes);
    check_json(twin);
    promise(stands_in(json::parse(text), json::parse(twin)), "what is written is what was read");
    if (twin.size() > codec::payload_most) return;  // escapes take room
    std::string id;
    const auto again = codec::read_json(twin, schema, id);
    promise(again.has_value() && again->ignored.empty(), "what was written is read again");
    promise(codec::json_twin(again->bytes) == twin, "what was read, written and read again, is the same");
}

}  // namespace

void json_message(std::string_view input) {
    if (input.size() < 4) return;
    const codec::MessageSchema* schema = codec::schema_with(input.substr(0, 4));
    if (schema == nullptr) return;
    const std::string_view text = input.substr(4);
    std::string id;
    const auto reading = codec::read_json(text, *schema, id);
    promise(id.empty() || codec::is_client_id(id), "an id is lawful");
    std::string same_id;
    const auto same = codec::read_json(text, *schema, same_id);
    promise(id == same_id && reading.has_value() == same.has_value(), "the same is read twice alike");
    if (!reading) return check_error(reading.error());
    promise(text.size() <= codec::payload_most, "what is too long is not taken");
    promise(reading->bytes == same->bytes && reading->ignored == same->ignored, "the same is taken twice alike");
    check_twin(*reading, *schema, text);
}

void hub_status(std::string_view input) {
    const auto status = codec::read_hub_status(input);
    const auto same = codec::read_hub_status(input);
    promise(status.has_value() == same.has_value(), "the same is read twice alike");
    if (!status) return check_error(status.error());
    promise(*status == *same, "the same is taken twice alike");
    const std::string written = codec::write(*status);
    check_json(codec::json_twin(written));
    if (written.size() > codec::payload_most) return;
    const auto again = codec::read_hub_status(written);
    promise(again && *again == *status, "what was taken, written and read again, is the same");
}

}  // namespace paraat::fuzz
