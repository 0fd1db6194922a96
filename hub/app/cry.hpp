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

// The call for help that such a message makes: the panic of that unit, in the hub's own words. As a status each is a
// press, and a beacon's join. Of no unit nobody is called.
struct Cry {
    core::ClientName unit;
    core::InputKind kind = core::InputKind::status;
    std::string words = R"({"panic":true})";
};

}  // namespace paraat::app
