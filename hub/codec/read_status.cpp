#include "hub/codec/read_status.hpp"

#include "hub/codec/verified.hpp"
#include "schemas/hub_status_generated.h"

namespace paraat::codec {

Result<core::HubStatus> read_hub_status(std::string_view bytes) {
    std::string id;
    const auto message = verify(bytes, *schema_with("PHUB"), is_sound<wire::HubStatus>, id);
    if (!message) return message.error();
    const auto& table = message->as<wire::HubStatus>();
    core::HubStatus status;
    if (table.node() != nullptr) status.node = table.node()->str();
    if (table.generation() != nullptr) status.generation = table.generation()->str();
    status.state = static_cast<core::HubState>(table.state());
    if (table.at()) {
        core::HubStatus::Living living;
        living.at = Instant{*table.at()};
        living.since = Instant{table.since().value_or(0)};
        status.living = std::move(living);
    }
    return status;
}

}  // namespace paraat::codec
