#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/codec/schema.hpp"

namespace paraat::codec {

// Whether the structure of a buffer is sound, by the generated code of its root table. (Checking by the schema alone,
// as flatbuffers::Verify() does, follows offsets to child tables before it looked where they lead: 2.0.8 can crash.)
using SoundnessCheck = bool (*)(flatbuffers::Verifier& verifier);
template <class Table>
bool is_sound(flatbuffers::Verifier& verifier) {
    return verifier.VerifyBuffer<Table>(nullptr);
}

// Bytes of a message whose structure is sound, where FlatBuffers may read them.
class VerifiedMessage {
public:
    template <class Table>
    const Table& as() const {
        return *flatbuffers::GetRoot<Table>(aligned_.data());
    }

private:
    friend Result<VerifiedMessage> sound_table(std::string_view bytes, const MessageSchema& schema,
                                               SoundnessCheck check);

    std::vector<std::uint64_t> aligned_;
};

// The identifier and the structure (depth 16); what the values are is not looked at.
Result<VerifiedMessage> sound_table(std::string_view bytes, const MessageSchema& schema, SoundnessCheck check);

// The only way from foreign bytes to an input: a sound table, then that strings are UTF-8, enums have a word, and
// numbers are finite. `unreadable`, or `bad_value` with the field's path. A lawful id is told as soon as the structure
// is sound, whatever else is wrong.
Result<VerifiedMessage> verify(std::string_view bytes, const MessageSchema& schema, SoundnessCheck check,
                               std::string& id);

}  // namespace paraat::codec
