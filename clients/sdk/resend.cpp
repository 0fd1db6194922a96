#include "clients/sdk/resend.hpp"

#include <algorithm>

namespace paraat::sdk {

Milliseconds resend_after(int tries, std::uint32_t chance) {
    const std::int64_t reach = std::min<std::int64_t>(30'000, std::int64_t{2'000} << std::clamp(tries, 0, 4));
    const auto jitter =
        static_cast<std::int64_t>(static_cast<std::uint64_t>(chance) * static_cast<std::uint64_t>(reach / 2) >> 32);
    return Milliseconds{reach / 2 + jitter};
}

}  // namespace paraat::sdk
