#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/core/input.hpp"

namespace paraat::codec {

struct InputReading {
    std::string id;                    // empty when the client gave none
    std::vector<std::string> ignored;  // fields that the hub does not know
    core::InputBody body;
    std::vector<std::string> follows = {};  // ids of earlier reports of the client that a report continues
};

struct UnreadInput {
    std::string id;  // as far as it could be read
    Error error;
    std::string ask{};  // of a query, likewise
};

// The door: bytes of one kind of input, in FlatBuffers or JSON, to a value that cannot be wrong. Refused with
// `unreadable`, `too_long` or `bad_value`, and the field. Panic gets through whatever else is wrong with its message.
tl::expected<InputReading, UnreadInput> read_input(core::InputKind kind, std::string_view bytes);

}  // namespace paraat::codec
