#include "hub/transport/backoff.hpp"

#include <algorithm>

namespace paraat::transport {

Milliseconds backoff(int tries, std::uint32_t chance) {
    constexpr std::int64_t first = 250;
    constexpr int quick_tries = 4;  // a private broker is there again within a third of a second
    constexpr std::int64_t most = 5'000;
    const std::int64_t reach = std::min(most, first << std::clamp(tries - quick_tries + 1, 0, 10));
    return Milliseconds{
        static_cast<std::int64_t>(static_cast<std::uint64_t>(chance) * static_cast<std::uint64_t>(reach) >> 32)};
}

}  // namespace paraat::transport
