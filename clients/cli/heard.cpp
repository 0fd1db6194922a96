#include "clients/cli/heard.hpp"

#include "hub/codec/format.hpp"
#include "hub/codec/json_writer.hpp"
#include "hub/codec/verified.hpp"
#include "schemas/alert_generated.h"
#include "schemas/hub_status_generated.h"

namespace paraat::cli {
namespace {

bool is_sound(const std::string& payload, const codec::MessageSchema& schema) {
    codec::SoundnessCheck check = nullptr;
    if (schema.identifier == wire::AlertIdentifier()) check = codec::is_sound<wire::Alert>;
    if (schema.identifier == wire::HubStatusIdentifier()) check = codec::is_sound<wire::HubStatus>;
    std::string id;
    return check != nullptr && codec::verify(payload, schema, check, id).has_value();
}

}  // namespace

Json heard(const std::string& payload) {
    std::string json;
    switch (codec::encoding_of(payload)) {
        case codec::Encoding::json: json = payload; break;
        case codec::Encoding::flatbuffers: {
            const codec::MessageSchema* schema = codec::schema_with(payload.substr(4, 4));
            if (schema == nullptr || !is_sound(payload, *schema)) return {};
            json = codec::json_twin(payload);
            break;
        }
        case codec::Encoding::xml:
        case codec::Encoding::unreadable: return {};
    }
    Json read = Json::parse(json, nullptr, false);
    return read.is_object() ? read : Json();
}

}  // namespace paraat::cli
