#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "hub/base/time.hpp"
#include "hub/base/ulid.hpp"

namespace paraat::journal {

// Fills the bytes with chance. Salts must not be guessable: the hub gives the kernel's, a simulation gives its own.
using Chance = std::function<void(std::span<std::uint8_t>)>;
Chance system_chance();

Ulid fresh_ulid(const Chance& chance, Instant now);

}  // namespace paraat::journal
