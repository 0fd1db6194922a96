#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/codec/schema.hpp"

namespace paraat::codec {

// Bytes of a message that passed every check, where FlatBuffers may read them.
class VerifiedMessage {
public:
    template <class Table>
    const Table& as() const {
        return *flatbuffers::GetRoot<Table>(aligned_.data());
    }

private:
    friend Result<VerifiedMessage> verify(std::string_view bytes, const MessageSchema& schema, std::string& id);

    std::vector<std::uint64_t> aligned_;
};

// The only way from foreign bytes to a table: the identifier, the structure (depth 16), then that strings are UTF-8,
// enums have a word, and numbers are finite. `unreadable`, or `bad_value` with the field's path. A lawful id is told as
// soon as the structure is sound, whatever else is wrong.
Result<VerifiedMessage> verify(std::string_view bytes, const MessageSchema& schema, std::string& id);

}  // namespace paraat::codec
