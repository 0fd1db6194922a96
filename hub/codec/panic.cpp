#include "hub/codec/panic.hpp"

#include <nlohmann/json.hpp>

#include "hub/codec/client_id.hpp"
#include "hub/codec/format.hpp"
#include "hub/codec/verified.hpp"
#include "schemas/beacon_generated.h"
#include "schemas/status_generated.h"

namespace paraat::codec {
namespace {

struct Cry {
    bool is_panic = false;
    bool is_silent = false;
    std::string id;
    std::optional<double> lat;
    std::optional<double> lon;
};

std::optional<double> number_in(const nlohmann::json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

Cry cry_in_json(std::string_view bytes) {
    const auto json = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
    Cry cry;
    if (!json.is_object()) return cry;
    const auto panic = json.find("panic");
    const auto silent = json.find("silent");
    const auto id = json.find("id");
    cry.is_panic = panic != json.end() && panic->is_boolean() && panic->get<bool>();
    // Whatever else it says: a sound where somebody hides is worse than none.
    cry.is_silent = silent != json.end() && *silent != false;
    if (id != json.end() && id->is_string() && is_client_id(id->get_ref<const std::string&>())) cry.id = *id;
    cry.lat = number_in(json, "lat");
    cry.lon = number_in(json, "lon");
    return cry;
}

template <class Wire>
Cry cry_in(std::string_view bytes, const char* identifier) {
    Cry cry;
    std::string id;
    // What is structurally sound may be looked at, whatever its values are.
    const auto table = sound_table(bytes, *schema_with(identifier), is_sound<Wire>);
    if (!table) return cry;
    const Wire& wire = table->template as<Wire>();
    cry.is_panic = wire.panic().value_or(false);
    cry.is_silent = wire.silent().value_or(false);
    if constexpr (requires { wire.id(); }) {
        if (wire.id() != nullptr && is_client_id(wire.id()->string_view())) cry.id = wire.id()->str();
    }
    if (wire.lat()) cry.lat = *wire.lat();
    if (wire.lon()) cry.lon = *wire.lon();
    return cry;
}

}  // namespace

std::optional<InputReading> panic_in(core::InputKind kind, std::string_view bytes, const Error& fault) {
    if (kind != core::InputKind::status && kind != core::InputKind::beacon) return std::nullopt;
    if (bytes.size() > payload_most) return std::nullopt;
    Cry cry;
    if (encoding_of(bytes) == Encoding::json) {
        cry = cry_in_json(bytes);
    } else if (encoding_of(bytes) == Encoding::flatbuffers) {
        cry = kind == core::InputKind::status ? cry_in<wire::Status>(bytes, wire::StatusIdentifier())
                                              : cry_in<wire::Beacon>(bytes, wire::BeaconIdentifier());
    }
    if (!cry.is_panic) return std::nullopt;
    InputReading reading;
    reading.id = cry.id;
    if (!fault.field.empty()) reading.ignored = {fault.field};
    core::StatusUpdate update;
    update.panic = true;
    update.is_silent = cry.is_silent;
    if (cry.lat && cry.lon) update.position = core::position_from_degrees(*cry.lat, *cry.lon);
    reading.body = update;
    return reading;
}

}  // namespace paraat::codec
