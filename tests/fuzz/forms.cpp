#include "tests/fuzz/forms.hpp"

#include "hub/codec/format.hpp"
#include "hub/codec/json_reader.hpp"
#include "hub/codec/verified.hpp"
#include "schemas/ack_generated.h"
#include "schemas/beacon_generated.h"
#include "schemas/command_generated.h"
#include "schemas/instruct_generated.h"
#include "schemas/presence_generated.h"
#include "schemas/query_generated.h"
#include "schemas/report_generated.h"
#include "schemas/status_generated.h"

namespace paraat::fuzz {
namespace {

struct Form {
    const char* identifier;
    codec::SoundnessCheck is_sound;
};

const Form& form_of(core::InputKind kind) {
    // In the order of the kinds.
    static const Form forms[] = {{wire::ReportIdentifier(), codec::is_sound<wire::Report>},
                                 {wire::StatusIdentifier(), codec::is_sound<wire::Status>},
                                 {wire::BeaconIdentifier(), codec::is_sound<wire::Beacon>},
                                 {wire::InstructIdentifier(), codec::is_sound<wire::Instruct>},
                                 {wire::AckIdentifier(), codec::is_sound<wire::Ack>},
                                 {wire::CommandIdentifier(), codec::is_sound<wire::Command>},
                                 {wire::QueryIdentifier(), codec::is_sound<wire::Query>},
                                 {wire::PresenceUpdateIdentifier(), codec::is_sound<wire::PresenceUpdate>}};
    return forms[static_cast<std::size_t>(kind)];
}

}  // namespace

std::size_t most_of(core::InputKind kind) {
    return kind == core::InputKind::query ? 4'096 : codec::payload_most;
}

std::optional<std::string> flat_of(core::InputKind kind, std::string_view bytes) {
    const codec::MessageSchema& schema = *codec::schema_with(form_of(kind).identifier);
    std::string id;
    std::string flat(bytes);
    if (codec::encoding_of(bytes) == codec::Encoding::json) {
        auto json = codec::read_json(bytes, schema, id);
        if (!json) return std::nullopt;
        flat = std::move(json->bytes);
    }
    if (!codec::verify(flat, schema, form_of(kind).is_sound, id)) return std::nullopt;
    return flat;
}

}  // namespace paraat::fuzz
