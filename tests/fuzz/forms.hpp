#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hub/core/words.hpp"

namespace paraat::fuzz {

// The longest message of a kind, in bytes.
std::size_t most_of(core::InputKind kind);
// The same message in FlatBuffers, if all of it is sound; a panic is also taken from one that is not.
std::optional<std::string> flat_of(core::InputKind kind, std::string_view bytes);

}  // namespace paraat::fuzz
