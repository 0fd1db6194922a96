#include "hub/core/event_codec.hpp"

#include <array>

#include "hub/core/archive.hpp"
#include "hub/core/plain_fields.hpp"

namespace paraat::core {
namespace {

constexpr int by_number = 63;  // the field of Event::by, beside the body's own
constexpr std::uint16_t newest_version = 1;
// Bytes; a string that grows to them is copied three times. Few events have a sealed part, and those have much of it.
constexpr std::size_t open_mostly = 120;
constexpr std::size_t sealed_mostly = 120;

std::string subject_of(const EventBody& body) {
    const auto bytes = [](const Ulid& id) {
        return std::string(reinterpret_cast<const char*>(id.bytes().data()), id.bytes().size());
    };
    const InstructionId instruction = instruction_of(body);
    if (!instruction.is_nil()) return bytes(instruction.ulid);
    const IncidentId incident = incident_of(body);
    return incident.is_nil() ? std::string{} : bytes(incident.ulid);
}

template <std::size_t kind = 0>
bool decode_body(std::size_t wanted, Decoder& decoder, EventBody& body) {
    if constexpr (kind == std::variant_size_v<AnyEvent>) {
        return false;
    } else {
        if (kind != wanted) return decode_body<kind + 1>(wanted, decoder, body);
        auto& event = body.emplace<kind>();
        std::decay_t<decltype(event)>::fields(event, decoder);
        return true;
    }
}

}  // namespace

EncodedEvent encode(const Event& event) {
    EncodedEvent encoded;
    encoded.kind = static_cast<std::uint16_t>(event.body.index() + 1);
    encoded.version = newest_version;
    encoded.subject = subject_of(event.body);
    encoded.open.reserve(open_mostly);
    const bool is_mostly_sealed =
        std::holds_alternative<ReportReceived>(event.body) || std::holds_alternative<Routed>(event.body);
    if (is_mostly_sealed) encoded.sealed.reserve(sealed_mostly);
    Encoder encoder(encoded.open, &encoded.sealed);
    encoder(by_number, "by", event.by);
    std::visit([&](const auto& body) { std::decay_t<decltype(body)>::fields(body, encoder); }, event.body);
    return encoded;
}

Result<Event> decode_event(const EncodedEvent& encoded, Instant at) {
    if (encoded.version > newest_version || encoded.kind == 0) {
        return Error{"unknown_event", "",
                     "event kind " + std::to_string(encoded.kind) + " version " + std::to_string(encoded.version) +
                         " is of a newer hub; run that one"};
    }
    Decoder decoder(encoded.open, encoded.sealed);
    Event event;
    event.at = at;
    decoder(by_number, "by", event.by);
    if (!decode_body(encoded.kind - 1U, decoder, event.body)) {
        return Error{"unknown_event", "", "event kind " + std::to_string(encoded.kind) + " is of a newer hub"};
    }
    if (!decoder.is_sound()) {
        return Error{"damaged", "", "an event of kind " + std::to_string(encoded.kind) + " does not read back"};
    }
    return event;
}

}  // namespace paraat::core
