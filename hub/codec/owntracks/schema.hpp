#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string_view>

#include "hub/base/result.hpp"

// The judgement of the OwnTracks project's own schemas, as strict as they are, no more and no less. The hub takes more
// (reader.hpp); with this it says what of it a sender should mend.
namespace paraat::codec::owntracks {

// Its three schemas: one message that is not encrypted, one or a list of such, one that is encrypted.
enum class Schema { message, messages, encryption };

// What is wrong first, or nothing. `unreadable` and `too_long` where read_json_tree refuses it, `bad_value` with the
// field where the schema does. Pure; any thread.
std::optional<Error> schema_fault(std::string_view payload, Schema schema);

// Of a tree that is an object, by the schema that its `_type` asks for.
std::optional<Error> fault_in(const nlohmann::ordered_json& object);

}  // namespace paraat::codec::owntracks
