#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/codec/schema.hpp"

namespace paraat::codec {

struct JsonReading {
    std::string bytes;                 // the same message in FlatBuffers
    std::vector<std::string> ignored;  // paths of fields that the schema does not know
};

// The JSON twin read by the message's own schema. Refused: what is no JSON object, deeper than 16, with a key twice
// (`unreadable`); more than 1,024 keys (`too_long`); a value of another type, out of range, or no word of its set
// (`bad_value`, with the field's path). A lawful id is told as soon as it can be read, whatever else is wrong.
Result<JsonReading> read_json(std::string_view text, const MessageSchema& schema, std::string& id);

}  // namespace paraat::codec
