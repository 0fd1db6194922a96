#pragma once

#include <cstdint>
#include <string>

#include "hub/core/state.hpp"
#include "hub/transport/transport.hpp"
#include "tests/simulation/canary.hpp"

namespace paraat::simulation {

// What a message says by a planted leak in what the hub tells; as it is, where the canary is another or none.
std::string with_leak(Canary canary, const transport::Outbound& message, const core::State& state,
                      std::int64_t commits);

}  // namespace paraat::simulation
