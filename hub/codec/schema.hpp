#pragma once

#include <flatbuffers/reflection.h>

#include <string>
#include <string_view>
#include <vector>

namespace paraat::codec {

// A message's binary schema, which the build embeds. Lives for the whole run.
struct MessageSchema {
    std::string identifier;  // four letters at bytes 4..7
    const reflection::Schema* schema = nullptr;

    const reflection::Object& root() const { return *schema->root_table(); }
};

// Nullptr when no message has the identifier.
const MessageSchema* schema_with(std::string_view identifier);

// A table's fields in the order of their ids, which is their order on the wire.
const std::vector<const reflection::Field*>& fields_of(const reflection::Object& table);

// Nullptr when the table has no field of that name.
const reflection::Field* field_of(const reflection::Object& table, std::string_view name);

// A vector of these is a map: an object in JSON.
bool is_map_entry(const reflection::Object& table);

// The words of an enum in the order of its values.
std::vector<std::string> words_of(const reflection::Enum& words);

}  // namespace paraat::codec
