#pragma once

#include <string>

#include "clients/cli/command.hpp"

namespace paraat::cli {

// An alert or a hub's status as JSON, from its FlatBuffers original or from JSON. The originals are always there; the
// twins can be switched off. Null when the bytes are neither, or damaged: anybody may write on an open broker.
Json heard(const std::string& payload);

}  // namespace paraat::cli
