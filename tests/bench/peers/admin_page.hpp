#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "tests/bench/peers/process.hpp"

namespace paraat::bench {

// On 127.0.0.1, where nobody listens at this moment.
int free_port();

// The whole answer of the hub's admin port, with its head; empty when nobody is there.
std::string ask(int admin_port, const std::string& page);

// Each looks every five milliseconds, and throws std::runtime_error with what the hub logged when it takes longer or
// ends. The first returns once somebody answers at that port, the second once /readyz says 200, the third once the past
// of a journal that was not closed is verified, which goes on beside the hub's work.
void wait_until_there(Process& hub, int admin_port, std::chrono::seconds within, const std::filesystem::path& log);
void wait_until_ready(Process& hub, int admin_port, std::chrono::seconds within, const std::filesystem::path& log);
void wait_until_verified(Process& hub, int admin_port, std::chrono::seconds within, const std::filesystem::path& log);

}  // namespace paraat::bench
