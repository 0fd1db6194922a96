#pragma once

#include <string>
#include <string_view>

namespace paraat::codec {

// The JSON of a message that the hub itself wrote, made by the message's schema: keys in the order of the schema,
// compact, absent left out. The bytes are trusted.
std::string json_twin(std::string_view flatbuffers);

}  // namespace paraat::codec
