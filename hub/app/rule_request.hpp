#pragma once

#include <string>

#include "hub/core/command.hpp"

namespace paraat::app {

// Somebody who may wants other rules to decide. It waits outside the core thread until the files are read; only then
// the command is decided, so that its receipt says what became of it.
struct RuleRequest {
    core::ClientName client;  // the hub itself when the one who runs it asked by a signal
    std::string payload;      // of the client's command
    bool goes_back = false;   // to `version`, instead of to what is on the disk
    std::string version;
};

}  // namespace paraat::app
