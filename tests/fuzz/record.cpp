#include "tests/fuzz/record.hpp"

#include "hub/core/event_codec.hpp"
#include "hub/core/plain_fields.hpp"
#include "hub/core/state.hpp"
#include "tests/fuzz/filled.hpp"
#include "tests/fuzz/targets.hpp"

namespace paraat::fuzz {
namespace {

constexpr Instant then{1'763'940'000'000};

// The kind, the version, how long the open part is, the open part, the sealed part.
std::string bytes_of(const core::EncodedEvent& record) {
    std::string bytes{static_cast<char>(record.kind), static_cast<char>(record.version)};
    core::append_varint(bytes, record.open.size());
    return bytes + record.open + record.sealed;
}

core::EncodedEvent record_in(std::string_view bytes) {
    core::EncodedEvent record;
    if (bytes.size() < 3) return record;
    record.kind = static_cast<unsigned char>(bytes[0]);
    record.version = static_cast<unsigned char>(bytes[1]);
    bytes.remove_prefix(2);
    const std::string_view open = core::take_sized(bytes).value_or(std::string_view{});
    record.open = open;
    record.sealed = bytes;
    return record;
}

template <std::size_t kind = 0>
void add_records(std::map<std::string, std::string>& records) {
    if constexpr (kind < std::variant_size_v<core::AnyEvent>) {
        core::Event event{then, core::ClientName{"radio-1"}, {}};
        auto& body = event.body.emplace<kind>();
        Filling filling;
        std::decay_t<decltype(body)>::fields(body, filling);
        records[std::string(core::name_of(event.body))] = bytes_of(core::encode(event));
        add_records<kind + 1>(records);
    }
}

}  // namespace

std::map<std::string, std::string> event_records() {
    std::map<std::string, std::string> records;
    add_records(records);
    return records;
}

std::map<std::string, std::string> state_records() {
    core::State filled;
    Filling filling;
    core::State::fields(filled, filling);
    return {{"empty", core::encode(core::State{})}, {"filled", core::encode(filled)}};
}

void event(std::string_view input) {
    const core::EncodedEvent record = record_in(input);
    const auto event = core::decode_event(record, then);
    if (!event) return check_error(event.error());
    const core::EncodedEvent written = core::encode(*event);
    promise(written.kind == record.kind, "an event stays what it is");
    promise(!core::name_of(event->body).empty(), "an event has a name");
    promise(written.subject.empty() || written.subject.size() == 16, "a record is about an id or about none");
    const auto again = core::decode_event(written, then);
    promise(again.has_value(), "what was taken and written is read again");
    const core::EncodedEvent same = core::encode(*again);
    promise(same.open == written.open && same.sealed == written.sealed && same.subject == written.subject,
            "what was taken, written and read again, is the same");
    core::EncodedEvent erased = written;
    erased.sealed.clear();
    promise(core::decode_event(erased, then).has_value(), "without its sealed part it is read all the same");
}

void state(std::string_view input) {
    const auto state = core::decode_state(input);
    if (!state) return check_error(state.error());
    const std::string written = core::encode(*state);
    const auto again = core::decode_state(written);
    promise(again && core::encode(*again) == written, "what was taken, written and read again, is the same");
    promise(core::encode(core::State(*state)) == written, "a copy is the same");
}

}  // namespace paraat::fuzz
