#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/bench/peers/peer.hpp"
#include "tests/bench/peers/process.hpp"

namespace paraat::bench {

// The command that starts it; it may leave files in the folder.
std::vector<std::string> command_of(const Relay& relay, int broker_port, const std::filesystem::path& folder);

// It says nothing when it is there: returns once something that is sent comes back through it. Throws
// std::runtime_error with what it logged when it ends, or nothing came within half a minute.
void wait_until_relayed(const Relay& relay, int broker_port, Process& process, const std::filesystem::path& log);

}  // namespace paraat::bench
