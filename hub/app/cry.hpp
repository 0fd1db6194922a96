#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hub/core/input.hpp"

namespace paraat::app {

// What is left of a quarantined message (docs/decisions/0024): whoever calls for help in it is heard. The hub's own
// words for that in JSON; nullopt where it calls for none. Nothing reads the bytes: they are searched for
// `"panic":true`, and for `"silent":true`. Of FlatBuffers, a beacon's are looked at as they arrive anyway; a status's
// are not.
std::optional<std::string> cry_in(core::InputKind kind, std::string_view bytes);

}  // namespace paraat::app
