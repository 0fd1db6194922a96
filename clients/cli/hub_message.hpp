#pragma once

#include <string>

#include "hub/codec/json_writer.hpp"
#include "hub/codec/verified.hpp"

namespace paraat::cli {

// A message of the hub as JSON, from its FlatBuffers original: the twin may be switched off. Empty when it is none.
template <class Table>
std::string json_of(const std::string& payload, const char* identifier) {
    const codec::MessageSchema* schema = codec::schema_with(identifier);
    std::string id;
    if (schema == nullptr || !codec::verify(payload, *schema, codec::is_sound<Table>, id)) return "";
    return codec::json_twin(payload);
}

}  // namespace paraat::cli
