#pragma once

#include <filesystem>

#include "tests/bench/peers/peer.hpp"

namespace paraat::bench {

// Writes hub.toml, rules and organisation of a hub without JSON twins and with 100 rules into the folder, and copies
// its past there. The hub.toml.
std::filesystem::path write_hub_files(const std::filesystem::path& folder, const HubSettings& settings, int broker_port,
                                      int admin_port);

}  // namespace paraat::bench
