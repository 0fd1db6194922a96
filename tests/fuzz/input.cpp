#include <nlohmann/json.hpp>

#include "hub/base/utf8.hpp"
#include "hub/codec/client_id.hpp"
#include "hub/codec/format.hpp"
#include "hub/codec/panic_glance.hpp"
#include "hub/codec/read_input.hpp"
#include "hub/codec/write_message.hpp"
#include "tests/fuzz/forms.hpp"
#include "tests/fuzz/limits.hpp"
#include "tests/fuzz/targets.hpp"

// What clients send, in JSON or FlatBuffers, as the bytes tell. One target for each kind of it.
namespace paraat::fuzz {
namespace {

using core::InputKind;

bool has_body(const codec::InputReading& reading, const core::InputBody& body) {
    return static_cast<const core::AnyInput&>(reading.body) == static_cast<const core::AnyInput&>(body);
}

// The sender is told it, in JSON as in FlatBuffers.
void check_told(core::Receipt receipt, InputKind kind) {
    receipt.kind = kind;
    const std::string told = codec::write(receipt);
    promise(told.size() <= codec::payload_most, "a receipt fits into a message");
    check_json(codec::json_twin(told));
}

void check_refusal(InputKind kind, const codec::UnreadInput& unread) {
    check_error(unread.error);
    const std::string& code = unread.error.code;
    promise(code == "unreadable" || code == "bad_value" || (code == "too_long" && kind != InputKind::query),
            "a refusal has a code of the contract");
    promise(unread.id.empty() || codec::is_client_id(unread.id), "an id is lawful as far as it could be read");
    promise(unread.ask.empty() || (kind == InputKind::query && codec::is_client_id(unread.ask)),
            "what a query asked is a word");
    core::Receipt receipt;
    receipt.id = unread.id;
    receipt.code = code;
    receipt.field = unread.error.field;
    receipt.error = unread.error.message;
    check_told(receipt, kind);
}

void check_written(InputKind kind, const codec::InputReading& reading, const std::string& flat) {
    const std::string twin = codec::json_twin(flat);
    check_json(twin);
    for (const std::string* written : {&flat, &twin}) {
        if (written->size() > most_of(kind)) continue;  // escapes of JSON take room
        const auto again = codec::read_input(kind, *written);
        promise(again && again->id == reading.id && has_body(*again, reading.body),
                "what was taken is the same, written and read again");
        promise(again->ignored.empty() || again->ignored == reading.ignored, "nothing of it is unknown then");
    }
}

void check_cry(const codec::InputReading& reading) {
    const auto* update = std::get_if<core::StatusUpdate>(&reading.body);
    promise(update != nullptr && update->panic, "of what is not sound nothing but a panic is taken");
    core::StatusUpdate cry;
    cry.panic = true;
    cry.is_silent = update->is_silent;
    cry.position = update->position;
    promise(*update == cry, "nothing but the cry, its silence and its place are taken then");
}

void check_taken(InputKind kind, std::string_view bytes, const codec::InputReading& reading) {
    promise(bytes.size() <= most_of(kind), "what is too long is not taken");
    promise(reading.id.empty() || codec::is_client_id(reading.id), "an id is lawful");
    promise(reading.ignored.size() <= 32, "no more unknown fields are named than the limit");
    for (const std::string& field : reading.ignored) promise(is_utf8(field), "an unknown field is named in UTF-8");
    check_limits(reading.body);
    core::Receipt receipt;
    receipt.accepted = true;
    receipt.id = reading.id;
    receipt.ignored = reading.ignored;
    check_told(receipt, kind);
    const auto flat = flat_of(kind, bytes);
    flat ? check_written(kind, reading, *flat) : check_cry(reading);
}

bool says_panic(std::string_view bytes) {
    if (bytes.size() > codec::payload_most || codec::encoding_of(bytes) != codec::Encoding::json) return false;
    const auto json = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
    return json.is_object() && json.contains("panic") && json["panic"] == true;
}

void input_of(InputKind kind, std::string_view bytes) {
    const auto reading = codec::read_input(kind, bytes);
    const auto again = codec::read_input(kind, bytes);
    promise(reading.has_value() == again.has_value(), "the same is read twice alike");
    const bool may_panic = kind == InputKind::status || kind == InputKind::beacon;
    promise(reading || !may_panic || !says_panic(bytes), "a panic gets through whatever else is wrong");
    if (!reading) {
        promise(reading.error().error == again.error().error, "the same is refused twice alike");
        return check_refusal(kind, reading.error());
    }
    promise(has_body(*reading, again->body), "the same is taken twice alike");
    check_taken(kind, bytes, *reading);
    const auto* update = std::get_if<core::StatusUpdate>(&reading->body);
    const bool is_cry = update != nullptr && update->panic;
    promise(!is_cry || kind != InputKind::beacon || codec::may_tell_panic(bytes), "a glance misses no panic");
}

}  // namespace

void report(std::string_view input) {
    input_of(InputKind::report, input);
}
void status(std::string_view input) {
    input_of(InputKind::status, input);
}
void beacon(std::string_view input) {
    input_of(InputKind::beacon, input);
}
void instruct(std::string_view input) {
    input_of(InputKind::instruct, input);
}
void ack(std::string_view input) {
    input_of(InputKind::ack, input);
}
void command(std::string_view input) {
    input_of(InputKind::command, input);
}
void query(std::string_view input) {
    input_of(InputKind::query, input);
}
void presence(std::string_view input) {
    input_of(InputKind::presence, input);
}

}  // namespace paraat::fuzz
