#pragma once

#include "clients/cli/command.hpp"

namespace paraat::cli {

// What is wrong with a command before it is sent, as whoever typed it reads it: an unknown word, a field that the deed
// needs, one that says nothing to it. Whether the hub allows it, the hub says.
Result<void> check_command(const Json& command);

// Adds "deployment" from what was given of it: `kind` (standby, relocation), area, lat, lon, metres, from, until,
// because. Nothing when none of it was given; `from` is now unless it is said.
Result<void> add_deployment(Json& instruct, const Json& given, Instant now);

}  // namespace paraat::cli
